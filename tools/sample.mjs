// Writes the company that the tests run against (make run shows the larger one of `throughline simulate`): some 300 customers of 云杉生活 / Spruce Living, a shop with a web shop, an app, stores, a
// call centre and a letter box, and what happened between them in 18 months, as the files its systems would give, and the
// map that brings them in. The same date and seed give the same bytes.
//
//   node tools/sample.mjs FOLDER [--date 2026-11-21] [--seed 7]

import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { filesOf } from "./sample/files.mjs";
import { makeLife } from "./sample/life.mjs";
import { makePeople } from "./sample/people.mjs";
import { makeRandom } from "./sample/random.mjs";

const months = 18;
const customers = 300;
const strangers = 50;

// {name: text} of every file, for the months up to the beginning of `date` (UTC).
export function makeSample({ date, seed = 7 }) {
  const to = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(to)) throw new RangeError(`${date} is no date; write it as 2026-11-21`);
  const begin = new Date(to);
  begin.setUTCMonth(begin.getUTCMonth() - months);
  const random = makeRandom(seed);
  const people = makePeople(random, customers);
  const life = makeLife(random, { from: begin.getTime(), to });
  for (const person of people) life.live(person);
  for (let left = strangers; left > 0; left--) life.passBy();
  return filesOf(life.rows, random, to);
}

// The files and their map, into a folder.
export function writeSample(folder, options) {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(makeSample(options))) writeFileSync(join(folder, name), text);
  copyFileSync(fileURLToPath(new URL("./sample/map.toml", import.meta.url)), join(folder, "map.toml"));
}

function main() {
  const { values, positionals } = parseArgs({
    options: { date: { type: "string", default: new Date().toISOString().slice(0, 10) }, seed: { type: "string", default: "7" } },
    allowPositionals: true,
  });
  if (positionals.length !== 1) {
    console.error("where to write the files: node tools/sample.mjs FOLDER [--date 2026-11-21] [--seed 7]");
    process.exit(64);
  }
  writeSample(resolve(positionals[0]), { date: values.date, seed: Number(values.seed) });
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) main();
