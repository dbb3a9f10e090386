// Erasing with several nodes: one of them does it and the others follow; killed in the middle, another one ends it. Nothing of
// the person is left in PostgreSQL's files nor in any node's folder.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ask, noServer, openCompany, person, startPostgres, until } from "./company.mjs";

const suite = { skip: noServer, timeout: 180_000 };
const planted = ["Xyzzyplugh", "xyzzyplugh", "quuxcorge", "诸葛卧龙", "zhuge.wolong", "wolong", "13987654321"];
let postgres, company, a, b;
before(async () => {
  if (noServer) return;
  postgres = startPostgres();
  company = await openCompany(postgres, "erasing");
  [a, b] = [await company.node("a"), await company.node("b")];
});
after(async () => {
  await company?.close();
  postgres?.stop();
});

const files = (of) => readdirSync(of).flatMap((name) => (statSync(join(of, name)).isDirectory() ? files(join(of, name)) : [join(of, name)]));
const holding = (paths) => paths.flatMap((file) => planted.filter((text) => readFileSync(file).includes(Buffer.from(text))).map((text) => `${file}: ${text}`));
const inFolders = () => holding(["a", "b"].map(company.data).filter(existsSync).flatMap(files));
/** What PostgreSQL holds on the disk of this database; its own log goes its own way (docs/privacy.md). */
function inTables() {
  postgres.query(company.database, "checkpoint");
  const folder = postgres.query(company.database, "select current_setting('data_directory') || '/base/' || (select oid from pg_database where datname = current_database())");
  return holding(files(folder));
}
const key = () => company.secrets.admin;
async function send(server, interactions) {
  const { accepted, rejected } = await ask(server, "/api/interactions", { method: "POST", key: key(), body: { interactions } });
  assert.equal(accepted, interactions.length, JSON.stringify(rejected).slice(0, 500));
}
const event = (user, source_key, more = {}) => ({ source: "shop", source_key, at: "2026-10-01T10:00:00Z", channel: "web", name: "Seen", identities: [{ namespace: "user_id", value: user }], ...more });
const erase = (server, customer) => ask(server, "/api/erasures", { method: "POST", key: key(), body: { customer, reason: "by letter", now: true } });
const state = (server, id) => () => ask(server, `/api/erasures/${id}`, { key: key() });

async function upload(server, name, body) {
  const answer = await fetch(`${server.url}/api/uploads?name=${name}`, { method: "POST", headers: { authorization: `Bearer ${key()}`, "content-type": "application/octet-stream" }, body });
  return (await answer.json()).id;
}

