// DuckDB for a comparison, in a process of its own so that its memory can be told: reads {load} or {sql, times} as lines of
// JSON and answers each with a line.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

import { DuckDBInstance } from "@duckdb/node-api";

const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
const connection = await instance.connect();
await connection.run("set preserve_insertion_order = true");

const plain = (value) => (typeof value === "bigint" ? Number(value) : value?.items ? value.items.map(plain) : value);

async function ask({ load, sql, times }) {
  if (load) {
    await connection.run(`create table ev as select * from read_csv('${load}', header = false, columns = {'c': 'uinteger', 't': 'uinteger', 'p': 'utinyint'})`);
    const version = (await connection.runAndReadAll("select version()")).getRows()[0][0];
    return { version };
  }
  const seconds = [];
  let rows;
  for (let i = 0; i < times + 1; ++i) {
    const begun = process.hrtime.bigint();
    rows = (await connection.runAndReadAll(sql)).getRows();
    if (i > 0) seconds.push(Number(process.hrtime.bigint() - begun) / 1e9);
  }
  const memory = Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1]) * 1024;
  return { seconds: seconds.sort((a, b) => a - b)[seconds.length >> 1], rows: rows.map((row) => row.map(plain)), memory };
}

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = await ask(JSON.parse(line));
  } catch (error) {
    answer = { error: error.message };
  }
  console.log(JSON.stringify(answer));
}
process.exit(0);
