// Data in and out by the command line: import, undo, export, check, rebuild.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync, gzipSync } from "node:zlib";
import { binary, startServer } from "../../tools/server.mjs";
import { csv, exported, fails, jsonl, map, rows, run, workshop } from "./command.mjs";

const onPostgres = Boolean(process.env.POSTGRES_FOR_TESTS) && "it looks into SQLite's files";
const sqlite = spawnSync("sqlite3", ["--version"]).status === 0;
const facts = (data) => exported(data).map(({ at, name, text, amount, properties }) => ({ at, name, text, amount, number: properties.number })).sort((a, b) => a.number - b.number);
const expected = [
  { at: "2026-06-01T10:00:00Z", name: "Order Completed", text: "ok", amount: { minor: 350, currency: "EUR" }, number: 1 },
  { at: "2026-06-02T10:00:00Z", name: "Order Completed", text: '=HYPERLINK("http://evil")', amount: undefined, number: 2 },
  { at: "2026-06-03T10:00:00Z", name: "Review", text: 'a, b\n"c"', amount: undefined, number: 3 },
];

test("CSV and JSON Lines, plain and packed, tell the same; the same file twice is stored once", (t) => {
  for (const [name, content] of [["orders.csv", csv()], ["orders.csv.gz", gzipSync(csv())], ["orders.jsonl", jsonl()], ["orders.jsonl.gz", gzipSync(jsonl())], ["orders-bom.csv", `\ufeff${csv().replaceAll("\n", "\r\n").replace("b\r\n", "b\n")}`]]) {
    const shop = workshop(t);
    const args = ["import", shop.file(name, content), "--map", shop.file("map.toml", map), "--data", shop.data];
    assert.match(run(args).out, /done: 3 rows read, 3 interactions and 2 customers added/, name);
    assert.deepEqual(facts(shop.data), expected, name);
    assert.match(run(args).out, /3 rows were there already/, name);
    assert.deepEqual(facts(shop.data), expected, name);
    run(["check", "--data", shop.data]);
  }
});

test("a folder goes in with one map, and what the map does not name stays out", (t) => {
  const shop = workshop(t);
  mkdirSync(shop.at("files"));
  rows.forEach((row, n) => writeFileSync(shop.at("files", `orders-${n}.csv`), csv([row])));
  writeFileSync(shop.at("files", "readme.txt"), "not data");
  run(["import", shop.at("files"), "--map", shop.file("map.toml", map), "--data", shop.data]);
  assert.deepEqual(facts(shop.data), expected);
});

test("rejected rows are told with their place and reason, kept in a file, and end with 3; the rest is in", (t) => {
  const shop = workshop(t);
  const file = shop.file("orders.csv", csv([rows[0], { ...rows[1], when: "not a time" }, rows[2], { ...rows[1], id: 4, who: "" }]));
  const args = ["import", file, "--map", shop.file("map.toml", map), "--data", shop.data];
  const { out } = run(args, { code: 3 });
  assert.match(out, /orders\.csv, row 3, column when: .*not a time/);
  const kept = /all of them with their reasons: (\S+)/.exec(out)?.[1];
  assert.ok(kept && existsSync(kept), `the file with the rejected rows: ${out}`);
  assert.match(readFileSync(kept, "utf8"), /not a time/);
  assert.deepEqual(facts(shop.data).map((each) => each.number).filter((number) => number !== 4), [1, 3]);
  const told = JSON.parse(run([...args, "--json"], { code: 3 }).out);
  assert.ok(told.rows_rejected >= 1 && told.errors.length === told.rows_rejected);
});

test("files that are broken are told, not stored", (t) => {
  const shop = workshop(t);
  const mapping = shop.file("map.toml", map);
  const bring = (name, content) => ["import", shop.file(name, content), "--map", mapping, "--data", shop.data];
  fails(bring("orders-a.csv", ""), 1, /empty/i);
  fails(bring("orders-b.csv", "id,who\n1,u\n"), 1, /when|what|column/);
  fails(bring("orders-c.csv.gz", gzipSync(csv()).subarray(0, 40)), 1, /gzip|cut|whole|end/i);
  fails(bring("orders-d.csv.gz", "no gzip"), 1, /gzip/i);
  assert.deepEqual(facts(shop.data), []);
});

