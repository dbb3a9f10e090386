// What changes is told to open pages: to whom, what, and how the socket behaves towards those who misbehave.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { isProblem, openOffice } from "./office.mjs";
import { openSocket } from "./socket.mjs";

let office;
before(async () => {
  office = await openOffice({ name: "live" });
});
after(() => office?.close());

let keys = 0;
const event = (user) => ({
  identities: [{ namespace: "user_id", value: user, verified: true }],
  at: "2026-11-01T10:00:00Z",
  channel: "web",
  name: "Page Viewed",
  source: "live tests",
  source_key: `live-${(keys += 1)}`,
});

async function tell(...users) {
  const answer = await office.call("POST", "/api/interactions", { as: "admin key", json: { interactions: users.map(event) } });
  assert.equal(answer.status, 200, answer.body);
  const found = await office.call("GET", `/api/customers?identity=user_id:${users.at(-1)}`, { as: "admin key" });
  return found.json().items[0].id;
}

const page = (role) => ({ headers: { cookie: office.cookies[role], origin: office.url } });
const names = (id) => (news) => news.customers === "many" || news.customers?.includes(id);

async function listening(options) {
  const socket = await openSocket(office.url, options);
  assert.equal(socket.refused, undefined, socket.refused?.body);
  assert.ok(Number.isInteger((await socket.next()).position), "the first word is where the log stands");
  return socket;
}

test("a change is told with the customer's id and the position, and nothing of its contents", async () => {
  const socket = await listening(page("viewer"));
  const id = await tell("u1");
  const news = await socket.next(names(id));
  assert.deepEqual(Object.keys(news).sort(), ["customers", "position"]);
  assert.deepEqual(news.customers, [id]);
  socket.end();
});

test("joined people are told as many: whoever is shown may stand for another now", async () => {
  const [a, b] = [await tell("join-a"), await tell("join-b")];
  const socket = await listening(page("agent"));
  const merge = await office.call("POST", "/api/merges", { as: "agent", json: { customers: [a, b], reason: "the same" } });
  assert.equal(merge.status, 201, merge.body);
  const news = await socket.next((one) => one.merges);
  assert.equal(news.customers, "many");
  socket.end();
});

test("more than a hundred customers at once are many", async () => {
  const socket = await listening({ headers: { authorization: `Bearer ${office.secrets.read}` } });
  await tell(...Array.from({ length: 150 }, (_, n) => `crowd-${n}`));
  await socket.next((one) => one.customers === "many");
  socket.end();
});

test("imports are told to those who may manage them, and to nobody else", async () => {
  const manager = await listening(page("manager"));
  const viewer = await listening(page("viewer"));
  const upload = await office.call("POST", "/api/uploads?name=a.csv", { as: "manager", body: "id,when\n1,2026-01-01\n", headers: { "content-type": "application/octet-stream" } });
  const mapping = {
    source: "live file",
    files: [{ file: "a.csv", key: "id", customer: { identities: [{ namespace: "user_id", column: "id" }] }, interactions: [{ channel: "store", name: "Visit", at: "when" }] }],
  };
  await office.call("POST", "/api/imports", { as: "manager", json: { upload: upload.json().id, mapping }, expect: 202 });
  await manager.next((one) => one.imports);
  const id = await tell("after-import");
  await viewer.next(names(id));
  assert.ok(viewer.told().every((one) => !one.imports));
  manager.end();
  viewer.end();
});

test("whoever sees only customers of a region is told of no others", async () => {
  const region = (await office.call("POST", "/api/regions", { json: { name: "Coast", words: ["coast"] }, expect: 201 })).json();
  const key = (await office.call("POST", "/api/keys", { json: { name: "coast reader", scope: "read", region: region.id }, expect: 201 })).json();
  const socket = await listening({ headers: { authorization: `Bearer ${key.key}` } });
  const heard = (user, traits) => office.call("POST", "/api/interactions", { as: "admin key", json: { interactions: [{ ...event(user), customer: { traits } }] }, expect: 200 });
  await heard("inland", { region: "mountains" });
  await heard("ashore", { region: "coast" });
  const id = async (user) => (await office.call("GET", `/api/customers?identity=user_id:${user}`, { as: "admin key" })).json().items[0].id;
  const [inland, ashore] = [await id("inland"), await id("ashore")];
  const told = [];
  await socket.next((news) => told.push(...(news.customers ?? [])) && news.customers?.includes(ashore));
  assert.ok(!told.includes(inland), "an id that is not theirs to see");
  socket.end();
});

