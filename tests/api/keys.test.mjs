// What a key that was granted single rights can win for itself, and what passes by the Idempotency-Key.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { isProblem, openOffice, password } from "./office.mjs";

let office, grants;
before(async () => {
  office = await openOffice({ name: "keys" });
  const made = await office.call("POST", "/api/keys", { as: "admin", json: { name: "people office", scope: "custom", grants: ["write:users"] } });
  assert.equal(made.status, 201, made.body);
  grants = { authorization: `Bearer ${made.json().key}` };
});
after(() => office?.close());

const byKey = (method, path, json) => office.call(method, path, { as: "nobody", headers: grants, json });

test("a key with write:users makes and changes viewers and agents, nobody above", async () => {
  for (const role of ["manager", "admin"]) {
    isProblem(await byKey("POST", "/api/invitations", { email: `${role}@new.example.com`, name: "New", role }), 403, role);
    isProblem(await byKey("POST", "/api/users", { email: `${role}@new.example.com`, name: "New", role }), 403, role);
  }
  const invited = await byKey("POST", "/api/invitations", { email: "agent@new.example.com", name: "New", role: "agent" });
  assert.equal(invited.status, 201, invited.body);
  const users = (await office.call("GET", "/api/users", { as: "admin" })).json().items;
  const agent = users.find(({ email }) => email === "agent@new.example.com");
  isProblem(await byKey("PATCH", `/api/users/${agent.id}`, { role: "admin" }), 403, "raised");
  const admin = users.find(({ role }) => role === "admin");
  const { id } = admin;
  isProblem(await byKey("PATCH", `/api/users/${id}`, { disabled: true }), 403, "disabled");
  isProblem(await byKey("DELETE", `/api/users/${id}/second-factor`), 403, "second factor");
  isProblem(await byKey("DELETE", `/api/users/${id}/sessions`), 403, "sessions");
  isProblem(await byKey("POST", "/api/password-resets", { user: id }), 403, "password");
  isProblem(await byKey("PUT", `/api/users/${id}/place`, { sight: "regions", regions: [], teams: [] }), 403, "place");
  isProblem(await byKey("PATCH", "/api/access-settings", { second_factor: "optional" }), 403, "settings");
  assert.equal((await byKey("PATCH", `/api/users/${agent.id}`, { role: "viewer" })).status, 200);
  assert.equal((await office.call("GET", "/api/me/sessions", { as: "admin" })).status, 200, "the admin is where they were");
});

test("what a key was granted stands in the audit log", async () => {
  const entries = (await office.call("GET", "/api/audit?what=key.add", { as: "admin" })).json().items;
  assert.ok(entries.some(({ details }) => details?.grants === "write:users"), JSON.stringify(entries.slice(0, 2)));
});

test("a secret is not kept for an Idempotency-Key: each request is done anew", async () => {
  const begin = () => office.call("POST", "/api/me/second-factor", { as: "agent", json: { password }, headers: { "idempotency-key": "the same" } });
  const [one, two] = [await begin(), await begin()];
  assert.ok(one.status < 300 && two.status < 300, one.body + two.body);
  assert.notEqual(one.json().secret, two.json().secret);
  assert.equal(two.headers["idempotency-replayed"], undefined);
});

test("a name that is not said is no correction, and a source holds no control characters", async () => {
  const event = (key, source) => ({ source_key: key, channel: "web", name: "Seen", at: "2026-01-01T00:00:00Z", identities: [{ namespace: "user_id", value: "u-1" }], source });
  const sent = await office.call("POST", "/api/interactions", { as: "admin key", json: { interactions: [event("n1", "a\u0000b"), event("n2", "shop")] } });
  assert.ok(sent.status < 300, sent.body);
  const { items } = (await office.call("GET", "/api/customers?identity=user_id:u-1", { as: "admin" })).json();
  const timeline = (await office.call("GET", `/api/customers/${items[0].id}/timeline`, { as: "admin" })).json().items;
  for (const { source } of timeline) assert.ok(!source.includes("\u0000"), JSON.stringify(source));
  assert.equal(timeline.length, 2);
  isProblem(await office.call("POST", `/api/customers/${items[0].id}/corrections`, { as: "admin", json: { kind: "name", value: "Wang", reason: "slip" } }), 400, "no name");
});
