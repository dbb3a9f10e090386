// The OpenAPI document is complete and true: every operation in it is called, with success and with an error where it
// can fail, and every answer is what the document says (office.mjs holds each one against it).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { interaction, isProblem, openOffice } from "./office.mjs";
import { journeyMaps } from "./openapi_journeys.mjs";
import { whoWorksHere } from "./openapi_people.mjs";

let office, call;
const stage = {};

before(async () => {
  office = stage.office = await openOffice();
  call = office.call;
});
after(() => office?.close());

const send = (interactions, options) => call("POST", "/api/interactions", { json: { interactions }, expect: 200, ...options });
const customerOf = async (identity) => (await call("GET", `/api/customers?identity=${encodeURIComponent(identity)}`, { expect: 200 })).json().items[0];

test("the document is well formed, and the same from the command line", async () => {
  assert.deepEqual(office.document.wrong(), []);
  const { command } = await import("../../tools/server.mjs");
  assert.deepEqual(JSON.parse(command(["openapi"])), office.document.document);
});

whoWorksHere(stage);
journeyMaps(stage);

test("interactions and what is read of them", async () => {
  const full = interaction("wang", {
    identities: [{ namespace: "user_id", value: "wang" }, { namespace: "email", value: "wang@example.com", verified: true }],
    direction: "out", actor: { kind: "agent", id: "a7" }, conversation: "c1", topic: "delivery", score: { kind: "nps", value: 9 }, sentiment: -0.5,
    amount: { minor: 12345, currency: "CNY" }, subject: "您好", text: "包裹到了吗?", language: "zh", properties: { order: 7, deep: { list: [1, null, "x"] } },
    source: "shop", customer: { name: "王小明", traits: { city: "上海", age: 33 } },
  });
  const answer = (await send([full, interaction("li"), { ...interaction("bad"), at: "yesterday" }, interaction("wang", { at: Date.UTC(2026, 2, 3), sentiment: 1 })], { wrong: true })).json();
  assert.deepEqual([answer.accepted, answer.repeated, answer.rejected.map((each) => each.position)], [3, 0, [2]]);
  assert.deepEqual((await send([full])).json().repeated, 1);
  const withIds = (await call("POST", "/api/interactions?ids=true", { json: { interactions: [interaction("wang", { at: Date.UTC(2026, 3, 4) })] }, expect: 200 })).json();
  assert.equal(withIds.ids.length, 1);
  await call("POST", "/api/interactions", { json: { interactions: 7 }, expect: 400 });
  await call("POST", "/api/interactions", { json: { events: [] }, expect: 400 });
  await call("POST", "/api/interactions", { as: "read key", json: { interactions: [] }, expect: 403 });

  const wang = await customerOf("email:wang@example.com");
  for (const query of ["", "?q=王小", "?q=nobody-at-all", "?channel=email", "?kind=identified", "?kind=anonymous", "?seen_after=2026-01-01T00:00:00Z&seen_before=2027-01-01T00:00:00Z", "?limit=1", "?identity=user_id:wang"]) {
    await call("GET", `/api/customers${encodeURI(query)}`, { expect: 200 });
  }
  await call("GET", "/api/customers?kind=alien", { expect: 400 });
  await call("GET", `/api/customers/${wang.id}`, { expect: 200 });
  await call("GET", "/api/customers/c99999999", { expect: 404 });
  const timeline = (await call("GET", `/api/customers/${wang.id}/timeline`, { expect: 200 })).json();
  assert.equal(timeline.items.length, 3);
  const first = timeline.items[2];
  assert.deepEqual({ ...first, id: 0, customer: 0, received_at: 0 }, {
    id: 0, customer: 0, at: "2026-01-01T00:00:00Z", received_at: 0, channel: "email", name: "Mail Received", direction: "out", actor: { kind: "agent", id: "a7" }, conversation: "c1", topic: "delivery",
    score: { kind: "nps", value: 9 }, sentiment: -0.5, amount: { minor: 12345, currency: "CNY" }, subject: "您好", text: "包裹到了吗?", language: "zh",
    properties: { order: 7, deep: { list: [1, null, "x"] } }, source: "shop", source_key: full.source_key,
  });
  for (const query of ["channel=email,web", "name=Mail%20Received", "from=2026-02-01T00:00:00Z&to=2026-04-01T00:00:00Z", `profile=${wang.id}`, "limit=1000"]) {
    await call("GET", `/api/customers/${wang.id}/timeline?${query}`, { expect: 200 });
  }
  await call("GET", "/api/customers/c99999999/timeline", { expect: 404 });
  await call("GET", `/api/customers/${wang.id}/density`, { expect: 200 });
  await call("GET", `/api/customers/${wang.id}/density?zone=Asia/Shanghai`, { expect: 200 });
  await call("GET", `/api/customers/${wang.id}/density?zone=Mars/Olympus`, { expect: 400 });
  for (const path of ["/api/overview", "/api/activities", "/api/channels"]) {
    await call("GET", path, { expect: 200 });
    await call("GET", path, { as: "write key", expect: 403 });
  }
});

