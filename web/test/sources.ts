import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const root = new URL("../src/", import.meta.url).pathname;

/** Every source file of the page, parsed; texts and generated shapes left out. */
export function sources(): { path: string; file: ts.SourceFile; text: string }[] {
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.tsx?$/.test(path) && !path.endsWith(".d.ts") && !/^text\/(en|zh)\//.test(path))
    .map((path) => {
      const text = readFileSync(join(root, path), "utf8");
      return { path, text, file: ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true, path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS) };
    });
}

export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  node.forEachChild((child) => walk(child, visit));
}

export const placeOf = (file: ts.SourceFile, node: ts.Node) => `${file.fileName}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;

/** {a: {b: "x"}} as [["a.b", "x"]]. */
export function flat(words: object, before = ""): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) => (typeof value === "string" ? [[before + key, value] as [string, string]] : flat(value as object, `${before}${key}.`)));
}
