// The limits of questions over journeys: at each edge an answer, one beyond it a refusal that says what to do.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readLimits } from "../../tools/limits-page.mjs";
import { interaction, isProblem, openOffice } from "../api/office.mjs";
import { fails } from "../cli/command.mjs";

const limits = Object.fromEntries(readLimits().flatMap((part) => part.limits.map(({ name, value }) => [name, value])));
const day = 86_400_000;
const begin = Date.UTC(2026, 0, 5);
const visit = { channel: "web", name: "Visit" };
let office, call;

before(async () => {
  office = await openOffice({ name: "question-limits", args: ["--dimension", "plan=property:plan"] });
  call = office.call;
  await tell([interaction("ann", { ...visit, at: begin })]);
  await asked("flow", {}, ({ n }) => n === 1);
});
after(async () => {
  assert.deepEqual((await call("GET", "/api/check", { expect: 200 })).json().findings, []);
  await office.close();
});

const tell = (interactions) => call("POST", "/api/interactions", { json: { interactions }, expect: 200 });
const asked = (name, json, holds) => office.until(async () => (await call("POST", `/api/questions/${name}`, { json })).json(), (answer) => answer.position && holds(answer));
const taken = (name, json) => call("POST", `/api/questions/${name}`, { json, expect: 200 });
const refused = async (name, json, says) => assert.match(isProblem(await call("POST", `/api/questions/${name}`, { json, wrong: true }), 400).detail, says);

test("steps, matches and rows", async () => {
  const steps = (n) => ({ steps: Array(n).fill(visit), within: "1d" });
  await taken("funnel", steps(limits.question_steps));
  await refused("funnel", steps(limits.question_steps + 1), /steps/);
  const exclusions = (n) => ({ ...steps(2), exclusions: Array(n).fill(visit) });
  await taken("funnel", exclusions(limits.question_steps));
  await refused("funnel", exclusions(limits.question_steps + 1), /exclusions/);
  await taken("paths", { start: visit, steps: limits.question_steps });
  await refused("paths", { start: visit, steps: limits.question_steps + 1 }, /steps/);
  const any = (n) => ({ start: { any: Array(n).fill(visit) } });
  await taken("paths", any(limits.question_matches));
  await refused("paths", any(limits.question_matches + 1), /1000 activities/);
  // Lists in lists count as what they come to.
  const many = { any: Array(limits.question_matches / 2).fill(visit) };
  await refused("paths", { start: { any: [many, many] } }, /1000 activities/);
  for (const [name, json] of [["flow", {}], ["paths", { start: visit }]]) {
    await taken(name, { ...json, top: limits.question_rows });
    await refused(name, { ...json, top: limits.question_rows + 1 }, /top/);
  }
});

test("periods", async () => {
  await tell([interaction("old", { ...visit, at: begin - (limits.question_periods - 1) * day })]);
  await asked("retention", { period: "day" }, ({ n }) => n === 2);
  await tell([interaction("older", { ...visit, at: begin - limits.question_periods * day })]);
  await asked("flow", {}, ({ n }) => n === 3);
  await refused("retention", { period: "day" }, /periods/);
  await taken("retention", { period: "day", from: new Date(begin - day).toISOString() });
  await taken("retention", { period: "week" });
  // What a filter leaves is what counts.
  await taken("retention", { period: "day", filter: { where: { direction: "out" } } });
  await tell([interaction("out", { ...visit, at: begin, direction: "out" })]);
  const { cohorts } = await asked("retention", { period: "day", filter: { where: { direction: "out" } } }, ({ n }) => n === 1);
  assert.equal(cohorts.length, 1);
});

test("values that an answer is told by", async () => {
  const customer = (n) => interaction(`planned ${n}`, { channel: "web", name: "Plan", at: begin, properties: { plan: `plan ${n}` } });
  await tell(Array.from({ length: limits.question_groups }, (_, n) => customer(n)));
  const question = { steps: [{ name: "Plan" }], within: "1d", by: "plan" };
  const { groups } = await asked("funnel", question, ({ n }) => n === limits.question_groups);
  assert.equal(groups.length, limits.question_groups);
  await tell([customer("one more")]);
  await asked("funnel", { ...question, by: "source" }, ({ n }) => n === limits.question_groups + 1);
  await refused("funnel", question, /values to tell the answer by/);
});

