// Questions that people keep, and segments: private until shared, live, renamed, removed and brought back.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { interaction, isProblem, openOffice } from "./office.mjs";

let office, call;
const hour = 3_600_000;
const begin = Date.UTC(2026, 0, 5);
const path = "/api/saved-questions";

before(async () => {
  office = await openOffice({ name: "saved" });
  call = office.call;
  await tell([heard("ann", "Visit", 0), heard("ann", "Order", 1), heard("bob", "Visit", 0)]);
  await office.until(async () => (await call("POST", "/api/questions/funnel", { json: funnel })).json(), ({ n }) => n === 2);
});
after(() => office?.close());

const heard = (who, name, hours) => interaction(who, { channel: "web", name, at: begin + hours * hour });
const tell = (interactions) => call("POST", "/api/interactions", { json: { interactions }, expect: 200 });
const funnel = { steps: [{ name: "Visit" }, { name: "Order" }], within: "1d" };
const stuck = { name: "Stuck after a visit", question: "funnel", asked: funnel, cell: { step: 1, dropped: true } };
const save = async (json, as = "viewer", expect = 201) => (await call("POST", path, { as, json, expect })).json();
const names = async (as, query = "") => (await office.all(`${path}${query}`, { as })).map(({ name }) => name);
const who = async (id, as = "viewer") => (await call("GET", `${path}/${id}/customers`, { as, expect: 200 })).json().items.map(({ identities }) => identities[0].value);

test("a segment is who belongs to it now", async () => {
  const { id, mine, shared, owner, cell } = await save(stuck);
  assert.deepEqual([mine, shared, owner, cell], [true, false, "viewer@example.com", stuck.cell]);
  assert.deepEqual(await who(id), ["bob"]);
  await tell([heard("bob", "Order", 2), heard("cyd", "Visit", 3)]);
  await office.until(() => who(id), (people) => people.join() === "cyd");
  const page = (await call("GET", `${path}/${id}/customers?limit=1`, { as: "viewer", expect: 200 })).json();
  assert.deepEqual([page.total, page.next], [1, undefined]);
  isProblem(await call("GET", `${path}/${id}/customers?limit=0`, { as: "viewer" }), 400);
  const question = await save({ name: "How far", question: "funnel", asked: funnel });
  isProblem(await call("GET", `${path}/${question.id}/customers`, { as: "viewer" }), 409);
  assert.deepEqual(await names("viewer", "?segments=true"), ["Stuck after a visit"]);
  assert.deepEqual(await names("viewer", "?segments=false"), ["How far"]);
  assert.deepEqual(await names("viewer", "?q=STUCK"), ["Stuck after a visit"]);
});

test("what is private is its owner's; shared, everybody sees it, and managers may change it", async () => {
  const { id } = await save({ ...stuck, name: "Mine" });
  for (const as of ["agent", "manager", "admin", "read key"]) isProblem(await call("GET", `${path}/${id}`, { as }), 404);
  assert.deepEqual(await names("manager"), []);
  isProblem(await call("PATCH", `${path}/${id}`, { as: "manager", json: { name: "Ours" } }), 404);
  await call("PATCH", `${path}/${id}`, { as: "viewer", json: { shared: true }, expect: 200 });
  for (const as of ["agent", "manager", "read key"]) assert.equal((await call("GET", `${path}/${id}`, { as, expect: 200 })).json().mine, false);
  await call("GET", `${path}/${id}/customers`, { as: "agent", expect: 200 });
  isProblem(await call("PATCH", `${path}/${id}`, { as: "agent", json: { name: "Ours" } }), 403);
  isProblem(await call("DELETE", `${path}/${id}`, { as: "agent" }), 403);
  isProblem(await call("POST", path, { as: "read key", json: stuck }), 403);
  const changed = (await call("PATCH", `${path}/${id}`, { as: "manager", json: { name: "Ours", cell: { step: 2 } }, expect: 200 })).json();
  assert.deepEqual([changed.name, changed.cell, changed.owner], ["Ours", { step: 2 }, "viewer@example.com"]);
  assert.deepEqual(await who(id), ["ann", "bob"]);
});

test("removed, it is gone for everybody, and comes back", async () => {
  const { id } = await save({ ...stuck, name: "Removed", shared: true });
  assert.ok((await call("DELETE", `${path}/${id}`, { as: "viewer", expect: 200 })).json().removed_at);
  assert.ok(!(await names("agent")).includes("Removed"));
  assert.deepEqual(await names("viewer", "?removed=true"), ["Removed"]);
  await save({ ...stuck, name: "Removed" });   // the name is free
  isProblem(await call("PATCH", `${path}/${id}`, { as: "viewer", json: { removed: false } }), 409);
  const back = (await call("PATCH", `${path}/${id}`, { as: "viewer", json: { removed: false, name: "Back" }, expect: 200 })).json();
  assert.deepEqual([back.name, back.removed_at], ["Back", undefined]);
  assert.ok((await names("agent")).includes("Back"));
});

test("the same request twice keeps one", async () => {
  const json = { ...stuck, name: "Once" };
  const twice = [1, 2].map(() => call("POST", path, { as: "agent", json, headers: { "idempotency-key": "once" } }));
  const [a, b] = (await Promise.all(twice)).map((answer) => (answer.status === 201 ? answer.json().id : answer.status));
  assert.ok(a === b || [a, b].includes(409), `${a} ${b}`);
  assert.equal((await call("POST", path, { as: "agent", json, headers: { "idempotency-key": "once" }, expect: 201 })).json().name, "Once");
  assert.deepEqual(await names("agent", "?q=once"), ["Once"]);
});

test("what can't be asked is not kept", async () => {
  const wrong = [
    { ...stuck, name: "" }, { ...stuck, name: "two\nlines" }, { ...stuck, question: "oracle" }, { ...stuck, asked: {} }, { ...stuck, asked: { ...funnel, within: "0d" } },
    { ...stuck, cell: { step: 3 } }, { ...stuck, cell: { stage: 1 } }, { ...stuck, asked: { ...funnel, steps: [{ name: "Never heard" }] } }, { name: "No question" },
  ];
  for (const json of wrong) isProblem(await call("POST", path, { json, wrong: true }), 400, JSON.stringify(json).slice(0, 80));
  await save({ ...stuck, name: "Taken" }, "admin");
  isProblem(await call("POST", path, { json: { ...stuck, name: "Taken" } }), 409);
  const { id } = await save({ ...stuck, name: "Another" }, "admin");
  isProblem(await call("PATCH", `${path}/${id}`, { json: { name: "Taken" } }), 409);
  isProblem(await call("PATCH", `${path}/${id}`, { json: { cell: { step: 9 } } }), 400);
  for (const unknown of ["q999", "c1", "q0", "../x"]) isProblem(await call("GET", `${path}/${encodeURIComponent(unknown)}`), 404);
  isProblem(await call("GET", `${path}?cursor=q999`), 400);
});

test("who is erased is in no saved question any more", async () => {
  await tell([heard("leaving@example.com", "Visit", 5)]);
  const { id } = await save({ ...stuck, name: "About leaving@example.com" }, "admin");
  const kept = await save({ ...stuck, name: "About others" }, "admin");
  const customer = (await call("GET", "/api/customers?identity=user_id:leaving@example.com", { expect: 200 })).json().items[0].id;
  await call("POST", "/api/erasures", { json: { customer, reason: "by letter", wait_seconds: 0 }, expect: 202 });
  await office.until(() => call("GET", `${path}/${id}`), ({ status }) => status === 404);
  await call("GET", `${path}/${kept.id}`, { expect: 200 });
});
