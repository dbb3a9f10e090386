// Who sees only customers of some regions: everybody else does not exist for them, by id, in lists, search, counts, merges,
// suggestions and exports, on every route that takes the id of a customer. 404 and never 403: not even that there is one is told.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { interaction, isProblem, openOffice, send } from "./office.mjs";

let office, call, north, south, partner;
const password = "four words nobody else has";
const ids = {};

before(async () => {
  office = await openOffice({ name: "visibility" });
  call = office.call;
  const region = async (name, more) => (await call("POST", "/api/regions", { json: { name, ...more }, expect: 201 })).json().id;
  const world = await region("World");
  north = await region("North", { parent: world, words: ["华北", "NO"] });
  south = await region("South", { parent: world });
  const person = (id, name, traits, more = {}) => ({ ...interaction(id, more), identities: [{ namespace: "user_id", value: id }, { namespace: "email", value: `${id}@example.com`, verified: true }], customer: { name, traits } });
  const people = [
    person("nora", "Nora Quill", { region: "North" }, { channel: "email", name: "Mail Received" }),
    person("noah", "Noah Quill", { region: "ＮＯ" }),
    person("huabei", "钱华北", { region: "华北" }),
    person("norbert", "Norbert Quill", { address: { country: "north" } }),
    person("sona", "Sona Quill", { region: "South", country: "North" }, { channel: "sms", name: "Message Received" }),
    person("nobody", "Nowhere Quill", {}),
    person("suki", "Suki Quill", { region: "South" }),
    person("double", "Double Quill", { region: "South" }),
  ];
  await call("POST", "/api/interactions", { json: { interactions: people }, expect: 200 });
  for (const { identities: [{ value }] } of people) {
    const { items } = await office.until(async () => (await call("GET", `/api/customers?identity=user_id:${value}`)).json(), (answer) => answer.items.length === 1);
    ids[value] = items[0].id;
  }
  await call("POST", "/api/users", { json: { email: "part@example.com", role: "manager", password }, expect: 201 });
  const { items } = (await call("GET", "/api/users")).json();
  const user = items.find(({ email }) => email === "part@example.com").id;
  assert.equal((await call("GET", `/api/users/${user}/place`, { expect: 200 })).json().sight, "everything");
  await call("PUT", `/api/users/${user}/place`, { json: { sight: "regions", regions: [north], teams: [] }, expect: 200 });
  partner = (await call("POST", "/api/keys", { json: { name: "partner", scope: "custom", grants: ["read:customers", "export"], region: north }, expect: 201 })).json().key;
  ids.cookie = (await send(office.url, "POST", "/api/session", { headers: { "content-type": "application/json" }, body: JSON.stringify({ email: "part@example.com", password }) })).headers["set-cookie"][0].split(";")[0];
});
after(() => office?.close());

const seen = ["nora", "noah", "huabei", "norbert"];
const unseen = ["sona", "nobody", "suki", "double"];
const asPart = (method, path, options = {}) => call(method, path, { as: "nobody", ...options, headers: { cookie: ids.cookie, ...options.headers } });
const asPartner = (method, path, options = {}) => call(method, path, { as: "nobody", ...options, headers: { authorization: `Bearer ${partner}` } });
const names = (items) => items.map(({ id }) => Object.keys(ids).find((name) => ids[name] === id)).sort();

