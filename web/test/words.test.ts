// Both languages say everything, the screens say nothing else, and nothing is said that no screen shows.
import ts from "typescript";
import { describe, expect, it } from "vitest";
import en from "../src/text/en";
import zh from "../src/text/zh";
import { flat, placeOf, sources, walk } from "./sources";

const words = { en: new Map(flat(en)), zh: new Map(flat(zh)) };
const plural = /_(zero|one|two|few|many|other)$/;
/** Chinese has one form where English has two. */
const stems = (language: keyof typeof words) => new Set([...words[language].keys()].map((key) => key.replace(plural, "")));
const files = sources();

/** Words that are looked up by what the data says; the data decides which of them are used. */
const byData = ["channel.", "identity.", "trait.", "activity.", "said.", "score.", "rule.", "evidence.", "actor.", "direction.", "problem.", "role.", "health."];

interface Use {
  place: string;
  /** The key, or its beginning and end where a part of it comes from the data. */
  head: string;
  tail?: string;
}

/** Every key that the code asks for: t("a.b"), t(`a.${x}`), and words kept in tables (word: "nav.home", "map.needs_time"). */
function uses(): Use[] {
  const found: Use[] = [];
  const groups = new Set([...words.en.keys()].map((key) => key.split(".")[0]));
  for (const { file } of files) {
    walk(file, (node) => {
      if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
        if (/^[a-z_]+\.[a-z0-9_.-]+$/.test(node.text) && groups.has(node.text.split(".")[0]) && !ts.isImportDeclaration(node.parent)) {
          found.push({ place: placeOf(file, node), head: node.text });
        }
      }
      if (ts.isTemplateExpression(node) && /^[a-z_]+\.[a-z0-9_]*$/.test(node.head.text) && groups.has(node.head.text.split(".")[0])) {
        found.push({ place: placeOf(file, node), head: node.head.text, tail: node.templateSpans.at(-1)?.literal.text ?? "" });
      }
    });
  }
  return found;
}

describe("words", () => {
  it("are the same in both languages", () => {
    expect([...stems("zh")].sort()).toEqual([...stems("en")].sort());
  });

  it("have every plural form that the language needs", () => {
    for (const key of words.en.keys()) {
      if (key.endsWith("_one")) expect(words.en.has(key.replace(/_one$/, "_other")), key).toBe(true);
    }
    for (const key of words.zh.keys()) expect(/_(one|zero|two|few|many)$/.test(key) && plural.test(key), key).toBe(false);
  });

  it("fill in the same values in both languages", () => {
    const values = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((found) => found[1]).sort();
    for (const [key, text] of words.en) {
      // "One import is running" may spell the number out.
      if (key.endsWith("_one")) continue;
      const other = words.zh.get(key) ?? "";
      expect(values(other), key).toEqual(values(text));
    }
  });

  it("exist for every key that the code uses", () => {
    const known = [...stems("en")];
    const missing = uses().filter(({ head, tail }) => (tail === undefined ? !known.includes(head) : !known.some((key) => key.startsWith(head) && key.endsWith(tail))));
    expect(missing).toEqual([]);
  });

  it("are all used", () => {
    const used = uses();
    const idle = [...stems("en")].filter(
      (key) => !byData.some((group) => key.startsWith(group)) && !used.some(({ head, tail }) => (tail === undefined ? head === key : key.startsWith(head) && key.endsWith(tail))),
    );
    expect(idle).toEqual([]);
  });
});

describe("screens", () => {
  const spoken = new Set(["title", "placeholder", "label", "alt", "aria-label", "aria-description", "aria-valuetext", "text", "hint", "summary"]);
  const letters = /\p{L}/u;

  it("hold no text of their own", () => {
    const literal: string[] = [];
    for (const { file, path } of files.filter((source) => source.path.endsWith(".tsx"))) {
      walk(file, (node) => {
        if (ts.isJsxText(node) && letters.test(node.text)) literal.push(`${placeOf(file, node)} ${node.text.trim()}`);
        if (ts.isJsxExpression(node) && ts.isJsxElement(node.parent) && node.expression && ts.isStringLiteral(node.expression) && letters.test(node.expression.text)) {
          literal.push(`${placeOf(file, node)} ${node.expression.text}`);
        }
        if (ts.isJsxAttribute(node) && spoken.has(node.name.getText()) && node.initializer && ts.isStringLiteral(node.initializer) && letters.test(node.initializer.text)) {
          literal.push(`${path} ${node.name.getText()}=${node.initializer.text}`);
        }
      });
    }
    expect(literal).toEqual([]);
  });

  it("stay small enough to be read in one go", () => {
    const lines = files.map(({ path, text }) => [path, text.split("\n").length] as const);
    expect(lines.filter(([, count]) => count > 400)).toEqual([]);
  });

  it("know the API only through src/api", () => {
    const outside = files.filter(({ path, text }) => !path.startsWith("api/") && /from ".*\/schema"|\bfetch\(|"\/api\//.test(text));
    expect(outside.map(({ path }) => path)).toEqual([]);
  });
});