test("an import is undone as a whole, by its id", (t) => {
  const shop = workshop(t);
  const mapping = shop.file("map.toml", map);
  const bring = (name, list) => /Import (n\d+) is done/.exec(run(["import", shop.file(name, csv(list)), "--map", mapping, "--data", shop.data]).out)[1];
  bring("orders-1.csv", [rows[0]]);
  const second = bring("orders-2.csv", rows.slice(1));
  assert.match(run(["undo-import", second, "--data", shop.data]).out, /undone/);
  assert.deepEqual(facts(shop.data), expected.slice(0, 1));
  run(["check", "--data", shop.data]);
  bring("orders-2.csv", rows.slice(1));
  assert.deepEqual(facts(shop.data), expected, "it can be brought in again");
  run(["check", "--data", shop.data]);
});

test("an import into a served folder goes through its server, and the page sees it", async (t) => {
  const shop = workshop(t);
  const server = await startServer({ data: shop.data });
  t.after(() => server.kill());
  const args = ["import", shop.file("orders.csv", csv([...rows, { ...rows[0], id: 9, when: "never" }])), "--map", shop.file("map.toml", map), "--data", shop.data];
  const { out } = run(args, { code: 3 });
  const id = /Import (n\d+) is done/.exec(out)[1];
  const { token } = JSON.parse(readFileSync(shop.at("data", "served.json"), "utf8"));
  const seen = await (await fetch(`${server.url}/api/imports/${id}`, { headers: { authorization: `Bearer ${token}` } })).json();
  assert.deepEqual([seen.state, seen.rows_read, seen.rows_rejected, seen.interactions_added], ["done", 4, 1, 3]);
  assert.deepEqual(facts(shop.data), expected);
  run(["undo-import", id, "--data", shop.data]);
  assert.deepEqual(facts(shop.data), []);
  assert.deepEqual(await server.stop(), { code: 0, signal: null });
});

test("what is exported as JSON Lines can be imported again and is the same", (t) => {
  const shop = workshop(t);
  run(["import", shop.file("orders.csv", csv()), "--map", shop.file("map.toml", map), "--data", shop.data]);
  const out = shop.at("out.jsonl");
  assert.equal(run(["export", "interactions", "--out", out, "--data", shop.data]).out, "");
  assert.equal(readFileSync(out, "utf8"), run(["export", "interactions", "--data", shop.data]).out);
  const back = `
source = "back"
[[files]]
file = "out.jsonl"
key = "source_key"
customer = {identities = [{namespace = "device", column = "customer"}]}
[[files.interactions]]
channel = {column = "channel"}
name = {column = "name"}
at = "at"
text = "text"
properties = {number = {column = "properties.number", type = "number"}}
`;
  run(["import", out, "--map", shop.file("back.toml", back), "--data", shop.at("second")]);
  assert.deepEqual(facts(shop.at("second")), expected.map((each) => ({ ...each, amount: undefined })));
  const people = exported(shop.data, "customers");
  assert.deepEqual(people.map((each) => each.name).sort(), ["Ann", "王小明"]);
});

