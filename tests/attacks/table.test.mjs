// The tables of README.md are true: every attack, promise and limit names tests that are there.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readLimits } from "../../tools/limits-page.mjs";
import { root } from "../../tools/server.mjs";

const text = readFileSync(join(root, "tests", "attacks", "README.md"), "utf8");
const rows = text.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| ---")).map((line) => line.split("|").map((cell) => cell.trim()).slice(1, -1));

test("every test that the tables name is there", () => {
  const named = [...text.matchAll(/`(tests\/[^`]+)`/g)].map(([, path]) => path);
  assert.ok(named.length > 50);
  assert.deepEqual(named.filter((path) => !existsSync(join(root, path))), []);
});

test("every attack of the classes B, C, D, E and G and the promises 1, 2, 4 and 6 have a line", () => {
  const wanted = ["B 6", "B 7", "B 8", "B 9", "B 10", "C 11", "C 12", "D 13", "D 14", "D 16", "E 17", "E 18", ...[25, 26, 27, 28, 29, 30].map((n) => `G ${n}`)];
  for (const attack of wanted) assert.ok(rows.some(([what, tests]) => what.startsWith(`${attack} `) && tests.includes("`tests/")), attack);
  for (const promise of [1, 2, 4, 6]) assert.ok(rows.some(([what, tests]) => what.startsWith(`${promise} `) && tests.includes("`tests/")), `promise ${promise}`);
});

test("every limit has a line, and no line names one that is gone", () => {
  const part = text.slice(text.indexOf("## The limits"));
  const known = readLimits().flatMap(({ limits }) => limits.map(({ name }) => name));
  const told = new Set(part.match(/\b[a-z]+(?:_[a-z]+)*\b/g));
  assert.deepEqual(known.filter((name) => !told.has(name)), []);
  const listed = rows.filter(([what]) => /^[a-z_ ]+$/.test(what) && what !== "attack" && what !== "promise" && what !== "limits").flatMap(([what]) => what.split(" "));
  assert.deepEqual(listed.filter((name) => !known.includes(name)), []);
});
