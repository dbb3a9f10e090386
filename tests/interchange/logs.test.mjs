// Real event logs: in, and out again as the same events; the flow graph as SQLite counts it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { run, workshop } from "../cli/command.mjs";
import { eventsOf, needs, shared, told, value } from "./events.mjs";

const sqlite = spawnSync("sqlite3", ["--version"]).status === 0;

for (const [path, events, cases] of [["running-example/running-example.xes", 42, 6], ["bpic2012/bpic2012.xes.gz", 262_200, 13_087]]) {
  test(`${path} goes in, and out as the same events`, needs(path), (t) => {
    const shop = workshop(t);
    const done = run(["import", shared(path), "--data", shop.data]).out;
    assert.match(done.replaceAll(",", ""), new RegExp(`done: ${events} rows read ${events} interactions and ${cases} customers added\\.`.replaceAll(",", "")));
    run(["export", "xes", "--data", shop.data, "--out", shop.at("out.xes.gz")]);
    const before = eventsOf(shared(path)).map(told).sort();
    const after = eventsOf(shop.at("out.xes.gz")).map(told).sort();
    assert.equal(before.length, events);
    assert.equal(after.length, before.length);
    for (let i = 0; i < before.length; i += 1) assert.equal(after[i], before[i]);
    // What came out is known when it comes in again.
    writeFileSync(shop.at(path.split("/")[1]), readFileSync(shop.at("out.xes.gz")));
    assert.match(run(["import", shop.at(path.split("/")[1]), "--data", shop.data]).out.replaceAll(",", ""), new RegExp(`${events} rows were there already`));
  });
}

test("the flow graph and the variants of bpic2012 are those that SQLite counts", { ...needs("bpic2012/bpic2012.xes.gz"), ...(sqlite ? {} : { skip: "no sqlite3" }) }, (t) => {
  const path = "bpic2012/bpic2012.xes.gz";
  const shop = workshop(t);
  run(["import", shared(path), "--data", shop.data]);
  const quoted = (text) => `"${text.replaceAll('"', '""')}"`;
  const rows = eventsOf(shared(path)).map(({ trace, event }, n) => [n, quoted(value(trace, "concept:name")), quoted(value(event, "concept:name")), Date.parse(value(event, "time:timestamp"))].join(","));
  writeFileSync(shop.at("events.csv"), `${rows.join("\n")}\n`);
  const sql = (query) =>
    JSON.parse(
      spawnSync("sqlite3", ["-batch", "-json", ":memory:"], {
        input: `create table event(n integer, c text, activity text, at integer);\n.mode csv\n.import ${shop.at("events.csv")} event\n.mode json\n${query};\n`,
        encoding: "utf8",
        maxBuffer: 256 << 20,
      }).stdout,
    );

  const edges = sql(`with step as (select c, activity a, at, lead(activity) over w b, lead(at) over w then_at from event window w as (partition by c order by at, n))
    select a, b, count(*) count, count(distinct c) customers, avg(then_at - at) / 1000.0 mean from step where b is not null group by a, b`);
  const answer = JSON.parse(run(["--json", "ask", "flow", "--top", "10000", "--data", shop.data]).out);
  const key = (a, b) => `${a} → ${b}`;
  assert.ok(edges.length > 100);
  assert.deepEqual(
    Object.fromEntries(answer.edges.map(({ from, to, count, customers }) => [key(from.name, to.name), [count, customers]]).sort()),
    Object.fromEntries(edges.map(({ a, b, count, customers }) => [key(a, b), [count, customers]]).sort()),
  );
  const means = new Map(edges.map(({ a, b, mean }) => [key(a, b), mean]));
  for (const { from, to, mean_seconds: mean } of answer.edges) assert.ok(Math.abs(mean - means.get(key(from.name, to.name))) < 1e-3, key(from.name, to.name));
  assert.equal(answer.steps, 262_200 - 13_087);

  // The same edges as CSV, as any tool reads it.
  run(["export", "flow", "--data", shop.data, "--out", shop.at("flow.csv")]);
  const [head, ...lines] = readFileSync(shop.at("flow.csv"), "utf8").replace(/^\ufeff/, "").trimEnd().split("\r\n");
  assert.equal(head, "from_channel,from,to_channel,to,count,customers,mean_seconds,median_seconds,p90_seconds");
  assert.deepEqual(lines.map((line) => line.split(",")).map(([, from, , to, count, customers]) => [key(from, to), Number(count), Number(customers)]), answer.edges.map(({ from, to, count, customers }) => [key(from.name, to.name), count, customers]));

  const variants = sql(`with run as (select c, group_concat(activity, '|') s, max(at) - min(at) took from (select * from event order by c, at, n) group by c)
    select s, count(*) n from run group by s order by n desc, s limit 50`);
  const all = JSON.parse(run(["--json", "ask", "variants", "--top", "50", "--data", shop.data]).out).all;
  assert.equal(all.episodes, 13_087);
  assert.equal(all.different, sql("with run as (select group_concat(activity, '|') s from (select * from event order by c, at, n) group by c) select count(distinct s) n from run")[0].n);
  assert.deepEqual(all.variants.map(({ episodes }) => episodes), variants.map(({ n }) => n));
  const counts = new Map(variants.map(({ s, n }) => [s, n]));
  for (const { activities, episodes } of all.variants.slice(0, 20)) assert.equal(counts.get(activities.map(({ name }) => name).join("|")), episodes);
});
