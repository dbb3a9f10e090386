// Who may do what: every documented route × every caller, against a table that stands here a second time, by hand.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { isProblem, openOffice, roles, send } from "./office.mjs";

const callers = ["nobody", ...roles, "write key", "read key", "admin key"];
const from = (role) => roles.slice(roles.indexOf(role));

const may = {
  open: callers,
  self: from("viewer"),
  "customers.read": [...from("viewer"), "read key", "admin key"],
  "linkage.read": [...from("viewer"), "read key", "admin key"],
  "questions.ask": [...from("viewer"), "read key", "admin key"],
  "questions.save": [...from("viewer"), "admin key"],
  "journeys.read": [...from("viewer"), "read key", "admin key"],
  "journeys.edit": [...from("manager"), "admin key"],
  "journeys.comment": [...from("agent"), "admin key"],
  "customers.merge": [...from("agent"), "admin key"],
  "customers.correct": [...from("agent"), "admin key"],
  "customers.erase": [...from("manager"), "admin key"],
  "customers.export": [...from("manager"), "admin key"],
  "audit.read": [...from("manager"), "admin key"],
  "imports.manage": [...from("manager"), "admin key"],
  "interactions.write": [...from("manager"), "write key", "admin key"],
  export: [...from("manager"), "admin key"],
  "users.manage": ["admin", "admin key"],
  "access.manage": ["admin", "admin key"],
  "keys.manage": ["admin", "admin key"],
  command_line: [],
  operate: ["admin", "admin key"],
  backup: ["admin"],
};
// Open to the gate, because the key may stand in the body; the handler asks for one that may write.
const byWriteKey = ["write key", "admin key"];
const isTracking = (pattern) => /^\/v1\/[a-z]+$/.test(pattern);

let office;
before(async () => {
  office = await openOffice();
});
after(() => office?.close());

// A request that changes nothing whoever sends it: nobody has these ids, and no body is right.
function harmless(method, pattern) {
  const path = pattern.replace(/\{\w+\}/g, "none");
  if (method === "GET" || method === "DELETE") return { path };
  if (pattern === "/api/uploads") return { path, body: "", headers: { "content-type": "application/octet-stream" } };
  return { path, json: isTracking(pattern) ? {} : { nonsense: true } };
}

test("every documented route, asked by everybody", async () => {
  const wrong = [];
  for (const { method, pattern, operation } of office.document.operations) {
    const permission = operation["x-permission"];
    assert.ok(may[permission], `${method} ${pattern} asks for "${permission}"; add it to the table of this test`);
    const allowed = isTracking(pattern) ? byWriteKey : may[permission];
    for (const caller of callers) {
      const { path, ...request } = harmless(method, pattern);
      // Whoever signs out must come back, so a session of its own is ended.
      const own = method === "DELETE" && pattern === "/api/session" && roles.includes(caller);
      const as = own ? { as: "nobody", headers: { cookie: await office.signIn(caller) } } : { as: caller };
      const answer = await office.call(method, path, { ...request, ...as, wrong: true });
      const passed = answer.status !== 401 && answer.status !== 403;
      if (answer.status >= 500) wrong.push(`${method} ${pattern} by ${caller}: ${answer.status} ${answer.body}`);
      if (passed !== allowed.includes(caller)) wrong.push(`${method} ${pattern} (${permission}) by ${caller}: ${answer.status}`);
      if (!passed) {
        const known = roles.includes(caller) && !isTracking(pattern) ? true : caller.endsWith("key");
        isProblem(answer, known ? 403 : 401, `${method} ${pattern} by ${caller}`);
      }
    }
  }
  assert.deepEqual(wrong, []);
});

test("credentials that are not right open nothing, and are told apart from none", async () => {
  const { secrets, cookies, url } = office;
  const session = cookies.admin.split("=")[1];
  const basic = (text) => `Basic ${Buffer.from(text).toString("base64")}`;
  const bad = {
    "an unknown key": { authorization: "Bearer tla_0000000000000000000000000000000000000000000" },
    "an empty key": { authorization: "Bearer " },
    "a key with a blank before it": { authorization: `Bearer  ${secrets.admin}` },
    "a key in capitals": { authorization: `Bearer ${secrets.admin.toUpperCase()}` },
    "half a key": { authorization: `Bearer ${secrets.admin.slice(0, -4)}` },
    "a key with more behind it": { authorization: `Bearer ${secrets.admin}x` },
    "a key as a session": { cookie: `throughline_session=${secrets.admin}` },
    "a session as a key": { authorization: `Bearer ${session}` },
    "an unknown session": { cookie: "throughline_session=0000000000000000000000000000000000000000000" },
    "an empty session": { cookie: "throughline_session=" },
    "a token of the operator that is made up": { authorization: "Bearer tlo_0000000000000000000000000000000000000000000" },
    "a password": { authorization: basic("admin@example.com:four words nobody else has") },
    "a JWT without a signature": { authorization: "Bearer eyJhbGciOiJub25lIn0.eyJyb2xlIjoiYWRtaW4ifQ." },
    "a name from a proxy": { "x-remote-user": "admin@example.com", "x-forwarded-user": "admin@example.com", user: "admin" },
    "a very long key": { authorization: `Bearer ${"x".repeat(20000)}` },
  };
  for (const [what, headers] of Object.entries(bad)) {
    isProblem(await send(url, "GET", "/api/users", { headers }), 401, what);
  }
  // A right key beside a wrong one is not a right one.
  const twice = await send(url, "GET", "/api/users", { headers: ["Host", new URL(url).host, "Authorization", `Bearer ${secrets.admin}`, "Authorization", "Bearer x"] });
  isProblem(twice, 401, "two Authorization headers");
});

