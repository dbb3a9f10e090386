// A whole company from a folder into PostgreSQL, from there into another folder, and on into a third: every table the same.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { binary, command, root, startServer, temporaryFolder } from "../../tools/server.mjs";
import { ask, noServer, person, startPostgres, timeline, until } from "./company.mjs";

const suite = { skip: noServer };
let folder;
let postgres;
let key;
const place = (name) => join(folder.path, name);
const move = (from, to) => command(["move", "--from", from, "--to", to], { seconds: 600 });
const refused = (...args) => {
  const done = spawnSync(binary, args, { encoding: "utf8", timeout: 600_000 });
  assert.notEqual(done.status, 0, done.stdout);
  return done.stderr;
};
const check = (...where) => assert.deepEqual(JSON.parse(command(["check", "--json", ...where], { seconds: 300 })).findings, []);

before(async () => {
  if (noServer) return;
  folder = temporaryFolder("move");
  postgres = startPostgres();
  const data = place("first");
  const { writeSample } = await import(join(root, "tools", "sample.mjs"));
  writeSample(place("sample"), { date: "2026-11-01" });
  command(["import", place("sample"), "--map", join(place("sample"), "map.toml"), "--data", data], { seconds: 300 });
  command(["user", "add", "mia@example.com", "--role", "admin", "--data", data], { input: "a sentence that only the tests know\n" });
  key = command(["key", "add", "tests", "--scope", "admin", "--data", data]).trim().split(/\s+/).pop();
  const server = await startServer({ data });
  const { items } = await ask(server, "/api/customers?limit=4", { key });
  const merge = await ask(server, "/api/merges", { method: "POST", key, body: { customers: [items[0].id, items[1].id], reason: "the same" } });
  await ask(server, "/api/merges", { method: "POST", key, body: { customers: [items[2].id, items[3].id], reason: "the same, 同一个人" } });
  await ask(server, `/api/merges/${merge.id}`, { method: "DELETE", key });
  await ask(server, "/api/interactions", {
    method: "POST", key,
    body: { interactions: [{ identities: [{ namespace: "user_id", value: "moved", verified: true }], customer: { name: "钱多多" }, at: "2026-10-01T10:00:00Z", channel: "email", name: "message", subject: "你好 \u{1F4E6}", source: "mail", source_key: "m1", score: { kind: "stars", value: 4.5 }, properties: { n: 0.1, big: 9007199254740993 } }] },
  });
  await server.stop();
});
after(() => {
  postgres?.stop();
  folder?.remove();
});

async function seen(...args) {
  const server = await startServer({ data: args[0], args: args.slice(1) });
  try {
    const [customer] = await person(server, key, "user_id:moved");
    // Lists and searches stand behind the log by a moment; whoever came last is the last to be in them.
    const found = await until("the search", () => ask(server, "/api/customers?q=钱多多", { key }), (answer) => answer.items.length === 1);
    const { items } = await until("the list", () => ask(server, "/api/customers?limit=20", { key }), (answer) => answer.items.length === 20);
    const lines = await Promise.all(items.slice(0, 5).map(({ id }) => timeline(server, key, id)));
    const { items: merges } = await ask(server, "/api/merges", { key });
    const { items: imports } = await ask(server, "/api/imports", { key });
    const { items: users } = await ask(server, "/api/users", { key });
    const [message] = (await ask(server, `/api/customers/${customer.id}/timeline`, { key })).items;
    return { customer: customer.id, found: found.items[0].id, ids: items.map(({ id }) => id), lines, merges, imports, users: users.map(({ id, email }) => `${id} ${email}`), message };
  } finally {
    await server.stop();
  }
}

test("a folder into PostgreSQL and back: the same company, with all ids", suite, async () => {
  const first = await seen(place("first"));
  const database = postgres.database("moved");
  const told = move(place("first"), database);
  assert.match(told, /interaction {2}[\d,]+/);
  assert.doesNotMatch(told, /^!/m);
  check("--data", place("cli"), "--database", database);
  assert.deepEqual(await seen(place("node"), "--database", database), first);

  const back = move(database, place("second"));
  const digests = (text) => text.split("\n").filter((line) => /^ {2}[0-9a-f]{32} /.test(line)).sort();
  assert.ok(digests(told).length >= 15, "all tables are told");
  // Signing in is noted in PostgreSQL meanwhile; what a company is made of is the same to the last bit.
  const same = (list) => list.filter((line) => /  (interaction|customer|identity|merge|notice|activity|profile_told|import_run|upload|user_account)  /.test(line));
  assert.deepEqual(same(digests(back)), same(digests(told)));
  check("--data", place("second"));
  assert.deepEqual(await seen(place("second")), first);

  writeFileSync(join(place("second"), "uploads", "left-over"), "a file of the company");
  assert.match(move(place("second"), place("third")), /files went with it/);
  check("--data", place("third"));
  assert.ok(existsSync(join(place("third"), "uploads", "left-over")));
  assert.deepEqual(await seen(place("third")), first);
});

test("what is not empty, not there, or in use is refused and left alone", suite, async () => {
  assert.match(refused("move", "--from", place("first"), "--to", place("third")), /not empty/);
  assert.match(refused("move", "--from", place("nowhere"), "--to", place("fourth")), /no company at/);
  assert.match(refused("move", "--from", place("first"), "--to", place("first")), /same place/);
  const server = await startServer({ data: place("first") });
  assert.match(refused("move", "--from", place("first"), "--to", place("fourth")), /owns the data folder/);
  await server.stop();
  check("--data", place("third"));
});

test("a move that is killed in the middle is told, and begins anew", suite, async () => {
  for (const to of [postgres.database("half"), place("half")]) {
    const mover = spawn(binary, ["move", "--from", place("first"), "--to", to], { stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    // As soon as the first table is on its way.
    await new Promise((done) => {
      mover.stderr.on("data", (piece) => {
        said += piece;
        if (said.includes("Moving:")) mover.kill("SIGKILL");
      });
      mover.on("exit", done);
    });
    assert.equal(mover.signalCode, "SIGKILL", said);
    mkdirSync(place("cli"), { recursive: true });
    const where = to.startsWith("postgresql:") ? ["--data", place("cli"), "--database", to] : ["--data", to];
    assert.match(refused("check", ...where), /cut off/);
    move(place("first"), to);
    check(...where);
  }
});
