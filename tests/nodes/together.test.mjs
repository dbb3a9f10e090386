// Two nodes at work on one database: one company, whichever of them is asked.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { after, before, test } from "node:test";
import { openSocket } from "../api/socket.mjs";
import { ask, chance, noServer, openCompany, person, signIn, startPostgres, timeline, until } from "./company.mjs";

const suite = { skip: noServer };
let postgres;
let company;
let a;
let b;

before(async () => {
  if (noServer) return;
  postgres = startPostgres();
  company = await openCompany(postgres, "together");
  [a, b] = await Promise.all([company.node("a"), company.node("b")]);
});
after(async () => {
  const ended = await company?.close();
  postgres?.stop();
  for (const how of ended ?? []) assert.deepEqual(how, { code: 0, signal: null });
});

const event = (key, identities, more = {}) => ({ identities, at: "2026-10-01T10:00:00Z", channel: "web", name: "Page Viewed", source: "shop", source_key: key, ...more });
const user = (value) => ({ namespace: "user_id", value, verified: true });
const send = (server, interactions) => ask(server, "/api/interactions", { method: "POST", key: company.secrets.admin, body: { interactions } });
const found = (server, identity) => person(server, company.secrets.read, identity);

test("events to both at once, with the same keys and people: each is stored once, one person is one profile", suite, async () => {
  const pick = chance(11);
  const sent = new Map();
  const batches = Array.from({ length: 60 }, () =>
    Array.from({ length: 10 }, () => {
      const key = `k${pick(400)}`;
      const n = Number(key.slice(1)) % 12;
      // What comes with a key is always the same, wherever and however often it is sent.
      const one = event(key, n % 3 ? [user(`u${n}`), { namespace: "device", value: `d${n}` }] : [{ namespace: "email", value: `m${n}@example.com`, verified: true }, user(`u${n}`)], { name: `Step ${n % 4}`, channel: ["web", "app", "kiosk"][n % 3] });
      sent.set(key, `u${n}`);
      return one;
    }),
  );
  await Promise.all([a, b].map(async (server, side) => {
    for (const batch of side ? batches : [...batches].reverse()) await send(server, batch);
  }));
  assert.equal(Number(postgres.query(company.database, "select count(*) from throughline.interaction")), sent.size);
  for (let n = 0; n < 12; n += 1) {
    const [[here], [there]] = [await found(a, `user_id:u${n}`), await found(b, `user_id:u${n}`)];
    assert.equal(here.id, there.id);
    const keys = [...sent].filter(([, who]) => who === `u${n}`).map(([key]) => key).sort();
    const lines = await until(`the timeline of u${n} on a`, () => timeline(a, company.secrets.read, here.id), (list) => list.length === keys.length);
    assert.deepEqual(await until(`the timeline of u${n} on b`, () => timeline(b, company.secrets.read, here.id), (list) => list.length === keys.length), lines);
    assert.deepEqual(lines.map((line) => line.split(" ")[2]).sort(), keys);
  }
  company.check();
});

test("all people compared, asked for on both nodes at once and over the database too: one run after the other, none is lost", suite, async () => {
  const read = (server) => ask(server, "/api/linkage", { key: company.secrets.read });
  await until("the first model", () => read(a), ({ state, model }) => state === "idle" && model);
  const before = (await read(a)).model.id;
  const asked = await Promise.all([a, b].map((server) => ask(server, "/api/linkage/runs", { method: "POST", key: company.secrets.admin, body: { truth: [] } })));
  company.tell(["link"]);
  const ended = await Promise.all([a, b].map((server, n) => until("a run", () => read(server), ({ runs }) => runs > asked[n].run)));
  for (const status of ended) assert.equal(status.failure ?? null, null);
  const { model } = await read(b);
  assert.ok(model.id >= before + 3, `model ${model.id} after ${before}`);
  assert.equal(Number(postgres.query(company.database, "select model from derived.link_index")), model.id);
  assert.equal(postgres.query(company.database, "select count(*) from derived.link_person"), postgres.query(company.database, "select count(*) from throughline.customer where merged_into is null"));
});