test("lists and searches hold those of the region alone, whatever their traits call it", async () => {
  for (const ask of [asPart, asPartner]) {
    const list = async (query) => names((await ask("GET", `/api/customers${query}`, { expect: 200 })).json().items);
    await office.until(() => list(""), (got) => got.length === seen.length);
    assert.deepEqual(await list("?limit=100"), [...seen].sort());
    assert.deepEqual(await list("?q=quill"), ["noah", "nora", "norbert"]);
    assert.deepEqual(await list("?q=sona"), []);
    assert.deepEqual(await list(`?q=${ids.suki}`), []);
    assert.deepEqual(await list("?q=suki@example.com"), []);
    assert.deepEqual(await list("?identity=email:suki@example.com"), []);
    assert.deepEqual(await list("?identity=email:nora@example.com"), ["nora"]);
    assert.deepEqual(await list("?channel=sms"), []);
  }
  const paged = [];
  for (let cursor = ""; cursor !== null; ) {
    const page = (await asPart("GET", `/api/customers?limit=1${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)).json();
    paged.push(...page.items);
    cursor = page.next;
  }
  assert.deepEqual(names(paged), [...seen].sort());
});

test("on every route that takes a customer's id, a foreign one is as good as none", async () => {
  const foreign = ids.suki;
  const routes = office.document.operations.filter(({ pattern }) => /^\/api\/customers\/\{id\}/.test(pattern));
  assert.ok(routes.length >= 3);
  for (const { method, pattern } of routes) {
    const json = ["POST", "PUT", "PATCH"].includes(method) ? bodies[pattern] : undefined;
    if (["POST", "PUT", "PATCH"].includes(method)) assert.ok(json, `${method} ${pattern}: add a right body to this test`);
    const ask = async (id) => {
      const { status, body } = await asPart(method, pattern.replace("{id}", id), { json });
      return { status, body: body.replaceAll(id, "ID") };
    };
    const [there, none] = [await ask(foreign), await ask("c999999")];
    assert.ok([403, 404].includes(none.status), `${method} ${pattern}: ${none.status} ${none.body}`);
    assert.deepEqual(there, none, `${method} ${pattern}`);
    assert.ok(!/suki|quill/i.test(there.body));
  }
  for (const id of seen) await asPart("GET", `/api/customers/${ids[id]}`, { expect: 200 });
});

// A right body for each route with a customer's id that takes one.
const bodies = {
  "/api/customers/{id}/consents": { purpose: "marketing", state: "given", how: "form" },
  "/api/customers/{id}/corrections": { kind: "name", name: "X", reason: "asked" },
};

test("merges and suggestions with somebody unseen are neither shown nor made", async () => {
  for (const customers of [[ids.nora, ids.suki], [ids.suki, ids.double], [ids.suki, ids.nora]]) isProblem(await asPart("POST", "/api/merges", { json: { customers } }), 404);
  const merge = (await call("POST", "/api/merges", { json: { customers: [ids.suki, ids.double], reason: "the same" }, expect: 201 })).json().id;
  assert.deepEqual((await asPart("GET", "/api/merges", { expect: 200 })).json().items, []);
  isProblem(await asPart("GET", `/api/merges/${merge}`), 404);
  isProblem(await asPart("DELETE", `/api/merges/${merge}`), 404);
  isProblem(await asPart("GET", `/api/merges?customer=${ids.suki}`), 404);
  isProblem(await asPart("GET", `/api/merge-suggestions?customer=${ids.suki}`), 404);
  await call("DELETE", `/api/merges/${merge}`, { expect: 200 });
  const own = (await asPart("POST", "/api/merges", { json: { customers: [ids.nora, ids.noah], reason: "the same" }, expect: 201 })).json().id;
  await asPart("DELETE", `/api/merges/${own}`, { expect: 200 });
  // Merges of others lie between one's own: a page is full all the same, and nothing is there twice.
  const mine = [own];
  const others = async () => {
    const one = (await call("POST", "/api/merges", { json: { customers: [ids.suki, ids.double], reason: "the same" }, expect: 201 })).json().id;
    await call("DELETE", `/api/merges/${one}`, { expect: 200 });
  };
  for (let n = 0; n < 4; n += 1) {
    await others();
    const one = (await asPart("POST", "/api/merges", { json: { customers: [ids.nora, ids.huabei], reason: "the same" }, expect: 201 })).json().id;
    await asPart("DELETE", `/api/merges/${one}`, { expect: 200 });
    mine.unshift(one);
  }
  const pages = [];
  for (let cursor = ""; cursor !== null; ) {
    const page = (await asPart("GET", `/api/merges?limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`, { expect: 200 })).json();
    pages.push(page.items.map(({ id }) => id));
    cursor = page.next;
  }
  assert.deepEqual(pages.flat(), mine);
  assert.deepEqual(pages.filter((page) => page.length).map((page) => page.length), [2, 2, 1]);
});

test("counts and files are of what is seen", async () => {
  for (const ask of [asPart, asPartner]) {
    const overview = await office.until(async () => (await ask("GET", "/api/overview", { expect: 200 })).json(), ({ customers }) => customers === seen.length);
    assert.equal(overview.interactions, seen.length);
    assert.deepEqual([overview.channels, overview.sources, overview.days, overview.keys], [[], [], [], 0]);
    assert.ok((await ask("GET", "/api/activities", { expect: 200 })).json().items.every(({ interactions }) => interactions === 0));
    for (const what of ["customers", "interactions"]) {
      for (const format of ["jsonl", "csv"]) {
        const { body } = await ask("GET", `/api/export/${what}?format=${format}`, { expect: 200 });
        for (const id of unseen) assert.ok(!body.includes(`${ids[id]}"`) && !body.includes(`${ids[id]},`), `${what} ${format}: ${id}`);
        assert.ok(!/suki|sona|nowhere/i.test(body));
        assert.equal(body.trim().split("\n").length, seen.length + (format === "csv" ? 1 : 0));
      }
    }
    const log = (await ask("GET", "/api/export/xes", { expect: 200 })).body;
    assert.equal(log.match(/<trace>/g).length, seen.length);
    const { body } = await ask("GET", "/api/export/ocel", { expect: 200 });
    assert.equal(JSON.parse(body).objects.length, seen.length);
    for (const text of [log, body]) assert.ok(!/suki|sona|nowhere/i.test(text));
  }
});

test("what is not bounded by regions is not for who sees a part", async () => {
  for (const path of ["/api/imports", "/api/users", "/api/keys", "/metrics", "/api/check", "/api/linkage", "/api/linkage/models", "/api/dimensions", "/api/journey-index", "/api/export/flow"]) isProblem(await asPart("GET", path), 403);
  for (const path of ["funnel", "flow", "variants", "variants/customers", "funnel/customers"]) isProblem(await asPart("POST", `/api/questions/${path}`, { json: {}, wrong: true }), 403);
  isProblem(await asPart("POST", "/api/interactions", { json: { interactions: [interaction("x")] } }), 403);
  isProblem(await asPartner("GET", "/api/users"), 403);
});

test("another region counts at once: of the customer, and of the person", async () => {
  const there = async (id) => (await asPart("GET", `/api/customers/${ids[id]}`)).status;
  await call("POST", "/api/interactions", { json: { interactions: [{ ...interaction("suki"), customer: { traits: { region: "north" } } }] }, expect: 200 });
  assert.equal(await there("suki"), 200);
  await call("POST", "/api/interactions", { json: { interactions: [{ ...interaction("suki", { at: Date.UTC(2026, 1, 1) }), customer: { traits: { region: "South" } } }] }, expect: 200 });
  assert.equal(await there("suki"), 404);
  const team = (await call("POST", "/api/teams", { json: { name: "Southerners", region: south }, expect: 201 })).json().id;
  const { items } = (await call("GET", "/api/users")).json();
  const user = items.find(({ email }) => email === "part@example.com").id;
  await call("PATCH", `/api/teams/${team}`, { json: { members: [user] }, expect: 200 });
  assert.equal(await there("suki"), 200);
  await call("DELETE", `/api/teams/${team}`, { expect: 204 });
  assert.equal(await there("suki"), 404);
});