test("tracking", async () => {
  const authorization = `Basic ${Buffer.from(`${office.secrets.write}:`).toString("base64")}`;
  const options = { as: "nobody", headers: { authorization } };
  const calls = {
    identify: { userId: "t1", traits: { email: "t1@example.com" }, messageId: "m1" },
    track: { userId: "t1", event: "Order Completed", properties: { total: 3, currency: "EUR" }, messageId: "m2", timestamp: "2026-05-01T10:00:00Z" },
    page: { anonymousId: "d1", name: "Home", messageId: "m3", context: { page: { path: "/" } } },
    screen: { anonymousId: "d1", name: "Start", messageId: "m4" },
    group: { userId: "t1", groupId: "g1", messageId: "m5" },
    alias: { userId: "t1", previousId: "d1", messageId: "m6" },
  };
  for (const [name, json] of Object.entries(calls)) {
    await call("POST", `/v1/${name}`, { ...options, json, expect: 200 });
    await call("POST", `/v1/${name}`, { as: "nobody", json, expect: 401 });
    await call("POST", `/v1/${name}`, { as: "read key", json, expect: 403 });
  }
  const batch = [{ type: "track", userId: "t1", event: "Seen", messageId: "m7" }, { type: "nonsense", messageId: "m8" }];
  const answer = (await call("POST", "/v1/batch", { ...options, json: { batch }, expect: 200 })).json();
  assert.deepEqual(answer.rejected.map((each) => each.position), [1]);
  await call("POST", "/v1/batch", { ...options, json: { batch: {} }, expect: 400 });
  await call("GET", `/v1/projects/${office.secrets.write}/settings`, { as: "nobody", expect: 200 });
  await call("GET", "/v1/projects/nonsense/settings", { as: "nobody", expect: 404 });
});

test("merges and suggestions", async () => {
  await send([interaction("m-a", { customer: { name: "Ada" } }), interaction("m-b")]);
  const [a, b] = [await customerOf("user_id:m-a"), await customerOf("user_id:m-b")];
  await call("POST", "/api/merges", { json: { customers: [a.id] }, expect: 400 });
  await call("POST", "/api/merges", { json: { customers: [a.id, "c99999999"] }, expect: 404 });
  const merge = (await call("POST", "/api/merges", { json: { customers: [a.id, b.id], reason: "the same voice" }, expect: 201 })).json();
  await call("POST", "/api/merges", { json: { customers: [a.id, b.id] }, expect: 409 });
  await call("GET", "/api/merges", { expect: 200 });
  await call("GET", `/api/merges?customer=${b.id}&limit=1`, { expect: 200 });
  await call("GET", "/api/merges?customer=nonsense", { as: "nobody", expect: 401 });
  const seen = (await call("GET", `/api/merges/${merge.id}`, { expect: 200 })).json();
  assert.deepEqual(seen.parts.length, 2);
  await call("GET", `/api/customers/${b.id}`, { expect: 200 });
  await call("DELETE", `/api/merges/${merge.id}`, { expect: 200 });
  await call("GET", `/api/merges/${merge.id}`, { expect: 200 });
  await call("DELETE", `/api/merges/${merge.id}`, { expect: 409 });
  for (const method of ["GET", "DELETE"]) await call(method, "/api/merges/m99999", { expect: 404 });

  // Two identified people with one address: never joined silently.
  const mail = [{ namespace: "email", value: "both@example.com" }];
  await send(["s-a", "s-b"].map((user) => ({ ...interaction(user), identities: [{ namespace: "user_id", value: user }, ...mail] })));
  const open = await office.until(async () => (await call("GET", "/api/merge-suggestions", { expect: 200 })).json().items, (items) => items.length > 0);
  await call("GET", "/api/merge-suggestions?state=wrong", { expect: 400 });
  await call("PATCH", `/api/merge-suggestions/${open[0].id}`, { json: { state: "dismissed" }, expect: 200 });
  await call("GET", "/api/merge-suggestions?state=dismissed&limit=1", { expect: 200 });
  await call("PATCH", `/api/merge-suggestions/${open[0].id}`, { json: { state: "open" }, expect: 200 });
  await call("PATCH", `/api/merge-suggestions/${open[0].id}`, { json: { state: "nonsense" }, expect: 400 });
  await call("PATCH", "/api/merge-suggestions/s99999", { json: { state: "open" }, expect: 404 });
  await call("POST", "/api/merges", { json: { customers: open[0].customers.map((each) => each.id), suggestion: open[0].id }, expect: 201 });
  const accepted = (await call("GET", `/api/merge-suggestions?state=accepted&customer=${open[0].customers[0].id}`, { expect: 200 })).json();
  assert.deepEqual(accepted.items.map((each) => each.id), [open[0].id]);
});