test("a long value is cut at a character, and is still one of its own", async () => {
  const long = "脉".repeat(limits.dimension_bytes);
  await tell([interaction("long", { channel: "web", name: "Long", at: begin, properties: { plan: long } })]);
  const { groups } = await asked("funnel", { steps: [{ name: "Long" }], within: "1d", by: "plan" }, ({ n }) => n === 1);
  assert.match(groups[0].value, new RegExp(`^${"脉".repeat(Math.floor((limits.dimension_bytes - 19) / 3))}…[0-9a-f]{16}$`));
  assert.ok(Buffer.byteLength(groups[0].value) <= limits.dimension_bytes);
  // Two that differ behind the cut: not one topic (no repeat), not one case (two episodes), and each is found by all of it.
  const tale = (end) => "t".repeat(limits.dimension_bytes) + end;
  const about = (end, at) => interaction("tale", { channel: "voice", name: "Tale", at, topic: tale(end), properties: { plan: tale(end) } });
  await tell([about("one", begin), about("two", begin + day)]);
  const told = await asked("repeats", { contact: { name: "Tale" }, within: "7d" }, ({ all }) => all.contacts === 2);
  assert.equal(told.all.repeats, 0);
  assert.equal((await taken("variants", { filter: { name: "Tale" }, key: "plan" })).json().all.episodes, 2);
  assert.equal((await taken("flow", { filter: { where: { topic: tale("two") } } })).json().n, 1);
  assert.equal((await taken("repeats", { contact: { name: "Tale", where: { plan: tale("one") } } })).json().all.contacts, 1);
});

test("what is held against an outcome, and adjusted for", async () => {
  const question = { start: visit, outcome: visit, within: "1d" };
  const held = (n) => ({ ...question, drivers: Array.from({ length: n }, () => visit) });
  await taken("drivers", held(limits.question_drivers));
  await refused("drivers", held(limits.question_drivers + 1), /drivers/);
  const adjusted = (n) => ({ ...question, adjust: ["source", "direction", "language", "topic", "plan"].slice(0, n) });
  await taken("drivers", adjusted(limits.adjusted_dimensions));
  await refused("drivers", adjusted(limits.adjusted_dimensions + 1), /adjust/);
  // "Plan" was heard with one value more than there may be combinations.
  assert.equal(limits.adjusted_groups, limits.question_groups);
  const by_plan = { start: { name: "Plan" }, outcome: visit, within: "1d", adjust: ["plan"] };
  await refused("drivers", by_plan, /combinations/);
  await taken("drivers", { ...by_plan, filter: { where: { plan: Array.from({ length: limits.adjusted_groups }, (_, n) => `plan ${n}`) } } });
});

test("what is saved", async () => {
  const save = (json) => call("POST", "/api/saved-questions", { json: { name: "x", question: "flow", asked: {}, ...json } });
  const saved = [];
  const one = async (json) => saved.push((await save(json)).json().id);
  await one({ name: "n".repeat(limits.saved_name_bytes) });
  isProblem(await save({ name: "n".repeat(limits.saved_name_bytes + 1) }), 400);
  const long = (n) => ({ name: `long ${n}`, asked: { filter: { where: { plan: ["p".repeat(n - JSON.stringify({ filter: { where: { plan: [""] } } }).length)] } } } });
  await one(long(limits.saved_question_bytes));
  isProblem(await save(long(limits.saved_question_bytes + 1)), 400);
  for (let n = saved.length; n < limits.saved_questions; n += 20) await Promise.all(Array.from({ length: Math.min(20, limits.saved_questions - n) }, (_, i) => one({ name: `number ${n + i}` })));
  assert.equal(new Set(saved).size, limits.saved_questions);
  const more = isProblem(await save({ name: "one more" }), 409);
  assert.match(more.detail, /2000 saved questions/);
  assert.equal((await office.all("/api/saved-questions")).length, limits.saved_questions);
});

test("more values than are told apart are refused, not mixed up", async () => {
  const most = 65_534, told = most - 500;   // others tell of topics here, too: some dozens
  const about = (n) => interaction(`topical ${n}`, { channel: "voice", name: "Topic", at: begin, topic: `topic ${n}` });
  const tellFrom = async (first, end) => {
    for (let n = first; n < end; n += 5_000) await tell(Array.from({ length: Math.min(5_000, end - n) }, (_, i) => about(n + i)));
  };
  await tellFrom(0, told);
  const topics = (n) => ({ filter: { where: { topic: `topic ${n}` } } });
  const contact = { contact: { name: "Topic" }, within: "7d" };
  await asked("repeats", contact, ({ n }) => n === told);
  await taken("flow", topics(told - 1));
  await tellFrom(told, most + 2);
  await asked("flow", { filter: { name: "Topic" } }, ({ n }) => n === most + 2);
  for (const [name, json] of [["repeats", contact], ["flow", topics(most + 1)], ["variants", { key: "topic" }]]) await refused(name, json, /more than 65534 values/);
  await refused("paths", { start: { name: "Topic", where: { topic: `topic ${most + 1}` } } }, /more than 65534 values/);
  await taken("flow", topics(told - 1));
});

test("dimensions that are declared", () => {
  const declared = (n) => Array.from({ length: n }, (_, i) => ["--dimension", `d${i}=property:d${i}`]).flat();
  fails(["ask", "flow", "--data", `${office.data}-nowhere`, ...declared(limits.dimensions)], 1, /no data folder/);
  fails(["serve", "--port", "0", "--data", `${office.data}-nowhere`, ...declared(limits.dimensions + 1)], 1, /dimensions/);
});
