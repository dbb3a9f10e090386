// Questions while data streams in and customers are joined and parted: every answer is whole (of one moment of the log), and when
// it is quiet each equals what is counted here, from the exported log, person by person.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { command } from "../../tools/server.mjs";
import { interaction, openOffice } from "./office.mjs";

const minute = 60_000;
const begin = Date.UTC(2026, 0, 5);
const people = 40;
const names = ["Visit", "Cart", "Order", "Call"];
const funnel = { steps: ["Visit", "Cart", "Order"].map((name) => ({ name })), within: "2d" };
let office, call;

before(async () => {
  office = await openOffice({ name: "streaming" });
  call = office.call;
});
after(() => office?.close());

// Numbers that are the same in every run.
function dice(seed) {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}
const ask = async (name, json) => (await call("POST", `/api/questions/${name}`, { json, expect: 200 })).json();

async function stream(seed, batches) {
  const roll = dice(seed);
  for (let batch = 0; batch < batches; batch++) {
    // Few moments, so that many are the same.
    const interactions = Array.from({ length: 1 + roll(12) }, () => interaction(`p${roll(people)}`, { channel: "web", name: names[roll(names.length)], at: begin + roll(400) * 30 * minute }));
    await call("POST", "/api/interactions", { json: { interactions }, expect: 200 });
  }
}

async function joinAndPart(seed, times) {
  const roll = dice(seed);
  const made = [];
  for (let n = 0; n < times; n++) {
    if (made.length && roll(2)) {
      await call("DELETE", `/api/merges/${made.splice(roll(made.length), 1)[0]}`);   // may be undone by another's undoing already
      continue;
    }
    const ids = [];
    for (let i = 0; i < 2; i++) ids.push((await call("GET", `/api/customers?identity=user_id:p${roll(people)}`, { expect: 200 })).json().items[0]?.id);
    const answer = ids[0] && ids[1] && ids[0] !== ids[1] ? await call("POST", "/api/merges", { json: { customers: ids, reason: "test" }, wrong: true }) : undefined;
    if (answer?.status === 201) made.push(answer.json().id);
  }
}

async function askOnAndOn(stop) {
  let asked = 0, position = 0;
  while (!stop.now) {
    const [flow, steps] = await Promise.all([ask("flow", {}), ask("funnel", funnel)]);
    const sum = (list, name) => list.reduce((all, one) => all + one[name], 0);
    // Everybody has one step fewer than interactions; each begins and ends once.
    assert.equal(flow.steps, sum(flow.activities, "count") - flow.n);
    assert.equal(sum(flow.edges, "count"), flow.steps);
    assert.deepEqual([sum(flow.activities, "starts"), sum(flow.activities, "ends")], [flow.n, flow.n]);
    assert.ok(flow.position >= position, "an answer is never of an earlier moment than the one before");
    position = flow.position;
    const counts = steps.steps.map(({ customers }) => customers);
    assert.ok(counts[0] >= counts[1] && counts[1] >= counts[2] && counts[0] === steps.n);
    asked += 1;
  }
  return asked;
}

// -- Counted here
async function sequences() {
  const all = command(["export", "interactions", "--format", "jsonl", "--data", office.data]).trim().split("\n").map((line) => JSON.parse(line));
  const root = new Map();
  for (const id of new Set(all.map(({ customer }) => customer))) root.set(id, (await call("GET", `/api/customers/${id}`, { expect: 200 })).json().id);
  const by = new Map();
  for (const one of all) by.set(root.get(one.customer), [...(by.get(root.get(one.customer)) ?? []), { name: one.name, at: Date.parse(one.at), id: Number(one.id.slice(1)) }]);
  for (const events of by.values()) events.sort((a, b) => a.at - b.at || a.id - b.id);
  return by;
}
function reaches(events) {
  let furthest = 0;
  for (let start = 0; start < events.length; start++) {
    if (events[start].name !== "Visit") continue;
    let step = 1;
    for (let next = start + 1; next < events.length && step < 3 && events[next].at - events[start].at <= 2 * 24 * 60 * minute; next++) if (events[next].name === ["Visit", "Cart", "Order"][step]) step += 1;
    furthest = Math.max(furthest, step);
  }
  return furthest;
}

test("answers are whole while data streams in, and right when it is quiet", async () => {
  await stream(1, 10);
  await office.until(() => call("POST", "/api/questions/funnel", { json: funnel }), ({ status }) => status === 200);   // each of its activities was heard
  const stop = {};
  const asking = [askOnAndOn(stop), askOnAndOn(stop)];
  try {
    await Promise.all([stream(2, 120), stream(3, 120), joinAndPart(4, 60)]);
  } finally {
    stop.now = true;
  }
  const asked = await Promise.all(asking);
  assert.ok(asked.every((n) => n > 3), `${asked}`);

  const by = await sequences();
  const total = [...by.values()].reduce((n, events) => n + events.length, 0);
  assert.ok(by.size < people && total > 1000, `${by.size} ${total}`);
  const flow = await office.until(() => ask("flow", {}), ({ activities, n }) => activities.reduce((all, { count }) => all + count, 0) === total && n === by.size);
  const edges = new Map();
  for (const [person, events] of by)
    for (let i = 1; i < events.length; i++) {
      const key = `${events[i - 1].name} > ${events[i].name}`;
      const edge = edges.get(key) ?? { count: 0, customers: new Set(), gap: 0 };
      edges.set(key, { count: edge.count + 1, customers: edge.customers.add(person), gap: edge.gap + events[i].at - events[i - 1].at });
    }
  assert.equal(flow.edges.length, edges.size);
  for (const edge of flow.edges) {
    const expected = edges.get(`${edge.from.name} > ${edge.to.name}`);
    assert.deepEqual([edge.count, edge.customers], [expected.count, expected.customers.size], `${edge.from.name} > ${edge.to.name}`);
    assert.ok(Math.abs(edge.mean_seconds - expected.gap / 1000 / expected.count) < 1e-6);
  }
  const furthest = [...by.values()].map(reaches);
  assert.deepEqual((await ask("funnel", funnel)).steps.map(({ customers }) => customers), [1, 2, 3].map((step) => furthest.filter((reached) => reached >= step).length));
  const behind = (await call("POST", "/api/questions/funnel/customers", { json: { question: funnel, cell: { step: 2, dropped: true } }, expect: 200 })).json();
  assert.deepEqual(behind.items.map(({ id }) => id).sort(), [...by].filter(([, events]) => reaches(events) === 2).map(([id]) => id).sort());
  assert.deepEqual((await call("GET", "/api/check", { expect: 200 })).json().findings, []);
});