test("uploads and imports", async () => {
  const octets = { headers: { "content-type": "application/octet-stream" } };
  const csv = "id,user_id,created_at,what,paid\n1,i1,2026-06-01 10:00:00,Order Completed,3.50\n2,i2,not a time,Order Completed,4\n3,i3,2026-06-02 10:00:00,Order Completed,\n";
  const upload = (await call("POST", "/api/uploads?name=orders.csv", { ...octets, body: csv, expect: 201 })).json();
  assert.deepEqual([upload.name, upload.bytes], ["orders.csv", Buffer.byteLength(csv)]);
  await call("POST", "/api/uploads?name=empty.csv", { ...octets, body: "", expect: 400 });
  await call("POST", "/api/uploads", { as: "agent", ...octets, body: csv, expect: 403 });
  const clear = (await call("POST", "/api/uploads?name=clear.csv", { ...octets, body: "user_id,created_at,event\ni1,2026-06-01T10:00:00Z,Seen\n", expect: 201 })).json();
  const preview = (await call("GET", `/api/uploads/${clear.id}/preview`, { expect: 200 })).json();
  assert.deepEqual(preview.columns, ["user_id", "created_at", "event"]);
  await call("GET", "/api/uploads/f99999/preview", { expect: 404 });
  const mapping = {
    source: "orders", currency: "EUR",
    files: [{
      file: "orders.csv", key: "id",
      customer: { identities: [{ namespace: "user_id", column: "user_id" }] },
      interactions: [{ channel: "web", name: { column: "what" }, at: "created_at", amount: { column: "paid" }, properties: { number: "id" } }],
    }],
  };
  const looked = (await call("POST", "/api/imports/preview", { json: { upload: upload.id, mapping }, expect: 200 })).json();
  assert.deepEqual([looked.interactions.length, looked.errors.length], [2, 1]);
  await call("POST", "/api/imports/preview", { json: { upload: upload.id, mapping: {} }, expect: 400 });
  await call("POST", "/api/imports", { json: { mapping }, expect: 400 });
  await call("POST", "/api/imports", { json: { upload: "f99999", mapping }, expect: 404 });
  await call("POST", "/api/imports/preview", { json: { upload: clear.id, mapping: preview.mapping }, expect: 200 });
  const { id } = (await call("POST", "/api/imports", { json: { upload: upload.id, mapping, name: "June" }, expect: 202 })).json();
  const state = async () => (await call("GET", `/api/imports/${id}`, { expect: 200 })).json();
  const done = await office.until(state, (now) => now.state === "done");
  assert.deepEqual([done.rows_read, done.rows_added, done.rows_rejected, done.interactions_added], [3, 2, 1, 2]);
  await call("GET", "/api/imports?limit=1", { expect: 200 });
  await call("GET", "/api/imports/n99999", { expect: 404 });
  const rejected = await call("GET", `/api/imports/${id}/rejected`, { expect: 200 });
  assert.match(rejected.body, /not a time/);
  await call("GET", "/api/imports/n99999/rejected", { expect: 404 });
  await call("DELETE", `/api/imports/${id}`, { expect: 202 });
  await office.until(state, (now) => now.state === "undone");
  assert.equal(await customerOf("user_id:i1"), undefined);
  await call("DELETE", "/api/imports/n99999", { expect: 404 });
  await call("GET", "/api/imports", { as: "agent", expect: 403 });
});