test("a page that is open on one node is told what happens on the other", suite, async () => {
  const cookie = await signIn(b);
  const socket = await openSocket(b.url, { headers: { cookie, origin: b.url } });
  await socket.next();
  await send(a, [event("live-1", [user("told")])]);
  const [{ id }] = await found(a, "user_id:told");
  await socket.next((news) => news.customers?.includes?.(id), "word of the other node's change");
  // Whoever is told finds it: the node has taken it in before it said so.
  assert.equal((await timeline(b, company.secrets.read, id)).length, 1);
  socket.end();
});

test("a search on one node finds who came in on the other", suite, async () => {
  await send(a, [event("name-1", [user("named")], { customer: { name: "Ottoline Quibble" } })]);
  const names = (server) => async () => (await ask(server, "/api/customers?q=Quibble", { key: company.secrets.read })).items.map((one) => one.name);
  for (const server of [a, b]) assert.deepEqual(await until("the search", names(server), (list) => list.length > 0), ["Ottoline Quibble"]);
});

test("a join made on one node is a join on the other, and so is its undoing", suite, async () => {
  await send(a, [event("join-1", [user("j1")])]);
  await send(b, [event("join-2", [user("j2")])]);
  const [[one], [other]] = [await found(a, "user_id:j1"), await found(a, "user_id:j2")];
  const merge = await ask(a, "/api/merges", { method: "POST", key: company.secrets.admin, body: { customers: [one.id, other.id], reason: "the same" } });
  // Recognised by the memory of the other node's appender.
  await send(b, [event("join-3", [user("j2")])]);
  assert.equal((await found(b, "user_id:j2"))[0].id, one.id);
  assert.equal((await timeline(b, company.secrets.read, one.id)).length, 3);
  await ask(b, `/api/merges/${merge.id}`, { method: "DELETE", key: company.secrets.admin });
  assert.equal((await found(a, "user_id:j2"))[0].id, other.id);
  company.check();
});

test("who is signed out, disabled, or whose key is removed on one node is so on the other, at once", suite, async () => {
  const cookie = await signIn(a);
  const stillIn = async (server) => (await ask(server, "/api/session", { cookie, raw: true })).status;
  assert.deepEqual([await stillIn(a), await stillIn(b)], [200, 200]);
  await ask(b, "/api/session", { method: "DELETE", cookie });
  assert.deepEqual([await stillIn(a), await stillIn(b)], [401, 401]);

  const admin = await signIn(a);
  const key = await ask(a, "/api/keys", { method: "POST", cookie: admin, body: { name: "short lived", scope: "read" } });
  const reads = async (server) => (await ask(server, "/api/customers?limit=1", { key: key.key, raw: true })).status;
  assert.deepEqual([await reads(a), await reads(b)], [200, 200]);
  await ask(a, `/api/keys/${key.id}`, { method: "DELETE", cookie: admin });
  assert.deepEqual([await reads(b), await reads(a)], [401, 401]);
});