test("erased through one node: nothing is left in the tables, nor in the folder of the other", suite, async () => {
  await send(a, Array.from({ length: 200 }, (_, n) => event(`other-${n}`, `o-${n}`, { customer: { name: `Other ${n}`, traits: { city: "Hamburg" } } })));
  const theirs = Array.from({ length: 50 }, (_, n) => event("zhuge.wolong", `v-${n}`, { text: `quuxcorge ${"x".repeat(n * 60)}` }));
  theirs[0].customer = { name: "诸葛卧龙", traits: { city: "Xyzzyplugh", last_name: "Xyzzyplugh" } };
  theirs[0].identities.push({ namespace: "email", value: "zhuge.wolong@example.cn", verified: true }, { namespace: "phone", value: "+8613987654321" });
  await send(a, theirs);
  // Values that others share are counted for comparing people: two more of the rare surname.
  await send(a, [event("cousin-1", "c-1", { customer: { name: "Ann Kowalewska", traits: { city: "Xyzzyplugh" } } }), event("cousin-2", "c-2", { customer: { name: "Ben Kowalewska", traits: { city: "Xyzzyplugh" } } })]);
  // The other node has files of theirs: one that waits for nothing, and rows that were rejected.
  await upload(b, "later.csv", "who,at\nzhuge.wolong,2026-01-01\n");
  const file = await upload(b, "old.csv", "id,who,at,note\n1,zhuge.wolong,no time at all,quuxcorge\n2,other-7,2026-01-01,fine\n");
  const mapping = { source: "old", files: [{ file: "old.csv", key: "id", customer: { identities: [{ namespace: "user_id", column: "who" }] }, interactions: [{ channel: "store", name: "Visit", at: "at" }] }] };
  const started = await ask(b, "/api/imports", { method: "POST", key: key(), body: { upload: file, mapping } });
  await until("the import", () => ask(b, `/api/imports/${started.id}`, { key: key() }), (now) => now.state === "done");
  const { runs } = await ask(a, "/api/linkage", { key: key() });
  await ask(a, "/api/linkage/runs", { method: "POST", key: key(), body: { truth: [] } });
  await until("people compared", () => ask(a, "/api/linkage", { key: key() }), (now) => now.runs > runs);
  const [{ id }] = await until("the person", () => person(a, key(), "user_id:zhuge.wolong"), (list) => list.length === 1);
  assert.ok(inFolders().length > 0 && inTables().length > 0, "this test would find them");
  const terms = () => Number(postgres.query(company.database, "select count(*) from derived.link_term where people < 3"));
  const counted = Number(postgres.query(company.database, "select count(*) from derived.link_term"));
  // The cousins go first: their city is the victim's alone then, and its count must not tell that.
  for (const user of ["cousin-1", "cousin-2"]) {
    const [{ id: cousin }] = await person(a, key(), `user_id:${user}`);
    const asked = await erase(a, cousin);
    await until("a cousin's erasure", state(a, asked.id), (now) => now.state === "done");
  }
  const asked = await erase(a, id);
  await until("the erasure", state(b, asked.id), (now) => now.state === "done", 60);
  assert.deepEqual(await until("both folders without them", inFolders, (list) => list.length === 0), []);
  assert.deepEqual(inTables(), []);
  assert.ok(counted > Number(postgres.query(company.database, "select count(*) from derived.link_term")), "the count of the city went with them");
  assert.equal(terms(), 0);
  assert.equal((await person(b, key(), "user_id:other-7")).length, 1);
  assert.equal((await ask(b, `/api/customers/${id}`, { key: key(), raw: true })).status, 410);
  company.check();
});

test("a node is killed in the middle of an erasure: the other ends it, once", suite, async () => {
  for (const [round, milliseconds] of [0, 40, 200].entries()) {
    const user = `victim-${round}`;
    for (let n = 0; n < 3; n += 1) await send(a, Array.from({ length: 1500 }, (_, i) => event(user, `${user}-${n}-${i}`, { text: "quuxcorge" })));
    const [{ id }] = await person(a, key(), `user_id:${user}`);
    const asked = await erase(a, id);
    await new Promise((wake) => setTimeout(wake, milliseconds));
    await a.kill();
    // The dead one's lease ends after some seconds.
    const done = await until("the erasure, by the other node", state(b, asked.id), (now) => now.state === "done", 60);
    assert.equal(done.interactions, 4500, "each was counted once");
    assert.deepEqual(inTables(), [], `killed after ${milliseconds} ms`);
    const told = (await ask(b, `/api/audit?object=customer&id=${id}`, { key: key() })).items.map(({ verb }) => verb);
    assert.equal(told.filter((verb) => verb === "customer.erased").length, 1, told.join());
    a = await company.node("a");
    assert.deepEqual(await person(a, key(), `user_id:${user}`), []);
  }
  assert.deepEqual(inFolders(), []);
  company.check();
});

test("asked for on both nodes at once, and by both again: it is done once", suite, async () => {
  await send(a, Array.from({ length: 10 }, (_, n) => event(`many-${n}`, `m-${n}`, { text: "quuxcorge" })));
  const ids = await Promise.all(Array.from({ length: 10 }, async (_, n) => (await person(b, key(), `user_id:many-${n}`))[0].id));
  const request = (server, customer) => ask(server, "/api/erasures", { method: "POST", key: key(), body: { customer, reason: "by letter", now: true }, raw: true });
  const answers = await Promise.all(ids.flatMap((id) => [request(a, id), request(b, id), request(a, id)]));
  for (const { status, text } of answers) assert.ok([202, 409, 410].includes(status), `${status} ${text}`);
  for (const id of ids) {
    const { items } = await until("all of them", () => ask(b, `/api/erasures?customer=${id}`, { key: key() }), (page) => page.items.length > 0 && page.items.every((one) => one.state === "done"), 60);
    assert.equal(items.length, 1, JSON.stringify(items));
  }
  const told = (await ask(a, "/api/audit?what=customer.erased&limit=100", { key: key() })).items.filter(({ object_id }) => ids.includes(object_id));
  assert.equal(told.length, 10);
  company.check();
});
