// The page's types are generated from the document that the program prints: the committed file must be what the program
// says today, or the page may believe in answers that are never given.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const web = fileURLToPath(new URL("../../web/", import.meta.url));

test("web/src/api/schema.d.ts is what the program's own document generates", { timeout: 60_000 }, () => {
  const generated = execFileSync(process.execPath, ["scripts/types.mjs", "--print"], { cwd: web, encoding: "utf8", maxBuffer: 16 << 20 }).split("\n");
  const committed = readFileSync(`${web}src/api/schema.d.ts`, "utf8").split("\n");
  const differs = generated.findIndex((line, place) => line !== committed[place]);
  const where = differs < 0 ? committed.length - generated.length : differs;
  const told = `line ${where + 1}\n  program:   ${generated[where]}\n  committed: ${committed[where]}\nRun \`npm run types:generate\` in web/ and see what the page makes of it.`;
  assert.ok(differs < 0 && committed.length === generated.length, told);
});