test("an import runs where its file is, is seen from everywhere, and is undone from anywhere", suite, async () => {
  const rows = Array.from({ length: 3000 }, (_, n) => `${n},i${n % 500},2026-09-01 10:00:00`).join("\n");
  const upload = await fetch(`${a.url}/api/uploads?name=rows.csv`, { method: "POST", headers: { authorization: `Bearer ${company.secrets.admin}`, "content-type": "application/octet-stream" }, body: `id,who,when\n${rows}\n` });
  const file = await upload.json();
  const mapping = { source: "rows", files: [{ file: "rows.csv", key: "id", customer: { identities: [{ namespace: "user_id", column: "who" }] }, interactions: [{ channel: "store", name: "Visit", at: "when" }] }] };
  const elsewhere = await ask(b, "/api/imports", { method: "POST", key: company.secrets.admin, body: { upload: file.id, mapping }, raw: true });
  assert.equal(elsewhere.status, 409, elsewhere.text);
  assert.match(JSON.parse(elsewhere.text).hint, /node/);
  const { id } = await ask(a, "/api/imports", { method: "POST", key: company.secrets.admin, body: { upload: file.id, mapping } });
  const state = (server) => () => ask(server, `/api/imports/${id}`, { key: company.secrets.admin });
  const done = await until("the import, seen from the other node", state(b), (now) => now.state === "done", 60);
  assert.deepEqual([done.rows_read, done.interactions_added], [3000, 3000]);
  // The other node tells that it is done as soon as the table says so, and has taken in what came within a second.
  const seen = await until("its interactions, seen from the other node", async () => timeline(b, company.secrets.read, (await found(b, "user_id:i7"))[0].id), ({ length }) => length >= 6, 10);
  assert.equal(seen.length, 6);
  await ask(b, `/api/imports/${id}`, { method: "DELETE", key: company.secrets.admin });
  await until("its undoing, seen from the first node", state(a), (now) => now.state === "undone", 60);
  for (const server of [a, b]) assert.deepEqual(await found(server, "user_id:i7"), []);
  // The keys went with it, on both.
  await send(b, [event("0", [user("i7")], { source: "rows" })]);
  assert.equal((await found(a, "user_id:i7")).length, 1);
  company.check();
});

// A session of psql that keeps a transaction open, until it is told to end.
function holding(sql) {
  const session = spawn(postgres.psql, [company.database, "-X", "-q", "-A", "-t"], { stdio: ["pipe", "pipe", "ignore"] });
  let printed = "";
  session.stdout.on("data", (piece) => (printed += piece));
  session.stdin.write(`${sql}\n\\echo held\n`);
  return {
    held: () => until("the transaction that is held open", () => printed, (text) => text.includes("held")),
    async end(with_) {
      session.stdin.end(`${with_};\n`);
      await new Promise((done) => session.on("exit", done));
    },
  };
}

test("positions that are taken and committed late are passed over by nobody", suite, async () => {
  await send(a, [event("late-0", [user("late")])]);
  const [{ id }] = await found(a, "user_id:late");
  const place = Number(id.slice(1));
  // Somebody has the turn to write, has taken the next position, and does not commit yet.
  const other = holding(`begin isolation level repeatable read; lock table throughline.write_turn in exclusive mode;
    set idle_in_transaction_session_timeout = 0;
    insert into throughline.interaction (id, customer, at, received_at, activity, source, source_key, direction, actor)
    select (select greatest((select max(id) from throughline.interaction), (select max(id) from throughline.notice)) + 1), ${place}, at, received_at, activity, source, 'late-held', 0, 0
    from throughline.interaction where source_key = 'late-0';`);
  await other.held();
  const waiting = [send(a, [event("late-1", [user("late")])]), send(b, [event("late-2", [user("late")])])];
  // Reading goes on meanwhile, on both.
  for (const server of [a, b]) assert.equal((await timeline(server, company.secrets.read, id)).length, 1);
  await other.end("commit");
  await Promise.all(waiting);
  const keys = (lines) => lines.map((line) => line.split(" ")[2]).sort();
  for (const server of [a, b]) {
    const lines = await until("the timeline", () => timeline(server, company.secrets.read, id), (list) => list.length === 4);
    assert.deepEqual(keys(lines), ["late-0", "late-1", "late-2", "late-held"]);
  }
  company.check();
});

test("a session that holds the turn to write and says nothing is ended", suite, async () => {
  const other = holding("begin; lock table throughline.write_turn in exclusive mode;");
  await other.held();
  const began = Date.now();
  await send(b, [event("stuck-1", [user("stuck")])]);
  assert.ok(Date.now() - began < 25_000, "well before a writer gives up");
  await other.end("rollback");
  company.check();
});
