// bench-compare: the journey index beside ClickHouse and DuckDB, the same log, the same questions, the same answers first.
//
//   tools/bench-compare [CUSTOMERS]      1,000,000 customers (50 million events) when left out
//
// Leaves build/bench-compare.json, and build/bench-compare-CUSTOMERS.json beside it.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { ClickHouse } from "./clickhouse.mjs";
import { clickhouse, duckdb, duckdbExpert } from "./queries.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const build = join(here, "..", "..", "build");
const customers = Number(process.argv[2] ?? 1_000_000);
const questions = ["funnel", "flow", "paths", "retention"];
const times = 5;
const say = (text) => console.log(text);

function numbers(row) {
  return row.map((cell) => (typeof cell === "string" ? (cell.startsWith("[") ? JSON.parse(cell) : Number(cell)) : cell));
}

// The first difference between two answers; null when they are the same. A mean may differ in its last digits. Which of several
// equally common paths come last in a list of fifty is settled by their order, the same everywhere.
function difference(ours, theirs) {
  if (ours.length !== theirs.length) return `${ours.length} rows, and ${theirs.length}`;
  const same = (a, b) => (Array.isArray(a) ? JSON.stringify(a) === JSON.stringify(b) : Math.abs(a - b) <= 1e-9 * Math.abs(b));
  for (let i = 0; i < ours.length; ++i) {
    if (ours[i].length !== theirs[i].length || !ours[i].every((cell, k) => same(cell, theirs[i][k]))) return `row ${i}: ${JSON.stringify(ours[i])}, and ${JSON.stringify(theirs[i])}`;
  }
  return null;
}

function mustBeTheSame(what, ours, theirs) {
  const found = difference(ours, theirs.map(numbers));
  if (found) throw new Error(`${what} answers otherwise: ${found}`);
}

function startDuck() {
  const child = spawn(process.execPath, [join(here, "duckdb.mjs")], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (question) => {
    child.stdin.write(`${JSON.stringify(question)}\n`);
    const { value, done } = await lines.next();
    const answer = done ? { error: "it ended" } : JSON.parse(value);
    if (answer.error) throw new Error(`DuckDB: ${answer.error}`);
    return answer;
  };
  return { ask, stop: () => child.stdin.end() };
}

async function timeOf(work) {
  const seconds = [];
  for (let i = 0; i < times + 1; ++i) {
    const begun = performance.now();
    await work();
    if (i > 0) seconds.push((performance.now() - begun) / 1000);
  }
  return seconds.sort((a, b) => a - b)[seconds.length >> 1];
}

async function compare(folder, told) {
  const log = join(folder, "log.csv");
  say("Ours: the log, the index, the questions …");
  execFileSync(join(build, "bench", "compare", "journey_compare"), [`--customers=${customers}`, `--out=${folder}`], { stdio: ["ignore", "inherit", "inherit"] });
  const ours = JSON.parse(readFileSync(join(folder, "ours.json"), "utf8"));
  Object.assign(told, ours.figures);

  say("ClickHouse …");
  const peer = await ClickHouse.start(join(build, "deps", "clickhouse", "usr", "sbin", "clickhouse-server"), join(folder, "clickhouse"));
  try {
    told.clickhouse_version = (await peer.ask("select version()"))[0][0];
    await peer.ask("create table ev (c UInt32, t DateTime, p UInt8) engine = MergeTree order by (c, t)");
    await peer.ask("insert into ev format CSV", log);
    await peer.ask("optimize table ev final");
    for (const question of questions) {
      mustBeTheSame(`ClickHouse (${question})`, ours.answers[question], await peer.ask(clickhouse[question]));
      told[question].clickhouse_s = await timeOf(() => peer.ask(clickhouse[question]));
    }
    told.clickhouse_most_bytes = peer.mostMemory();
  } finally {
    await peer.stop();
  }

  say("DuckDB …");
  const duck = startDuck();
  told.duckdb_version = (await duck.ask({ load: log })).version;
  for (const question of questions) {
    for (const [form, sql] of [["duckdb_s", duckdb[question]], ["duckdb_expert_s", duckdbExpert[question]]]) {
      if (!sql) continue;
      const { seconds, rows, memory } = await duck.ask({ sql, times });
      mustBeTheSame(`DuckDB (${question}, ${form})`, ours.answers[question], rows);
      told[question][form] = seconds;
      told.duckdb_most_bytes = memory;
    }
  }
  duck.stop();
}

function show(told) {
  const shown = (seconds) => (seconds === undefined ? "–" : `${seconds.toFixed(4)} s`);
  say(`\n${told.events.toLocaleString("en")} events; ClickHouse ${told.clickhouse_version}, DuckDB ${told.duckdb_version}, two threads each; every answer the same`);
  for (const question of questions) {
    const one = told[question];
    const ratio = (name) => (one[name] === undefined ? "" : `${(one[name] / one.ours_s).toFixed(1)} ×`);
    say(`  ${question.padEnd(10)} ours ${shown(one.ours_s)}  bare scan ${shown(one.scan_s)} (${(one.ours_s / one.scan_s).toFixed(2)} of it)  ClickHouse ${shown(one.clickhouse_s)} ${ratio("clickhouse_s")}  ` +
        `DuckDB ${shown(one.duckdb_s)} ${ratio("duckdb_s")}  expert ${shown(one.duckdb_expert_s)} ${ratio("duckdb_expert_s")}  filtered, by a dimension ${shown(one.filtered_s)}`);
  }
  const mega = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;
  say(`  index ${told.bytes_per_event.toFixed(2)} bytes an event, ready from its snapshot in ${told.snapshot_ready_s.toFixed(2)} s; most memory: ours ${mega(told.ours_most_bytes)}, ClickHouse ${mega(told.clickhouse_most_bytes)}, DuckDB ${mega(told.duckdb_most_bytes)}`);
}

const folder = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), "throughline-compare-"));
try {
  const told = {};
  await compare(folder, told);
  told.log_bytes = statSync(join(folder, "log.csv")).size;
  const text = `${JSON.stringify(told, null, 2)}\n`;
  writeFileSync(join(build, `bench-compare-${customers}.json`), text);
  writeFileSync(join(build, "bench-compare.json"), text);
  show(told);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
