// The program as a person at a terminal has it: arguments in, exit code and two streams out.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { binary, temporaryFolder } from "../../tools/server.mjs";

// Nothing of what this machine sets reaches the program.
const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("THROUGHLINE_")));

/** Runs to the end: {code, out, err}. Fails when the exit code is not `code`. */
export function run(args, { code = 0, input = "", environment = {}, folder, program = binary } = {}) {
  const done = spawnSync(program, args, { input, encoding: "utf8", cwd: folder, env: { ...clean, ...environment }, timeout: 120_000, maxBuffer: 256 << 20 });
  if (done.error && done.error.code !== "EPIPE") throw done.error;
  assert.equal(done.status, code, `throughline ${args.join(" ")}: exit code ${done.status ?? done.signal} instead of ${code}\n${done.stdout.slice(-2000)}\n${done.stderr.slice(-2000)}`);
  return { code: done.status, out: done.stdout, err: done.stderr };
}

/** It fails with this code, says why, and what to do. */
export function fails(args, code, says, options = {}) {
  const { out, err } = run(args, { code, ...options });
  const told = out + err;
  assert.match(told, says, `throughline ${args.join(" ")}`);
  assert.doesNotMatch(told, /terminate called|what\(\)|Segmentation|std::/);
  return told;
}

/** A folder for one test, with helpers for what stands in it; removed at the test's end. */
export function workshop(t, name = "cli") {
  const folder = temporaryFolder(name);
  t.after(folder.remove);
  const at = (...parts) => join(folder.path, ...parts);
  return {
    path: folder.path,
    data: at("data"),
    at,
    file(name_, content) {
      writeFileSync(at(name_), content);
      return at(name_);
    },
  };
}

export const map = `
source = "orders"
currency = "EUR"
[[files]]
file = "orders*"
key = "id"
customer = {name = "name", identities = [{namespace = "user_id", column = "who"}, {namespace = "email", column = "mail", optional = true}]}
[[files.interactions]]
channel = "web"
name = {column = "what"}
at = "when"
amount = {column = "paid"}
text = "said"
properties = {number = {column = "id", type = "number"}}
`;

export const rows = [
  { id: 1, who: "u1", name: "王小明", mail: "wang@example.com", when: "2026-06-01 10:00:00", what: "Order Completed", paid: "3.50", said: "ok" },
  { id: 2, who: "u2", name: "Ann", mail: "", when: "2026-06-02 10:00:00", what: "Order Completed", paid: "", said: "=HYPERLINK(\"http://evil\")" },
  { id: 3, who: "u1", name: "", mail: "", when: "2026-06-03 10:00:00", what: "Review", paid: "", said: "a, b\n\"c\"" },
];
const quoted = (text) => `"${String(text).replaceAll('"', '""')}"`;
export const csv = (list = rows) => `${Object.keys(rows[0]).join(",")}\n${list.map((row) => Object.values(row).map(quoted).join(",")).join("\n")}\n`;
export const jsonl = (list = rows) => list.map((row) => `${JSON.stringify(row)}\n`).join("");

export const exported = (data, what = "interactions") => run(["export", what, "--data", data]).out.trim().split("\n").filter(Boolean).map((line) => JSON.parse(line));