test("the proposal for a file that tells nothing known is a mapping too", async () => {
  const upload = (await call("POST", "/api/uploads?name=riddle.csv", { headers: { "content-type": "application/octet-stream" }, body: "a,b,c\n1,x,3\n", expect: 201 })).json();
  await call("GET", `/api/uploads/${upload.id}/preview`, { expect: 200 });
});

test("what customers may ask for of their data", async () => {
  await call("POST", "/api/interactions", { json: { interactions: ["r-1", "r-2"].map((user) => interaction(user)) }, expect: 200 });
  const { id } = await customerOf("user_id:r-1");
  const at = `/api/customers/${id}`;
  await call("GET", "/api/consents/purposes", { expect: 200 });
  await call("GET", "/api/consents/purposes", { as: "nobody", expect: 401 });
  const said = { purpose: "marketing", channel: "email", state: "given", at: "2026-01-01T00:00:00Z", until: "2090-01-01T00:00:00Z", how: "form", text: "I agree", version: "v2", evidence: "i1" };
  const consents = (await call("POST", `${at}/consents`, { json: said, expect: 201 })).json();
  assert.equal(consents.now.find(({ channel }) => channel === "email").state, "given");
  await call("POST", `${at}/consents`, { json: { ...said, until: "2025-01-01T00:00:00Z" }, expect: 400 });
  await call("POST", `${at}/consents`, { as: "viewer", json: said, expect: 403 });
  await call("GET", `${at}/consents`, { expect: 200 });
  await call("GET", "/api/customers/c99999/consents", { expect: 404 });
  const made = (await call("POST", `${at}/corrections`, { json: { kind: "trait", trait: "city", value: "Beijing", reason: "told so" }, expect: 201 })).json();
  await call("POST", `${at}/corrections`, { json: { kind: "name", name: "Right", reason: " " }, expect: 400 });
  await call("POST", `${at}/corrections`, { json: { kind: "identity_removed", identity: "email:nobody@example.com", reason: "wrong" }, expect: 404 });
  await call("GET", `${at}/corrections`, { expect: 200 });
  await call("GET", "/api/customers/c99999/corrections", { expect: 404 });
  assert.ok((await call("DELETE", `/api/corrections/${made.id}`, { expect: 200 })).json().undone_at);
  await call("DELETE", `/api/corrections/${made.id}`, { expect: 409 });
  await call("GET", `${at}/everything`, { expect: 200 });
  await call("GET", "/api/customers/c99999/everything", { expect: 404 });
  await call("GET", `${at}/everything`, { as: "agent", expect: 403 });
  await call("GET", `${at}/erasure`, { expect: 200 });
  await call("GET", "/api/customers/c99999/erasure", { expect: 404 });
  const asked = (await call("POST", "/api/erasures", { json: { customer: id, reason: "by letter", wait_seconds: 3600 }, expect: 202 })).json();
  await call("POST", "/api/erasures", { json: { customer: id, reason: "again" }, expect: 409 });
  await call("POST", "/api/erasures", { json: { customer: id, reason: "" }, expect: 400 });
  await call("GET", `/api/erasures?customer=${id}&state=waiting`, { expect: 200 });
  await call("GET", "/api/erasures?cursor=nonsense", { expect: 400 });
  await call("GET", `/api/erasures/${asked.id}`, { expect: 200 });
  await call("GET", "/api/erasures/e99999", { expect: 404 });
  await call("DELETE", `/api/erasures/${asked.id}`, { expect: 200 });
  await call("DELETE", `/api/erasures/${asked.id}`, { expect: 409 });
  const other = await customerOf("user_id:r-2");
  const now = (await call("POST", "/api/erasures", { json: { customer: other.id, reason: "by letter", now: true }, expect: 202 })).json();
  await office.until(async () => (await call("GET", `/api/erasures/${now.id}`, { expect: 200 })).json(), ({ state }) => state === "done");
  isProblem(await call("GET", `/api/customers/${other.id}`), 410);
});

