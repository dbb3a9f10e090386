// Questions over what customers lived through, asked as a program asks: what was just told is in the answer, joined people are
// one, and what can't be asked is told so, never answered with a wrong number.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { interaction, isProblem, openOffice } from "./office.mjs";

let office, call;
const hour = 3_600_000;
const begin = Date.UTC(2026, 0, 5);   // a Monday

before(async () => {
  office = await openOffice({ name: "questions", args: ["--dimension", "plan=property:plan", "--dimension", "region=trait:address.country"] });
  call = office.call;
});
after(() => office?.close());

const tell = (interactions) => call("POST", "/api/interactions", { json: { interactions }, expect: 200 });
const heard = (who, name, hours, more = {}) => interaction(who, { channel: "web", name, at: begin + hours * hour, ...more });
// Within a second what was told is in every answer.
const ask = (name, json, holds) => office.until(async () => (await call("POST", `/api/questions/${name}`, { json })).json(), (answer) => answer.position && holds(answer));
const activity = (name) => ({ channel: "web", name });

test("a funnel counts each customer at the furthest step, and follows what comes in", async () => {
  await tell([
    heard("ann", "Visit", 0), heard("ann", "Cart", 1), heard("ann", "Order", 3),
    heard("bob", "Visit", 0), heard("bob", "Cart", 30, { properties: { plan: "gold" } }),
    heard("cyd", "Cart", 0),
  ]);
  const question = { steps: [activity("Visit"), { name: "Cart" }, { any: [activity("Order"), activity("Nothing")] }], within: "1d" };
  isProblem(await call("POST", "/api/questions/funnel", { json: question }), 400);   // "Nothing" was never heard
  question.steps[2] = activity("Order");
  const answer = await ask("funnel", question, ({ n }) => n === 2);
  assert.deepEqual(answer.steps.map(({ customers }) => customers), [2, 1, 1]);
  assert.deepEqual(answer.steps.map(({ median_seconds }) => median_seconds), [0, 3600, 10800]);
  assert.equal(answer.steps[1].rate, 0.5);
  const behind = async (cell, page) => (await call("POST", "/api/questions/funnel/customers", { json: { question, cell, ...page }, expect: 200 })).json();
  const identities = ({ items }) => items.map((customer) => customer.identities[0].value).sort();
  assert.deepEqual(identities(await behind({ step: 1 })), ["ann", "bob"]);
  assert.deepEqual(identities(await behind({ step: 3 })), ["ann"]);
  assert.deepEqual(identities(await behind({ step: 1, dropped: true })), ["bob"]);
  const first = await behind({ step: 1 }, { limit: 1 });
  const second = await behind({ step: 1 }, { limit: 1, cursor: first.next });
  assert.deepEqual([...identities(first), ...identities(second)].sort(), ["ann", "bob"]);
  assert.deepEqual([first.total, second.total, second.next], [2, 2, undefined]);
  await tell([heard("bob", "Visit", 29), heard("bob", "Order", 31)]);
  await ask("funnel", question, ({ steps }) => steps[2].customers === 2);
});

test("joined people are one sequence, and two again when they are parted", async () => {
  await tell([heard("one", "Ask", 0), heard("two", "Answer", 1)]);
  const question = { steps: [activity("Ask"), activity("Answer")], within: "1d" };
  await ask("funnel", question, ({ steps }) => steps?.[0].customers === 1 && steps[1].customers === 0);
  const id = async (who) => (await call("GET", `/api/customers?identity=user_id:${who}`)).json().items[0].id;
  const merge = (await call("POST", "/api/merges", { json: { customers: [await id("one"), await id("two")], reason: "test" }, expect: 201 })).json();
  await ask("funnel", question, ({ steps }) => steps[1].customers === 1);
  await call("DELETE", `/api/merges/${merge.id}`, { expect: 200 });
  await ask("funnel", question, ({ steps }) => steps[1].customers === 0);
});