test("CSV keeps every text, and no cell is a formula", (t) => {
  const shop = workshop(t);
  const cells = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", '"quoted"', "a,b", "a\nb", "-5", "+4915112345678", "＝1+1", "plain"];
  const list = cells.map((said, n) => ({ ...rows[0], id: n + 1, said, name: said }));
  run(["import", shop.file("orders.jsonl", jsonl(list)), "--map", shop.file("map.toml", map), "--data", shop.data]);
  for (const what of ["interactions", "customers"]) {
    const table = readCsv(run(["export", what, "--format", "csv", "--data", shop.data]).out);
    const [head, ...body] = table;
    for (const row of body) {
      assert.equal(row.length, head.length);
      for (const cell of row) assert.ok(!/^[=@\t\r＝＋－＠]/.test(cell) && !/^[+-](?!\d+(\.\d+)?$)/.test(cell), `a cell is a formula: ${cell}`);
    }
    if (what === "interactions") {
      const text = body.map((row) => row[head.indexOf("text")].replace(/^'/, ""));
      assert.deepEqual(text, cells.map((cell) => cell.trim()).map((cell, n) => (text[n] === cells[n] ? cells[n] : cell)));
    }
  }
});

function readCsv(text) {
  const table = [[""]];
  let inside = false;
  for (let i = 0; i < text.length; i++) {
    const row = table.at(-1);
    if (inside) {
      if (text[i] === '"' && text[i + 1] === '"') row[row.length - 1] += text[i++];
      else if (text[i] === '"') inside = false;
      else row[row.length - 1] += text[i];
    } else if (text[i] === '"') inside = true;
    else if (text[i] === ",") row.push("");
    else if (text[i] === "\n") table.push([""]);
    else if (text[i] !== "\r") row[row.length - 1] += text[i];
  }
  return table.filter((row) => row.length > 1 || row[0] !== "");
}

test("check finds damage to what is derived and to the truth; rebuild mends the first", { skip: onPostgres || (sqlite ? false : "there is no sqlite3 on this machine") }, (t) => {
  const shop = workshop(t);
  run(["import", shop.file("orders.csv", csv()), "--map", shop.file("map.toml", map), "--data", shop.data]);
  const change = (file, sql) => {
    const done = spawnSync("sqlite3", [shop.at("data", file), sql], { encoding: "utf8" });
    assert.equal(done.status, 0, done.stderr);
  };
  assert.match(run(["check", "--data", shop.data]).out, /^Sound: 3 interactions, 2 customers/);
  const damages = [
    "delete from timeline where interaction = (select max(interaction) from timeline)",
    "update timeline set at = at + 1 where interaction = (select min(interaction) from timeline)",
    "insert into timeline select customer, at, interaction + 1000, activity, feeling from timeline limit 1",
    "update profile_summary set interactions = interactions + 1 where customer = (select min(customer) from profile_summary)",
    "delete from profile_summary",
  ];
  for (const damage of damages) {
    change("derived.db", damage);
    fails(["check", "--data", shop.data], 4, /NOT SOUND: .*\n +\S/);
    assert.ok(JSON.parse(run(["check", "--json", "--data", shop.data], { code: 4 }).out).findings.length > 0);
    run(["rebuild", "--data", shop.data]);
    run(["check", "--data", shop.data]);
  }
  assert.deepEqual(facts(shop.data), expected);
  for (const damage of ["insert into interaction select id + 1000, customer, at, received_at, activity, source, source_key, import, direction, actor, actor_id, conversation, topic, score_kind, score, sentiment, amount, currency, subject, text, language, properties from interaction limit 1",
    "update interaction set customer = 999 where id = (select max(id) from interaction)"]) {
    change("throughline.db", damage);
    fails(["check", "--data", shop.data], 4, /NOT SOUND/);
  }
});

test("check finds a file whose pages are damaged", { skip: onPostgres }, (t) => {
  const shop = workshop(t);
  const list = Array.from({ length: 400 }, (_, n) => ({ ...rows[0], id: n, said: "x".repeat(200) }));
  run(["import", shop.file("orders.jsonl", jsonl(list)), "--map", shop.file("map.toml", map), "--data", shop.data]);
  const file = shop.at("data", "throughline.db");
  const bytes = readFileSync(file);
  for (let at = bytes.length - 6000; at < bytes.length - 5000; at++) bytes[at] = 0xa5;
  writeFileSync(file, bytes);
  const done = spawnSync(binary, ["check", "--data", shop.data], { encoding: "utf8" });
  assert.ok([1, 4, 5].includes(done.status), `exit code ${done.status ?? done.signal}: ${done.stdout}${done.stderr}`);
  assert.match(done.stdout + done.stderr, /NOT SOUND|malformed|corrupt|damaged/i);
});

test("rebuild of a folder whose derived files are gone or rubbish", { skip: onPostgres }, (t) => {
  const shop = workshop(t);
  run(["import", shop.file("orders.csv", csv()), "--map", shop.file("map.toml", map), "--data", shop.data]);
  writeFileSync(shop.at("data", "derived.db"), "rubbish");
  assert.match(run(["rebuild", "--data", shop.data]).out, /Rebuilt up to position \d+/);
  run(["check", "--data", shop.data]);
  assert.deepEqual(facts(shop.data), expected);
});

test("an export whose reader goes away, or whose disk is full, says so and leaves no half file", { skip: existsSync("/dev/full") ? false : "there is no /dev/full" }, (t) => {
  const shop = workshop(t);
  const list = Array.from({ length: 3000 }, (_, n) => ({ ...rows[0], id: n, said: "x".repeat(300) }));
  run(["import", shop.file("orders.jsonl", jsonl(list)), "--map", shop.file("map.toml", map), "--data", shop.data]);
  const done = spawnSync("/bin/sh", ["-c", `"${binary}" export interactions --data "${shop.data}" > /dev/full`], { encoding: "utf8" });
  assert.equal(done.status, 5, done.stderr);
  assert.match(done.stderr, /disk full/);
  const headed = spawnSync("/bin/sh", ["-c", `"${binary}" export interactions --data "${shop.data}" | head -1`], { encoding: "utf8" });
  assert.equal(headed.status, 0);
  JSON.parse(headed.stdout);
});

// Few rows stay in the last buffer: whether it was written is known only at the end.
test("a small export that does not fit says so too, and a link to where it goes stays a link", { skip: existsSync("/dev/full") ? false : "there is no /dev/full" }, (t) => {
  const shop = workshop(t);
  run(["import", shop.file("orders.jsonl", jsonl([rows[0]])), "--map", shop.file("map.toml", map), "--data", shop.data]);
  const full = spawnSync("/bin/sh", ["-c", `"${binary}" export interactions --data "${shop.data}" > /dev/full`], { encoding: "utf8" });
  assert.equal(full.status, 5, full.stderr);
  // A link stays a link, and what it leads to is written, not replaced.
  symlinkSync("/dev/full", shop.at("link"));
  const linked = spawnSync(binary, ["export", "interactions", "--data", shop.data, "--out", shop.at("link")], { encoding: "utf8" });
  assert.equal(linked.status, 5, linked.stderr);
  assert.ok(lstatSync(shop.at("link")).isSymbolicLink());
  assert.ok(!existsSync(shop.at("link.making")));
});

test("a command that a person interrupts can be called again", async (t) => {
  const shop = workshop(t);
  const list = Array.from({ length: 30_000 }, (_, n) => ({ ...rows[0], id: n }));
  const args = ["import", shop.file("orders.jsonl", jsonl(list)), "--map", shop.file("map.toml", map), "--data", shop.data];
  for (const [signal, after] of [["SIGINT", 60], ["SIGKILL", 150], ["SIGTERM", 250]]) {
    const process = spawn(binary, args, { stdio: "ignore" });
    const end = new Promise((resolve) => process.on("exit", resolve));
    await new Promise((wake) => setTimeout(wake, after));
    process.kill(signal);
    await end;
    if (existsSync(shop.at("data", "throughline.db"))) run(["check", "--data", shop.data]);
  }
  run(args);
  assert.equal(exported(shop.data).length, list.length);
  run(["check", "--data", shop.data]);
  // A server that starts on the folder does not begin what a later import has done already, and nothing is there twice.
  const server = await startServer({ data: shop.data });
  const { token } = JSON.parse(readFileSync(shop.at("data", "served.json"), "utf8"));
  for (;;) {
    const { items } = await (await fetch(`${server.url}/api/imports`, { headers: { authorization: `Bearer ${token}` } })).json();
    if (items.every((each) => ["done", "failed"].includes(each.state))) break;
    assert.ok(items.every((each) => ["queued", "running", "done", "failed"].includes(each.state)), JSON.stringify(items));
    await new Promise((wake) => setTimeout(wake, 100));
  }
  await server.stop();
  assert.equal(exported(shop.data).length, list.length);
});

test("an event log brings its map; it goes out packed, by --out, and with what belongs to each export", (t) => {
  const shop = workshop(t);
  const log = '<log><trace><string key="concept:name" value="7"/><event><string key="concept:name" value="=ask"/><date key="time:timestamp" value="2026-06-01T10:00:00Z"/></event><event><string key="concept:name" value="answer, soon"/><date key="time:timestamp" value="2026-06-01T11:00:00+02:00"/></event><event><string key="concept:name" value="no time"/></event></trace></log>';
  const done = run(["import", shop.file("log.xes.gz", gzipSync(log)), "--data", shop.data], { code: 3 }).out;
  assert.match(done, /3 rows read, 2 interactions and 1 customers added/);
  assert.match(done, /log\.xes\.gz, row 3, column time:timestamp: Line 1: Nothing says when it happened/);
  fails(["import", shop.file("cut.xes", log.slice(0, 200)), "--data", shop.data], 1, /cut\.xes", line 1: the file ends in the middle/);
  run(["export", "xes", "--data", shop.data, "--out", shop.at("out.xes.gz")]);
  const out = gunzipSync(readFileSync(shop.at("out.xes.gz"))).toString();
  assert.match(out, /<string key="concept:name" value="7"\/>[^]*value="answer, soon"[^]*value="2026-06-01T09:00:00.000\+00:00"[^]*value="=ask"/);
  assert.equal(run(["export", "xes", "--data", shop.data]).out, out);
  const objects = JSON.parse(run(["export", "ocel", "--data", shop.data]).out);
  assert.deepEqual(objects.events.map(({ type }) => type), ["answer, soon", "=ask"]);
  assert.equal(run(["export", "flow", "--data", shop.data]).out, "\ufefffrom_channel,from,to_channel,to,count,customers,mean_seconds,median_seconds,p90_seconds\r\nsystem,\"answer, soon\",system,'=ask,1,1,3600,3600,3600\r\n");
  fails(["export", "interactions", "--case", "conversation", "--data", shop.data], 1, /--case means nothing for interactions/);
  fails(["export", "xes", "--case", "orders", "--data", shop.data], 1, /"orders" is no case[^]*property:NAME/);
});
