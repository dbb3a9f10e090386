// The files that the rules look at: {root, files: [{path, lines}], has(path)}, paths relative to the root, with /.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const folders = [".ci", "bench", "cmake", "docs", "examples", "fuzz", "packaging", "src", "tests", "tools", "web"];
const skipped = new Set(["node_modules", "dist"]);
const binary = /\.(png|jpg|ico|woff2?|gz|db|zip|webp|gif)$/i;
const largest = 4 << 20;

function listBelow(root, folder) {
  const paths = [];
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory() && !skipped.has(entry.name)) paths.push(...listBelow(root, path));
    else if (entry.isFile()) paths.push(path);
  }
  return paths;
}

export function makeTree(root, contents) {
  const files = Object.entries(contents)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, text]) => ({ path, lines: text.replace(/\n$/, "").split("\n") }));
  const paths = new Set(files.map((file) => file.path));
  return { root, files, has: (path) => paths.has(path) };
}

export function readTree(root) {
  const paths = [];
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    if (entry.isFile()) paths.push(entry.name);
    else if (entry.isDirectory() && folders.includes(entry.name)) paths.push(...listBelow(root, entry.name));
  }
  const contents = {};
  for (const path of paths) {
    if (binary.test(path) || statSync(join(root, path)).size > largest) continue;
    contents[path] = readFileSync(join(root, path), "utf8");
  }
  return makeTree(root, contents);
}

// Source code: what people write and read, programs without an extension in tools/ and .ci/ among it.
export function isCode({ path }) {
  if (!/^(src|web\/src|web\/scripts|tests|tools|bench|fuzz|cmake|\.ci)\//.test(path)) return false;
  if (/\.(cpp|h|ts|tsx|mjs|cjs|js|css|cmake|sh)$/.test(path)) return true;
  return /^(tools|bench|tests|\.ci)\/([^.]+\/)*[^./]+$/.test(path);
}

export const isCpp = ({ path }) => /\.(cpp|h)$/.test(path);
