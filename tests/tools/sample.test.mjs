import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { makeSample } from "../../tools/sample.mjs";

const date = "2026-11-01";
const sample = makeSample({ date });
const map = readFileSync(new URL("../../tools/sample/map.toml", import.meta.url), "utf8");

// Enough of CSV for what the sample writes.
function csvRows(text) {
  const rows = [];
  let cells = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/g)) {
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === "\n") {
      rows.push(cells);
      cells = [];
    }
  }
  const [columns, ...values] = rows;
  return values.map((each) => Object.fromEntries(columns.map((column, index) => [column, each[index]])));
}

const rowsOf = (name) =>
  name.endsWith(".csv") ? csvRows(sample[name]) : sample[name].trim().split("\n").map((line) => JSON.parse(line));
const columnsOf = (name) => new Set(rowsOf(name).flatMap((row) => Object.keys(row)));

// [{file, columns}] that the map speaks of.
function namedColumns() {
  return map.split(/^\[\[files\]\]$/m).slice(1).map((block) => {
    const file = /^file = "(.+)"$/m.exec(block)[1];
    const columns = [
      ...[...block.matchAll(/\b(?:column|due|done) = "(\w+)"/g)].map((match) => match[1]),
      ...[...block.matchAll(/^(?:key|at|name_column|conversation|topic|subject|text|customer\.name) = "(\w+)"$/gm)].map((match) => match[1]),
      ...[...block.matchAll(/^(?:properties|customer\.traits) = \[(.+)\]$/gm)].flatMap(([, names]) => names.match(/\w+/g)),
      ...[...block.matchAll(/^properties = \{(.+)\}$/gm)].flatMap(([, members]) => [...members.matchAll(/\b\w+ = "(\w+)"/g)].map((match) => match[1]))
        .filter((value) => !["number", "time"].includes(value)),
    ];
    return { file, columns };
  });
}

test("the same date and seed give the same bytes, another seed gives others", () => {
  assert.deepEqual(makeSample({ date }), sample);
  assert.notDeepEqual(makeSample({ date, seed: 8 }), sample);
});

test("the map speaks of every file, and of columns that are there", () => {
  const named = namedColumns();
  assert.deepEqual(named.map(({ file }) => file).sort(), Object.keys(sample).sort());
  for (const { file, columns } of named) {
    const there = columnsOf(file);
    assert.deepEqual(columns.filter((column) => !there.has(column)), [], file);
  }
});

test("it is as large as it says: 6,000 to 8,000 interactions, a third of them one customer's", () => {
  const orders = rowsOf("orders.csv");
  const steps = orders.reduce((sum, row) => sum + ["ordered_at", "paid_at", "shipped_at", "delivered_at"].filter((at) => row[at] !== "").length, 0);
  const others = Object.keys(sample).filter((name) => name !== "orders.csv").reduce((sum, name) => sum + rowsOf(name).length, 0);
  assert.ok(steps + others > 6000 && steps + others < 8000, `${steps + others} interactions`);
  assert.ok(orders.filter(({ name }) => name === "晨光酒店采购部").length > 300);
  assert.ok(new Set(orders.map(({ user_id }) => user_id)).size > 200);
});

test("nothing has happened after the date", () => {
  for (const { ordered_at, delivered_at } of rowsOf("orders.csv")) {
    assert.ok(ordered_at < "2026-11-01 08:00:00" && delivered_at < "2026-11-01 08:00:00");
  }
  for (const name of ["web.jsonl", "emails.jsonl", "chats.jsonl"]) {
    for (const row of rowsOf(name)) assert.ok((row.time ?? row.at) < `${date}T00:00:00Z`);
  }
});

test("every key is there once", () => {
  for (const name of Object.keys(sample)) {
    const column = { "orders.csv": "order_id", "calls.csv": "call_id", "reviews.csv": "review_id", "surveys.csv": "survey_id", "store.csv": "receipt_id", "letters.csv": "letter_id" }[name] ?? "id";
    const keys = rowsOf(name).map((row) => row[column]);
    assert.equal(new Set(keys).size, keys.length, name);
  }
});

test("people meet by devices that sign in later, shared identifiers and second accounts", () => {
  const web = rowsOf("web.jsonl");
  const identified = new Set(web.filter(({ user_id }) => user_id).map(({ device }) => device));
  assert.ok(identified.size > 100, "devices that sign in");
  assert.ok(new Set(web.map(({ device }) => device)).size - identified.size > 50, "devices that never do");

  const accountsBy = (column) => {
    const accounts = new Map();
    for (const row of rowsOf("orders.csv")) {
      const value = row[column].normalize("NFKC").replace(/^\+86/, "").replace(/[ -]/g, "");
      if (value !== "") accounts.set(value, (accounts.get(value) ?? new Set()).add(row.user_id));
    }
    return [...accounts.values()].map(({ size }) => size);
  };
  assert.ok(accountsBy("email").some((size) => size >= 5), "an info@ of several people");
  assert.ok(accountsBy("phone").some((size) => size >= 4), "a family's phone");
  assert.ok([...accountsBy("email"), ...accountsBy("phone")].filter((size) => size === 2).length >= 5, "second accounts");
});
