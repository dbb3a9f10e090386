// Prints what a first visit downloads, compressed, and fails above the budget of the shell.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const budget = 350 * 1024;
const dist = new URL("../dist/", import.meta.url).pathname;
const html = readFileSync(join(dist, "index.html"), "utf8");
const zipped = (file) => gzipSync(readFileSync(file), { level: 9 }).length;
const kb = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;

/** The entry and everything that it imports before the first paint; lazily loaded routes are not in it. */
function shell() {
  const seen = new Set();
  const queue = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map((found) => found[1]);
  while (queue.length > 0) {
    const file = queue.pop();
    if (seen.has(file)) continue;
    seen.add(file);
    if (!file.endsWith(".js")) continue;
    const code = readFileSync(join(dist, file), "utf8");
    for (const found of code.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) queue.push(`assets/${found[1]}`);
  }
  return [...seen];
}

const first = shell();
const rest = readdirSync(join(dist, "assets")).map((name) => `assets/${name}`).filter((file) => !first.includes(file));
const total = first.reduce((sum, file) => sum + zipped(join(dist, file)), zipped(join(dist, "index.html")));

for (const file of first) console.log(`shell  ${kb(zipped(join(dist, file))).padStart(10)}  ${file}`);
for (const file of rest.filter((name) => statSync(join(dist, name)).size > 2048)) {
  console.log(`later  ${kb(zipped(join(dist, file))).padStart(10)}  ${file}`);
}
console.log(`first load, gzip: ${kb(total)} of ${kb(budget)}`);
if (total > budget) process.exit(1);