test("nobody finds out by text who works here", async () => {
  const ask = (email) => office.call("POST", "/api/session", { as: "nobody", json: { email, password: "a guess of mine" } });
  const [known, unknown] = [await ask("agent@example.com"), await ask("not-here@example.com")];
  assert.equal(known.status, 401);
  assert.equal(known.body, unknown.body);
});

test("a session ends when it is signed out, when the password changes and when the person is disabled", async () => {
  const { items } = (await office.call("GET", "/api/users")).json();
  const viewer = items.find((user) => user.email === "viewer@example.com");
  const stillIn = async (cookie) => (await send(office.url, "GET", "/api/session", { headers: { cookie } })).status === 200;

  const first = await office.signIn("viewer");
  const second = await office.signIn("viewer");
  assert.notEqual(first, second);
  await office.call("DELETE", "/api/session", { as: "nobody", headers: { cookie: first }, expect: 204 });
  assert.deepEqual([await stillIn(first), await stillIn(second)], [false, true]);

  const fourth = await office.signIn("viewer");
  const changed = await send(office.url, "POST", "/api/me/password", {
    headers: { cookie: second, "content-type": "application/json", origin: office.url },
    body: JSON.stringify({ current: "four words nobody else has", password: "another sentence of five words" }),
  });
  assert.equal(changed.status, 204, changed.body);
  assert.deepEqual([await stillIn(second), await stillIn(fourth)], [false, false]);
  assert.equal(await stillIn(changed.headers["set-cookie"][0].split(";")[0]), true, "who changed it goes on");
  // Nobody sets another's password: a link lets them choose one.
  isProblem(await office.call("PATCH", `/api/users/${viewer.id}`, { json: { password: "chosen by somebody else" }, wrong: true }), 400);
  const { link } = (await office.call("POST", "/api/password-resets", { json: { user: viewer.id }, expect: 201 })).json();
  await office.call("POST", "/api/session", { as: "nobody", json: { link: link.split("=")[1], password: "four words nobody else has" }, expect: 201 });

  const third = await office.signIn("viewer");
  await office.call("PATCH", `/api/users/${viewer.id}`, { json: { disabled: true }, expect: 200 });
  assert.equal(await stillIn(third), false);
  isProblem(await office.call("POST", "/api/session", { as: "nobody", json: { email: "viewer@example.com", password: "four words nobody else has" } }), 401);
  await office.call("PATCH", `/api/users/${viewer.id}`, { json: { disabled: false }, expect: 200 });
});

test("a role counts from the moment it is given, and needs a new session", async () => {
  const { items } = (await office.call("GET", "/api/users")).json();
  const agent = items.find((user) => user.email === "agent@example.com");
  const imports = async (cookie) => (await send(office.url, "GET", "/api/imports", { headers: { cookie } })).status;
  const before = await office.signIn("agent");
  assert.equal(await imports(before), 403);
  await office.call("PATCH", `/api/users/${agent.id}`, { json: { role: "manager" }, expect: 200 });
  assert.equal(await imports(before), 401);
  const raised = await office.signIn("agent");
  assert.equal(await imports(raised), 200);
  await office.call("PATCH", `/api/users/${agent.id}`, { json: { role: "agent" }, expect: 200 });
  assert.equal(await imports(raised), 401);
  office.cookies.agent = await office.signIn("agent");
  assert.equal(await imports(office.cookies.agent), 403);
});

test("members that are not for the sender to set are refused", async () => {
  for (const json of [{ email: "y@example.com", role: "viewer", id: "u1" }, { email: "y@example.com", role: "viewer", created_at: "2020-01-01T00:00:00Z" }]) {
    isProblem(await office.call("POST", "/api/users", { json }), 400);
  }
  isProblem(await office.call("PATCH", "/api/users/u1", { json: { email: "taken@example.com" } }), 400);
});

test("guessing passwords is slowed down, and says for how long", async () => {
  const guess = () => office.call("POST", "/api/session", { as: "nobody", json: { email: "manager@example.com", password: "a guess of mine" } });
  let answer;
  for (let tries = 0; tries < 12; tries++) {
    answer = await guess();
    if (answer.status === 429) break;
    assert.equal(answer.status, 401);
  }
  isProblem(answer, 429);
  assert.ok(Number(answer.headers["retry-after"]) >= 1, "Retry-After is told");
  // Not even the right password, until the time is over; what is open already stays open.
  isProblem(await office.call("POST", "/api/session", { as: "nobody", json: { email: "manager@example.com", password: "four words nobody else has" } }), 429);
  await office.call("GET", "/api/session", { as: "manager", expect: 200 });
});
