#!/usr/bin/env node
// page-licences: prints the name, version, licence and notice of every npm package that the page is made of (web/package-lock.json
// without what only builds it), as web/node_modules holds them. Fails when one has no licence that it names.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const web = fileURLToPath(new URL("../web", import.meta.url));
const lock = JSON.parse(readFileSync(join(web, "package-lock.json"), "utf8"));
const texts = new Map(); // of a licence's text: who carries it

for (const [path, { version, dev, optional, license }] of Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1))) {
  const folder = join(web, path);
  if (path === "" || dev || (optional && !existsSync(folder))) continue;
  const name = `${path.replace(/^.*node_modules\//, "")} ${version}`;
  const licence = license ?? JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).license;
  if (!licence) throw new Error(`${name} names no licence`);
  const file = readdirSync(folder)
    .sort()
    .find((each) => /^licen[cs]e(\.|$)/i.test(each));
  const text = file ? readFileSync(join(folder, file), "utf8").replace(/\r/g, "").trim() : `Licence: ${licence}`;
  texts.set(text, [...(texts.get(text) ?? []), `${name} (${licence})`]);
}
for (const [text, names] of texts) process.stdout.write(`${"=".repeat(80)}\n${names.join("\n")}\n\n${text}\n\n`);