test("who did what", async () => {
  const page = (await call("GET", "/api/audit?limit=2&what=customer.&outcome=done&since=2020-01-01T00:00:00Z", { as: "manager", expect: 200 })).json();
  assert.equal(page.items[0].verb, "customer.erased");
  await call("GET", `/api/audit?cursor=${page.next}`, { expect: 200 });
  await call("GET", "/api/audit?cursor=nonsense", { expect: 400 });
  await call("GET", "/api/audit", { as: "agent", expect: 403 });
  assert.deepEqual((await call("GET", "/api/audit/proof", { expect: 200 })).json().findings, []);
  await call("GET", "/api/audit/proof", { as: "viewer", expect: 403 });
  await call("GET", "/api/audit/head", { expect: 200 });
  await call("GET", "/api/audit/head", { as: "nobody", expect: 401 });
  await call("GET", "/api/audit/export?who=admin", { expect: 200 });
  await call("GET", "/api/audit/export?whom=admin", { expect: 400 });
});

test("comparing people", async () => {
  const { run } = (await call("POST", "/api/linkage/runs", { json: { truth: [] }, expect: 202 })).json();
  const status = await office.until(async () => (await call("GET", "/api/linkage", { expect: 200 })).json(), ({ runs }) => runs > run);
  assert.ok(status.model);
  await call("POST", "/api/linkage/runs", { as: "manager", json: { truth: [] }, expect: 403 });
  await call("GET", "/api/linkage", { as: "nobody", expect: 401 });
  assert.ok((await call("GET", "/api/linkage/models", { expect: 200 })).json().items.length > 0);
  await call("GET", "/api/linkage/models", { as: "nobody", expect: 401 });
  const settings = (await call("GET", "/api/linkage/settings", { expect: 200 })).json();
  await call("GET", "/api/linkage/settings", { as: "nobody", expect: 401 });
  await call("PUT", "/api/linkage/settings", { json: settings, expect: 200 });
  await call("PUT", "/api/linkage/settings", { json: { ...settings, sure: 2 }, expect: 400 });
  await call("GET", "/api/merge-suggestion-counts", { expect: 200 });
  await call("GET", "/api/merge-suggestion-counts", { as: "nobody", expect: 401 });
});

test("how the server stands, and a backup of it", async () => {
  assert.equal((await call("GET", "/api/health", { expect: 200 })).json().writable, true);
  await call("GET", "/api/health", { as: "nobody", expect: 401 });
  assert.ok((await call("GET", "/api/status", { expect: 200 })).json());
  await call("GET", "/api/status", { as: "manager", expect: 403 });
  // PostgreSQL is backed up with its own tools, and the answer says so.
  await call("GET", "/api/backup", { expect: process.env.POSTGRES_FOR_TESTS ? 400 : 200 });
  await call("GET", "/api/backup", { as: "manager", expect: 403 });
});

