// Journey maps by HTTP: made, edited by two people at once, versions, comments, what matchers hold, a proposal, and open pages that hear of it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { interaction, isProblem, openOffice } from "./office.mjs";
import { openSocket } from "./socket.mjs";

let office, call;
const path = "/api/journeys";
const begin = Date.UTC(2026, 0, 5);
const hour = 3_600_000;

before(async () => {
  office = await openOffice({ name: "journeys" });
  call = office.call;
});
after(() => office?.close());

const get = async (address, as = "viewer") => (await call("GET", `${path}${address}`, { as, expect: 200 })).json();
const send = async (method, address, json, as = "manager", expect = 200) => (await call(method, `${path}${address}`, { as, json, expect })).json();
const make = (json) => send("POST", "", json, "manager", 201);
const edit = (key, base, edits, as) => send("POST", `/${key}/edits`, { base, edits }, as);
const touchpoint = (key, stage, more) => ({ op: "add", path: "touchpoints", value: { key, name: key, stage, ...more } });

test("a map is made from a template, told, sent as a whole, removed and brought back", async () => {
  const { map, revision, changed_by } = await make({ key: "first", name: "First", template: "relationship", language: "zh" });
  assert.deepEqual([map.kind, map.stages.length, map.stages[0].name, revision, changed_by], ["line", 6, "吸引", 1, "manager@example.com"]);
  const { items } = await get("");
  assert.deepEqual([items[0].key, items[0].stages, items[0].unowned], ["first", 6, 6]);
  const sent = await send("PUT", "/first", { ...map, owner: "Mei" });
  assert.deepEqual([sent.revision, sent.map.owner], [2, "Mei"]);
  isProblem(await call("PUT", `${path}/first`, { json: map, headers: { "if-match": '"1"' } }), 409);
  isProblem(await call("PUT", `${path}/first`, { json: { ...map, colour: "red" }, wrong: true }), 400);
  isProblem(await call("PUT", `${path}/second`, { json: map }), 400);
  isProblem(await call("POST", path, { as: "manager", json: { key: "first", name: "Again", template: "line" } }), 409);
  await send("DELETE", "/first");
  isProblem(await call("GET", `${path}/first`), 404);
  assert.deepEqual((await get("?removed=true")).items.map(({ key }) => key), ["first"]);
  await send("PATCH", "/first", { removed: false });
  assert.equal((await get("/first")).map.owner, "Mei");
});

test("edits of two people both stand, each takes back their own, and old versions come back", async () => {
  await make({ key: "shared", name: "Shared", template: "circular" });
  const first = await edit("shared", 1, [touchpoint("pay", "buy"), { op: "set", path: "touchpoints/pay/owner", value: "Mei" }], "manager");
  const second = await edit("shared", 1, [{ op: "set", path: "stages/buy/owner", value: "Bo" }, { op: "remove", path: "touchpoints/gone" }], "admin");
  assert.deepEqual([first.revision, second.revision, second.edits.map(({ by }) => by)], [2, 3, ["manager@example.com", "admin@example.com"]]);
  assert.deepEqual(second.skipped.map(({ edit: { path: at } }) => at), ["touchpoints/gone"]);
  await edit("shared", 3, first.edits[0].undo);
  const { map } = await get("/shared");
  assert.deepEqual([map.touchpoints, map.stages.find(({ key }) => key === "buy").owner], [[], "Bo"]);
  isProblem(await call("POST", `${path}/shared/edits`, { json: { base: 4, edits: [{ op: "remove", path: "touchpoints/pay" }] } }), 409);
  isProblem(await call("POST", `${path}/shared/edits`, { json: { base: 4, edits: [{ op: "set", path: "colour", value: "red" }] } }), 400);
  assert.equal((await get("/shared/edits?since=2")).items.length, 2);
  assert.equal((await get("/shared?revision=2")).map.touchpoints[0].owner, "Mei");
  assert.deepEqual((await get("/shared/versions/2/compare/4")).items.map(({ path: at }) => at), ["stages/buy/owner", "touchpoints/pay"]);
  assert.equal((await send("PATCH", "/shared/versions/2", { name: "With payment" })).name, "With payment");
  assert.equal((await send("POST", "/shared/restore", { revision: 2 })).map.touchpoints.length, 1);
  assert.deepEqual((await get("/shared/versions?limit=2")).items.map(({ revision }) => revision), [5, 4]);
  isProblem(await call("GET", `${path}/shared?revision=99`), 404);
});

test("who may only read comments nothing and changes nothing; agents comment", async () => {
  await make({ key: "talked", name: "Talked about", template: "line" });
  isProblem(await call("POST", `${path}/talked/edits`, { as: "agent", json: { base: 1, edits: [{ op: "set", path: "name", value: "x" }] } }), 403);
  isProblem(await call("POST", `${path}/talked/comments`, { as: "viewer", json: { text: "x" } }), 403);
  const colleagues = (await call("GET", "/api/colleagues", { as: "agent", expect: 200 })).json().items;
  const { id } = colleagues.find(({ name }) => name === "manager");
  const comment = await send("POST", "/talked/comments", { path: "stages/stage-1", text: "Whose is it?", mentions: [id] }, "agent", 201);
  assert.deepEqual([comment.mine, comment.by, comment.mentions[0].name], [true, "agent@example.com", "manager"]);
  const mentions = async (as) => (await call("GET", "/api/mentions", { as, expect: 200 })).json().items.map(({ journey, journey_name, text }) => [journey, journey_name, text]);
  assert.deepEqual([await mentions("manager"), await mentions("agent")], [[["talked", "Talked about", "Whose is it?"]], []]);
  const settled = await send("PATCH", `/talked/comments/${comment.id}`, { resolved: true });
  assert.deepEqual([settled.mine, settled.resolved_by], [false, "manager@example.com"]);
  assert.deepEqual(await mentions("manager"), []);
  isProblem(await call("PATCH", `${path}/talked/comments/${comment.id}`, { as: "manager", json: { text: "mine" } }), 403);
  await send("PATCH", `/talked/comments/${comment.id}`, { removed: true }, "agent");
  assert.deepEqual((await get("/talked/comments")).items, []);
  await send("PATCH", `/talked/comments/${comment.id}`, { removed: false }, "agent");
  assert.equal((await get("/talked/comments")).items.length, 1);
});

