// A file that nobody uses: a header without an includer, a module of the page that nobody imports.
import { includesOf } from "./includes.mjs";
import { isCpp } from "./tree.mjs";

const stem = (path) => path.replace(/\.\w+$/, "");
const baseName = (path) => path.slice(path.lastIndexOf("/") + 1);
const isOwnTest = (path, header) => baseName(stem(path)) === `${baseName(stem(header))}_test`;

function deadHeaders(tree) {
  const used = new Set();
  for (const file of tree.files.filter(isCpp)) {
    for (const { target } of includesOf(tree, file)) {
      if (target && stem(target) !== stem(file.path) && !isOwnTest(file.path, target)) used.add(target);
    }
  }
  return tree.files
    .filter(({ path }) => /^src\/.*\.h$/.test(path) && !used.has(path))
    .map(({ path }) => ({ path, line: 1, message: "nobody but its own .cpp and test includes it; use it or remove it" }));
}

const isPageModule = (path) => /^web\/src\/.*\.(ts|tsx|css)$/.test(path) && !path.endsWith(".d.ts");
const isPageTest = (path) => /\.(test|spec)\.tsx?$/.test(path) || /\/(tests?|__tests__)\//.test(path);

function resolveModule(tree, from, specifier) {
  let path = specifier;
  if (specifier.startsWith("@/")) path = `web/src/${specifier.slice(2)}`;
  else if (specifier.startsWith("/src/")) path = `web${specifier}`;
  else if (/^\.{0,2}\/?src\//.test(specifier)) path = `web/${specifier.replace(/^\.\//, "")}`;
  else if (specifier.startsWith(".")) path = new URL(specifier, `file:///${from}`).pathname.slice(1);
  else return null;
  path = path.replace(/\?.*$/, "");
  const candidates = [path, `${path}.ts`, `${path}.tsx`, `${path}/index.ts`, `${path}/index.tsx`];
  if (/\.js$/.test(path)) candidates.push(path.replace(/\.js$/, ".ts"), path.replace(/\.js$/, ".tsx"));
  return candidates.find((each) => tree.has(each)) ?? null;
}

// Every quoted string that resolves to a module counts: import, export … from, import(), and index.html's src=.
function* modulesNamedBy(tree, file) {
  for (const text of file.lines) {
    for (const [, specifier] of text.matchAll(/["'`]([@./][^"'`\s]*)["'`]/g)) {
      const target = resolveModule(tree, file.path, specifier);
      if (target) yield target;
    }
  }
}

function deadModules(tree) {
  const used = new Set();
  for (const file of tree.files) {
    if (!/^web\/([^/]+\.(html|ts|mjs|json)|src\/.*\.(ts|tsx))$/.test(file.path)) continue;
    if (isPageTest(file.path)) continue;
    for (const target of modulesNamedBy(tree, file)) if (target !== file.path) used.add(target);
  }
  return tree.files
    .filter(({ path }) => isPageModule(path) && !isPageTest(path) && !/^web\/src\/main\.tsx?$/.test(path) && !used.has(path))
    .map(({ path }) => ({ path, line: 1, message: "nothing but tests imports it; use it or remove it" }));
}

export function check(tree) {
  return [...deadHeaders(tree), ...deadModules(tree)];
}