test("flow, paths and cohorts tell what followed what", async () => {
  await tell([heard("x", "A", 0), heard("x", "B", 2), heard("x", "A", 24 * 8), heard("y", "A", 0), heard("y", "B", 4), heard("z", "A", 24)]);
  const only = { filter: { any: [activity("A"), activity("B")] } };
  const flow = await ask("flow", only, ({ n }) => n === 3);
  assert.deepEqual(flow.edges[0], { from: activity("A"), to: activity("B"), count: 2, customers: 2, mean_seconds: 3 * 3600, median_seconds: 3 * 3600, p90_seconds: 3.8 * 3600 });
  assert.deepEqual(flow.activities[0], { activity: activity("A"), count: 4, starts: 3, ends: 2 });
  const paths = await ask("paths", { start: activity("A"), steps: 2, ...only }, ({ n }) => n === 3);
  assert.deepEqual(paths.paths.map(({ activities, customers, ended }) => [activities.map(({ name }) => name).join(""), customers, ended]), [["A", 1, true], ["AB", 1, true], ["ABA", 1, false]]);
  const cohorts = await ask("retention", { start: activity("A"), return: { any: [activity("A"), activity("B")] } }, ({ n }) => n === 3);
  assert.deepEqual(cohorts.cohorts, [{ start: "2026-01-05", size: 3, returned: [3, 1] }]);
});

test("behind every number stand its customers", async () => {
  const day = 24;
  await tell([
    heard("p", "Ring", 0, { channel: "voice", direction: "in", topic: "bill" }), heard("p", "Ring", 2 * day, { channel: "voice", direction: "in", topic: "bill" }), heard("p", "Solve", 2 * day + 1, { channel: "voice", properties: { plan: "gold" } }),
    heard("q", "Ring", 0, { channel: "voice", direction: "in", topic: "bill" }), heard("q", "Solve", 3, { channel: "voice" }),
    heard("r", "Ring", 8 * day, { channel: "voice", direction: "in", topic: "advice", properties: { plan: "gold" } }),
  ]);
  const ring = { channel: "voice", name: "Ring" }, solve = { channel: "voice", name: "Solve" }, filter = { channel: "voice" };
  const as_of = new Date(begin + 60 * day * hour).toISOString();
  await ask("flow", { filter }, ({ n }) => n === 3);
  const who = async (name, question, cell) => {
    const { items, total } = (await call("POST", `/api/questions/${name}/customers`, { json: { question: { filter, ...question }, cell }, expect: 200 })).json();
    assert.equal(total, items.length);
    return items.map(({ identities }) => identities[0].value).join("");
  };
  assert.equal(await who("flow", {}, { from: ring, to: solve }), "pq");
  assert.equal(await who("flow", {}, { from: ring, to: ring }), "p");
  assert.equal(await who("flow", {}, { activity: ring, place: "last" }), "r");
  assert.equal(await who("flow", {}, { activity: solve }), "pq");
  assert.equal(await who("flow", { by: "plan" }, { value: "gold" }), "r");
  assert.equal(await who("flow", { by: "plan" }, { value: "platinum" }), "");
  assert.equal(await who("paths", { start: ring, steps: 2 }, { activities: [ring, solve] }), "q");
  assert.equal(await who("paths", { start: ring, steps: 2 }, { link: { step: 0, from: ring } }), "r");
  assert.equal(await who("paths", { start: ring, steps: 2 }, { link: { step: 0, from: ring, to: ring } }), "p");
  assert.equal(await who("retention", { start: ring, return: ring }, { start: "2026-01-05" }), "pq");
  assert.equal(await who("retention", { start: ring, zone: "Asia/Shanghai" }, { start: "2026-01-12", after: 0 }), "r");
  assert.equal(await who("retention", { start: ring, return: solve }, { after: 0, returned: false }), "r");
  const time = { start: ring, end: solve, promise: "4h", as_of };
  assert.equal(await who("time", time, { of: "kept" }), "pq");
  assert.equal(await who("time", time, { of: "broken" }), "pr");
  assert.equal(await who("time", time, { of: "open" }), "r");
  assert.equal(await who("time", time, { of: "ended", from_seconds: 3600, to_seconds: 2 * 3600 }), "p");
  assert.equal(await who("repeats", { contact: ring, within: "7d", as_of }, { of: "repeats" }), "p");
  assert.equal(await who("repeats", { contact: ring, within: "7d", as_of }, { of: "resolved" }), "qr");
  assert.equal(await who("repeats", { contact: ring, within: "7d", as_of, by: "topic" }, { of: "resolved", value: "advice" }), "r");
  const wrong = [
    ["flow", {}, { from: ring }], ["flow", {}, { activity: { channel: "voice", name: "Never" } }], ["flow", {}, { value: "gold" }], ["funnel", { steps: [ring], within: "1d" }, { step: 2 }],
    ["retention", {}, { start: "someday" }], ["time", { start: ring, end: solve }, { of: "kept" }], ["time", { start: ring, end: solve }, { of: "sometimes" }], ["paths", { start: ring }, { link: { step: -1, from: ring } }],
  ];
  for (const [name, question, cell] of wrong) isProblem(await call("POST", `/api/questions/${name}/customers`, { json: { question, cell }, wrong: true }), 400, `${name} ${JSON.stringify(cell)}`);
  isProblem(await call("POST", "/api/questions/flow/customers", { json: { question: {}, cursor: "x" }, wrong: true }), 400);
});