test("downloads and what operators ask", async () => {
  for (const what of ["interactions", "customers"]) {
    const lines = (await call("GET", `/api/export/${what}`, { expect: 200 })).body.trim().split("\n");
    const schema = { $ref: `#/components/schemas/${what === "interactions" ? "Interaction" : "CustomerInFull"}` };
    for (const line of lines) assert.deepEqual(office.document.faults(schema, JSON.parse(line)), []);
    await call("GET", `/api/export/${what}?format=csv`, { expect: 200 });
    await call("GET", `/api/export/${what}?format=xls`, { expect: 400 });
    await call("GET", `/api/export/${what}`, { as: "read key", expect: 403 });
  }
  const log = (await call("GET", "/api/export/xes?case=conversation", { expect: 200 })).body;
  assert.match(log, /^<\?xml [^]*<\/log>\n$/);
  const objects = (await call("GET", "/api/export/ocel", { expect: 200 })).json();
  assert.deepEqual(Object.keys(objects).sort(), ["eventTypes", "events", "objectTypes", "objects"]);
  for (const [path, wrong] of [["xes", "case=orders"], ["ocel", "objects=order"]]) {
    await call("GET", `/api/export/${path}?${wrong}`, { expect: 400 });
    await call("GET", `/api/export/${path}?from=yesterday`, { expect: 400 });
    await call("GET", `/api/export/${path}`, { as: "read key", expect: 403 });
  }
  const check = (await call("GET", "/api/check", { expect: 200 })).json();
  assert.deepEqual(check.findings, []);
  await call("GET", "/api/check", { as: "manager", expect: 403 });
  for (const path of ["/healthz", "/readyz"]) await call("GET", path, { as: "nobody", expect: 200 });
  assert.match((await call("GET", "/metrics", { expect: 200 })).body, /^throughline_http_requests_total\{/m);
  await call("GET", "/metrics", { as: "nobody", expect: 401 });
  await call("GET", "/api/openapi.json", { as: "nobody", expect: 200 });
  isProblem(await call("GET", "/api/nothing-here"), 404);
});

test("questions", async () => {
  await send([interaction("asked", { channel: "web", name: "Visit" }), interaction("asked", { channel: "web", name: "Order" })]);
  const visit = { channel: "web", name: "Visit" }, order = { name: "Order" };
  const questions = { funnel: { steps: [visit, order], within: "1d" }, flow: {}, paths: { start: visit }, retention: {}, time: { start: visit, end: order }, repeats: {}, variants: { start: visit }, drivers: { start: visit, outcome: order, within: "1h" } };
  const nobody = { description: "", owner: "", department: "", region: "" };
  const touchpoint = (key, more) => ({ key, name: key, stage: "buy", ...nobody, channels: [], expects: "", emotion: "", function: "", moment_of_truth: false, links: [], barriers: [], plan: [], ...more });
  const map = { key: "told", name: "Told", kind: "line", ...nobody, drop_off_within: "30d", stages: [{ key: "buy", name: "Buy", ...nobody }], outcomes: [], adjust: [],
    touchpoints: [touchpoint("see", { match: visit }), touchpoint("order", { match: order, promise: { text: "", due: false, within: "1h", after: visit } })] };
  questions.touchpoints = { map, compare: { to: "2020-01-01T00:00:00Z" } };
  await office.until(() => call("POST", "/api/questions/funnel", { json: questions.funnel }), ({ status }) => status === 200);
  for (const [name, json] of Object.entries(questions)) {
    const answer = (await call("POST", `/api/questions/${name}`, { json, expect: 200 })).json();
    assert.ok(answer.n >= 1 && answer.position > 0, name);
    await call("POST", `/api/questions/${name}`, { json: { ...json, by: "no such dimension" }, expect: 400 });
  }
  assert.equal((await call("POST", "/api/questions/funnel/customers", { json: { question: questions.funnel, cell: { step: 1 } }, expect: 200 })).json().total, 1);
  for (const [name, question] of Object.entries(questions)) {
    assert.ok((await call("POST", `/api/questions/${name}/customers`, { json: { question }, expect: 200 })).json().total >= 1, name);
    await call("POST", `/api/questions/${name}/customers`, { json: { question, cell: { value: "no groups" } }, expect: 400 });
  }
  const variant = { question: questions.variants, cell: { activities: [visit, { channel: "web", name: "Order" }] } };
  assert.equal((await call("POST", "/api/questions/variants/customers", { json: variant, expect: 200 })).json().items.length, 1);
  await call("POST", "/api/questions/variants/customers", { json: { ...variant, cell: { activities: [] } }, expect: 400 });
  await call("POST", "/api/questions/variants", { json: { key: "colour" }, expect: 400 });
  const behind = { question: questions.touchpoints, cell: { touchpoint: "order" }, limit: 1 };
  assert.equal((await call("POST", "/api/questions/touchpoints/interactions", { json: behind, expect: 200 })).json().items[0].name, "Order");
  await call("POST", "/api/questions/touchpoints/interactions", { json: { ...behind, cursor: "none" }, expect: 400 });
  await call("POST", "/api/questions/touchpoints", { json: { journey: "none" }, expect: 404 });
  const judged = { ...map, outcomes: [{ key: "again", name: "Again", kind: "happens", match: order, within: "90d", same_case: false, good: true }], risk: { problem_rate: 0.2, complaint_rate: 0.5, satisfied: 0.4, mollified: 0.35, dissatisfied: 0.25,
    loss_satisfied: 0, loss_mollified: 0, loss_dissatisfied: 0.4, loss_silent: 0.2, told_satisfied: 0, told_mollified: 0, told_dissatisfied: 0, told_silent: 0, hearers_lost: 0 } };
  const opened = { breakpoints: [{ outcome: "again" }, { touchpoint: "order", signal: "broken" }], outcomes: [{}, { outcome: "again", start: "1999-01-01" }], risk: [{ instead: { problem_rate: 0.1 } }, {}] };
  for (const [name, [more, cell]] of Object.entries(opened)) {
    const question = { map: judged, ...more };
    assert.ok((await call("POST", `/api/questions/${name}`, { json: question, expect: 200 })).json().n >= 1, name);
    await call("POST", `/api/questions/${name}`, { json: { ...question, map: undefined }, expect: 400 });
    const { outcomes } = (await call("POST", "/api/questions/outcomes", { json: { map: judged }, expect: 200 })).json();
    if (cell.start) cell.start = outcomes[0].months.at(-1).start;
    await call("POST", `/api/questions/${name}/customers`, { json: { question, cell }, expect: 200 });
    await call("POST", `/api/questions/${name}/customers`, { json: { question, cell: { ...cell, value: "no groups" } }, expect: 400 });
  }
  assert.equal((await call("POST", "/api/questions/digest", { json: { map: judged, week: "2026-01-05" }, expect: 200 })).json().before_from, "2025-11-10");
  await call("POST", "/api/questions/digest", { json: { map: judged, week: "soon" }, expect: 400 });
  assert.equal((await call("POST", "/api/questions/scorecard", { json: { map: judged }, expect: 200 })).json().cells[0].unowned, 2);
  await call("POST", "/api/questions/scorecard", { json: { journey: "none" }, expect: 404 });
  const table = (await call("GET", `/api/export/flow?question=${encodeURIComponent(JSON.stringify({ filter: { any: [visit, order] } }))}`, { expect: 200 })).body.replace(/^\ufeff/, "").trim().split("\r\n");
  assert.ok(table.some((line) => line.startsWith("web,Visit,web,Order,1,1,")), table.join("\n"));
  await call("GET", "/api/export/flow?question={", { expect: 400 });
  const saved = (await call("POST", "/api/saved-questions", { json: { name: "Visitors", question: "funnel", asked: questions.funnel, cell: { step: 1 } }, expect: 201 })).json();
  await call("POST", "/api/saved-questions", { json: { name: "Visitors", question: "funnel", asked: questions.funnel }, expect: 409 });
  assert.equal((await call("GET", "/api/saved-questions", { expect: 200 })).json().items.length, 1);
  await call("GET", "/api/saved-questions?cursor=none", { expect: 400 });
  for (const [method, rest, json] of [["GET", ""], ["GET", "/customers"], ["PATCH", "", { name: "All visitors" }], ["DELETE", ""]]) {
    await call(method, `/api/saved-questions/${saved.id}${rest}`, { json, expect: 200 });
    await call(method, `/api/saved-questions/q99${rest}`, { json, expect: 404 });
  }
  const { items } = (await call("GET", "/api/dimensions", { expect: 200 })).json();
  assert.deepEqual(items.map(({ name }) => name), ["source", "direction", "language", "topic", "currency", "promise"]);
  assert.ok((await call("GET", "/api/dimensions/direction/values?q=i", { expect: 200 })).json().items.some(({ value }) => value === "in"));
  await call("GET", "/api/dimensions/colour/values", { expect: 400 });
  await call("GET", "/api/journey-index", { expect: 200 });
  for (const path of ["dimensions", "journey-index"]) await call("GET", `/api/${path}`, { as: "nobody", expect: 401 });
});

test("every documented operation was called, and its failures too", () => {
  const cannotFail = new Set(["DELETE /api/session", "GET /api/sign-in-ways", "GET /healthz", "GET /readyz", "GET /api/openapi.json"]);
  const missing = office.document.operations.flatMap(({ key }) => [`${key} success`, ...(cannotFail.has(key) ? [] : [`${key} error`])]).filter((each) => !office.document.exercised.has(each) && !(process.env.POSTGRES_FOR_TESTS && each === "GET /api/backup success"));
  // GET /api/customers/{id} and its like share their errors with what is below them.
  assert.deepEqual(missing, []);
});