test("who may not read customers gets no socket", async () => {
  const refused = async (options, status, what) => {
    const { refused: answer } = await openSocket(office.url, options);
    assert.equal(answer?.status, status, what);
    assert.equal(JSON.parse(answer.body).status, status, what);
  };
  await refused({ headers: { origin: office.url } }, 401, "nobody");
  await refused({ headers: { cookie: office.cookies.admin, origin: "https://evil.example" } }, 403, "another site's page");
  await refused({ headers: { cookie: office.cookies.admin, origin: "null" } }, 403, "a page that hides where it is from");
  await refused({ headers: { cookie: office.cookies.admin } }, 403, "a cookie without an origin");
  await refused({ headers: { cookie: office.cookies.admin, origin: `${office.url}.evil.example` } }, 403, "an origin that begins like ours");
  await refused({ headers: { authorization: `Bearer ${office.secrets.write}` } }, 403, "a key that only writes");
  await refused({ headers: { authorization: "Bearer tlr_0000000000000000000000000000000000000000000" } }, 401, "an unknown key");
  isProblem(await office.call("GET", "/api/live", { as: "viewer", documented: false }), 426);
  const reader = await listening({ headers: { authorization: `Bearer ${office.secrets.read}`, origin: "https://their-own.example" } });
  reader.end();
});

test("what is no JSON object, or too much, closes the socket with a reason", async () => {
  const closing = async (misbehave, code) => {
    const socket = await listening(page("viewer"));
    misbehave(socket);
    const how = await socket.closed;
    assert.equal(how.code, code, JSON.stringify(how));
    return how.reason;
  };
  assert.match(await closing((socket) => socket.text("hello"), 1003), /JSON/);
  assert.match(await closing((socket) => socket.text('"a text"'), 1003), /JSON/);
  assert.match(await closing((socket) => socket.binary([1, 2, 3]), 1003), /JSON/);
  assert.match(await closing((socket) => socket.text("[".repeat(2000)), 1003), /JSON/);
  await closing((socket) => socket.text(`{"a":"${"x".repeat(5000)}"}`), 1009);
  await closing((socket) => socket.socket.write(Buffer.from([0x81, 0x02, 0x7b, 0x7d])), 1002);   // not masked
  assert.match(await closing((socket) => { for (let n = 0; n < 61; n += 1) socket.text("{}"); }, 1008), /many/);
  const socket = await listening(page("viewer"));
  socket.text("{}");
  assert.ok(Number.isInteger((await socket.next()).position), "a JSON object is answered with the position");
  socket.end();
});

test("whoever was signed out or disabled is told nothing more", async () => {
  const cookie = await office.signIn("viewer");
  const socket = await listening({ headers: { cookie, origin: office.url } });
  await office.call("DELETE", "/api/session", { as: "nobody", headers: { cookie }, expect: 204 });
  await tell("after-sign-out");
  assert.deepEqual(await socket.closed, { code: 1008, reason: "signed out" });
  assert.deepEqual(socket.told(), []);

  const other = await listening(page("agent"));
  const { items } = (await office.call("GET", "/api/users")).json();
  const agent = items.find((user) => user.email === "agent@example.com");
  await office.call("PATCH", `/api/users/${agent.id}`, { json: { disabled: true }, expect: 200 });
  await tell("after-disabling");
  assert.equal((await other.closed).code, 1008);
  await office.call("PATCH", `/api/users/${agent.id}`, { json: { disabled: false }, expect: 200 });
});

test("a page that takes nothing holds nobody up", async () => {
  const idle = await openSocket(office.url, page("viewer"));
  idle.socket.pause();
  const socket = await listening(page("manager"));
  let id;
  for (let n = 0; n < 40; n += 1) id = await tell(`busy-${n}`);
  await socket.next(names(id));
  idle.end();
  socket.end();
});

test("one person has only so many sockets", async () => {
  const open = [];
  let refused;
  for (let n = 0; n < 40 && !refused; n += 1) {
    const socket = await openSocket(office.url, page("admin"));
    refused = socket.refused;
    if (!refused) open.push(socket);
  }
  assert.equal(refused?.status, 429);
  assert.ok(Number(refused.headers["retry-after"]) > 0);
  assert.equal(open.length, 32);
  const another = await listening(page("viewer"));
  for (const socket of [...open, another]) socket.end();
});

test("a server that stops says so", async () => {
  const own = await openOffice({ name: "live-stop" });
  try {
    const socket = await openSocket(own.url, { headers: { cookie: own.cookies.viewer, origin: own.url } });
    await socket.next();
    await own.server.stop();
    assert.equal((await socket.closed).code, 1001);
  } finally {
    await own.close();
  }
});