test("dimensions filter and tell apart", async () => {
  await tell([
    heard("de", "Sign Up", 0, { customer: { traits: { address: { country: "DE" } } }, properties: { plan: "gold" } }),
    heard("cn", "Sign Up", 0, { customer: { traits: { address: { country: "CN" } } }, properties: { plan: "free" } }),
    heard("cn2", "Sign Up", 0, { customer: { traits: { address: { country: "CN" } } }, properties: { plan: "gold" } }),
  ]);
  const question = { steps: [activity("Sign Up")], within: "1d" };
  const groups = (answer) => Object.fromEntries(answer.groups.map(({ value, steps }) => [value, steps[0].customers]));
  assert.deepEqual(groups(await ask("funnel", { ...question, by: "region" }, ({ n }) => n === 3)), { CN: 2, DE: 1 });
  assert.deepEqual(groups(await ask("funnel", { ...question, by: "plan" }, ({ n }) => n === 3)), { gold: 2, free: 1 });
  assert.deepEqual(groups(await ask("funnel", { ...question, by: "plan", filter: { where: { region: "CN" } } }, ({ n }) => n === 2)), { gold: 1, free: 1 });
  await ask("funnel", { steps: [{ ...activity("Sign Up"), where: { plan: ["gold"] } }], within: "1d" }, ({ n }) => n === 2);
  const none = (await call("POST", "/api/questions/funnel", { json: { ...question, filter: { where: { region: "FR" } } }, expect: 200 })).json();
  assert.deepEqual(none.steps.map(({ customers, rate }) => [customers, rate]), [[0, 0]]);
});

test("what can't be asked is told so, with what to do", async () => {
  const step = activity("Visit");
  const wrong = [
    ["funnel", { steps: [step], within: "0d" }], ["funnel", { steps: [step], within: "soon" }], ["funnel", { steps: [step], within: "999999999999999999d" }],
    ["funnel", { steps: [], within: "1d" }], ["funnel", { steps: Array(40).fill(step), within: "1d" }], ["funnel", { steps: [step] }],
    ["funnel", { steps: [step], within: "1d", exclusions: [{ ...step, after: 1 }] }], ["funnel", { steps: [{ channel: "pigeon" }], within: "1d" }],
    ["funnel", { steps: [{ ...step, where: { region: "CN" } }], within: "1d" }], ["funnel", { steps: [{ ...step, where: { plan: [] } }], within: "1d" }],
    ["flow", { share: 0 }], ["flow", { share: 1.5 }], ["flow", { top: 0 }], ["flow", { from: "2026-02-01T00:00:00Z", to: "2026-01-01T00:00:00Z" }],
    ["flow", { by: "colour" }], ["paths", { start: step, steps: 21 }], ["paths", {}], ["retention", { zone: "Mars/Olympus" }], ["retention", { period: "era" }],
  ];
  for (const [name, json] of wrong) {
    const answer = await call("POST", `/api/questions/${name}`, { json, wrong: true });
    isProblem(answer, 400, `${name} ${JSON.stringify(json).slice(0, 80)}`);
  }
});