test("who looks at a map sees the others, and open pages hear which maps changed", async () => {
  await make({ key: "watched", name: "Watched", template: "line" });
  await send("POST", "/watched/presence", { where: "stages/stage-1" }, "viewer");
  const { items } = await send("POST", "/watched/presence", {}, "manager");
  assert.deepEqual(items.map(({ name, where }) => [name, where]), [["viewer@example.com", "stages/stage-1"], ["manager@example.com", undefined]]);
  isProblem(await call("POST", `${path}/none/presence`, { json: {} }), 404);
  const socket = await openSocket(office.url, { headers: { cookie: office.cookies.viewer, origin: office.url } });
  await socket.next();
  await new Promise((wake) => setTimeout(wake, 700));   // it looks now and then; what was before is not news
  await edit("watched", 1, [{ op: "set", path: "description", value: "new" }]);
  assert.deepEqual((await socket.next((news) => news.journeys)).journeys, ["watched"]);
  await send("POST", "/watched/comments", { text: "Seen?" }, "agent", 201);
  assert.deepEqual((await socket.next((news) => news.journeys)).journeys, ["watched"]);
  socket.end();
});

test("matchers are counted, a touchpoint is a match in every question, and a map comes out of the data", async () => {
  const heard = (who, channel, name, hours, more) => interaction(who, { channel, name, at: begin + hours * hour, ...more });
  const people = Array.from({ length: 30 }, (_, i) => `p${i}`);
  const interactions = people.flatMap((who, i) => [
    heard(who, "web", "Product Viewed", 1), heard(who, i % 2 ? "web" : "app", "Order Placed", 2, { amount: { minor: 500, currency: "EUR" } }), heard(who, "system", "Order Delivered", 50, { properties: { kept: i % 5 > 0 } }), heard(who, "review", "Review Written", 80, { score: { kind: "stars", value: 4 } }),
    ...(i % 3 ? [] : [heard(who, "email", "Mail Received", 60), heard(who, "email", "Mail Sent", 61)]),
  ]);
  await call("POST", "/api/interactions", { json: { interactions }, expect: 200 });
  const proposed = await office.until(async () => (await call("POST", `${path}/propose`, { as: "viewer", json: { top: 8 } })).json(), ({ touchpoints }) => touchpoints?.length === 4 && touchpoints.some(({ answers }) => answers));
  assert.deepEqual(proposed.touchpoints.map(({ name }) => name), ["Product Viewed", "Order Placed", "Order Delivered", "E-mail"]);
  assert.deepEqual(proposed.touchpoints[1].channels, ["app", "web"]);
  assert.deepEqual(proposed.touchpoints.filter(({ answers }) => answers).map(({ name, answers }) => [name, answers.channel]), [["Order Delivered", "review"]]);
  assert.ok(proposed.stages.length >= 2);
  assert.deepEqual(proposed.touchpoints.map(({ promise }) => promise?.due), [undefined, undefined, true, undefined]);
  assert.deepEqual(proposed.outcomes.map(({ key, kind, score }) => [key, kind, score]), [["score", "score", "stars"], ["again", "happens", undefined], ["revenue", "revenue", undefined]]);
  isProblem(await call("POST", `${path}/propose`, { json: { top: 0 } }), 400);
  const chinese = (await call("POST", `${path}/propose`, { json: { language: "zh" }, expect: 200 })).json();
  assert.deepEqual([chinese.name, chinese.touchpoints[3].name], ["建议的旅程", "邮件"]);

  await send("PUT", "/proposed", proposed);
  assert.equal((await call("POST", `${path}/propose`, { json: {} })).json().key, "proposed-2");
  await edit("proposed", 1, [{ op: "set", path: "touchpoints/order-placed/match", value: { channel: "web", name: "Order Placed" } }, touchpoint("letter", proposed.stages[0].key, { match: { channel: "post" } })]);
  const coverage = await get("/proposed/coverage");
  const placed = coverage.touchpoints.find(({ key }) => key === "order-placed");
  assert.deepEqual([placed.interactions, placed.customers, coverage.n, coverage.interactions, coverage.uncovered], [15, 15, 30, 140, 15]);
  assert.deepEqual([coverage.activities[0].activity, coverage.activities[0].uncovered], [{ channel: "app", name: "Order Placed" }, 15]);
  assert.match(coverage.touchpoints.find(({ key }) => key === "letter").problem, /ever heard/);
  assert.equal((await get(`/proposed/coverage?to=${new Date(begin + 10 * hour).toISOString()}`)).interactions, 60);

  const ask = async (steps, expect = 200) => (await call("POST", "/api/questions/funnel", { as: "viewer", json: { steps, within: "30d" }, expect })).json();
  assert.deepEqual((await ask([{ touchpoint: "proposed/order-placed" }, { touchpoint: "proposed/e-mail" }])).steps.map(({ customers }) => customers), [15, 5]);
  assert.equal((await ask([{ touchpoint: "proposed/none" }], 400)).field, "steps[0].touchpoint");
});
