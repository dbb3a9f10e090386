// The audit log from outside: every route that changes something leaves an entry, or stands here with the reason why not.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { command } from "../../tools/server.mjs";
import { interaction, openOffice, password, send } from "../api/office.mjs";

// What changes nothing of other people's, or is its own record.
const exceptions = {
  "POST /v1/batch": "what comes in is the log itself, with its source and key",
  "POST /v1/identify": "as /v1/batch",
  "POST /v1/track": "as /v1/batch",
  "POST /v1/page": "as /v1/batch",
  "POST /v1/screen": "as /v1/batch",
  "POST /v1/group": "as /v1/batch",
  "POST /v1/alias": "as /v1/batch",
  "POST /v1/import": "as /v1/batch",
  "POST /api/interactions": "as /v1/batch",
  "POST /api/imports/preview": "changes nothing",
  "POST /api/sign-in-link": "changes nothing",
  "POST /api/linkage/runs": "compares people and suggests; it decides nothing",
  "POST /api/journeys/propose": "nothing of it is kept",
  "POST /api/journeys/{key}/presence": "who looks at a map is kept nowhere",
  "POST /api/me/second-factor": "nothing is in force before its first code",
};

for (const question of ["funnel", "flow", "paths", "variants", "retention", "time", "repeats", "drivers", "touchpoints", "breakpoints", "outcomes", "risk"])
  for (const path of [question, `${question}/customers`]) exceptions[`POST /api/questions/${path}`] = "changes nothing";
exceptions["POST /api/questions/touchpoints/interactions"] = "changes nothing";
for (const question of ["digest", "scorecard"]) exceptions[`POST /api/questions/${question}`] = "changes nothing";

let office;
before(async () => {
  office = await openOffice({ name: "audit" });
});
after(() => office?.close());

const mapping = {
  source: "old shop",
  files: [{ file: "a.csv", customer: { identities: [{ namespace: "user_id", column: "who" }] }, interactions: [{ channel: "web", name: "Seen", at: "when" }] }],
};
const entries = async () => office.all("/api/audit");
const json = (method, path, body, more) => office.call(method, path, { json: body, ...more });

async function customerOf(user) {
  return (await office.call("GET", `/api/customers?identity=user_id:${user}`, { expect: 200 })).json().items[0]?.id;
}
async function heard(...users) {
  await json("POST", "/api/interactions", { interactions: users.map((user) => interaction(user)) }, { expect: 200 });
}

async function userOf(email) {
  return (await office.call("GET", "/api/users", { expect: 200 })).json().items.find((user) => user.email === email).id;
}
async function placeOf(list, name) {
  return (await office.call("GET", `/api/${list}`, { expect: 200 })).json().items.find((one) => one.name === name).id;
}
let secret;
/** RFC 6238 with SHA-1, 6 digits, 30 seconds; `steps` from now. */
function totp(base32, steps) {
  const bits = [...base32].map((sign) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(sign).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const hash = createHmac("sha1", key).update(counter).digest();
  return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

// How each route is made to change something; answers the verb that must be in the log afterwards.
const recipes = {
  "POST /api/session": async () => (await office.signIn("viewer"), "session.start"),
  "DELETE /api/session": async () => {
    const cookie = await office.signIn("viewer");
    await office.call("DELETE", "/api/session", { as: "nobody", headers: { cookie }, expect: 204 });
    return "session.end";
  },
  "POST /api/users": async () => (await json("POST", "/api/users", { email: "new@example.com", role: "viewer", password }, { expect: 201 }), "user.add"),
  "PATCH /api/users/{id}": async () => {
    const { items } = (await office.call("GET", "/api/users", { expect: 200 })).json();
    await json("PATCH", `/api/users/${items.find(({ email }) => email === "new@example.com").id}`, { role: "agent" }, { expect: 200 });
    return "user.change";
  },
  "POST /api/keys": async () => (await json("POST", "/api/keys", { name: "shop", scope: "write" }, { expect: 201 }), "key.add"),
  "DELETE /api/keys/{id}": async () => {
    const { items } = (await office.call("GET", "/api/keys", { expect: 200 })).json();
    await office.call("DELETE", `/api/keys/${items.find(({ name }) => name === "shop").id}`, { expect: 204 });
    return "key.remove";
  },
  "POST /api/invitations": async () => (await json("POST", "/api/invitations", { email: "invited@example.com", role: "viewer" }, { expect: 201 }), "user.add"),
  "DELETE /api/invitations/{id}": async () => {
    const { items } = (await office.call("GET", "/api/invitations", { expect: 200 })).json();
    await office.call("DELETE", `/api/invitations/${items[0].id}`, { expect: 204 });
    return "invitation.revoke";
  },
  "PATCH /api/access-settings": async () => {
    await json("PATCH", "/api/access-settings", { second_factor_from: "admin" }, { as: "admin key", expect: 200 });
    await json("PATCH", "/api/access-settings", { second_factor_from: "nobody" }, { as: "admin key", expect: 200 });
    return "settings.change";
  },
  "PUT /api/linkage/settings": async () => (await json("PUT", "/api/linkage/settings", (await office.call("GET", "/api/linkage/settings", { expect: 200 })).json(), { expect: 200 }), "settings.change"),
  "POST /api/regions": async () => (await json("POST", "/api/regions", { name: "North" }, { expect: 201 }), "region.add"),
  "PATCH /api/regions/{id}": async () => (await json("PATCH", `/api/regions/${await placeOf("regions", "North")}`, { name: "Far north" }, { expect: 200 }), "region.change"),
  "POST /api/teams": async () => (await json("POST", "/api/teams", { name: "Care" }, { expect: 201 }), "team.add"),
  "PATCH /api/teams/{id}": async () => (await json("PATCH", `/api/teams/${await placeOf("teams", "Care")}`, { name: "Customer care" }, { expect: 200 }), "team.change"),
  "PUT /api/users/{id}/place": async () => (await json("PUT", `/api/users/${await userOf("viewer@example.com")}/place`, (await office.call("GET", `/api/users/${await userOf("viewer@example.com")}/place`, { expect: 200 })).json(), { expect: 200 }), "user.place"),
  "DELETE /api/teams/{id}": async () => (await office.call("DELETE", `/api/teams/${await placeOf("teams", "Customer care")}`, { expect: 204 }), "team.remove"),
  "DELETE /api/regions/{id}": async () => (await office.call("DELETE", `/api/regions/${await placeOf("regions", "Far north")}`, { expect: 204 }), "region.remove"),
  "DELETE /api/users/{id}/sessions/{session}": async () => {
    const id = await userOf("viewer@example.com");
    await office.signIn("viewer");
    const { items } = (await office.call("GET", `/api/users/${id}/sessions`, { expect: 200 })).json();
    await office.call("DELETE", `/api/users/${id}/sessions/${items[0].id}`, { expect: 204 });
    return "session.end";
  },
  "DELETE /api/users/{id}/sessions": async () => {
    await office.signIn("viewer");
    await office.call("DELETE", `/api/users/${await userOf("viewer@example.com")}/sessions`, { expect: 204 });
    office.cookies.viewer = await office.signIn("viewer");
    return "session.end_all";
  },
  "DELETE /api/me/sessions/{session}": async () => {
    await office.signIn("manager");
    const { items } = (await office.call("GET", "/api/me/sessions", { as: "manager", expect: 200 })).json();
    await office.call("DELETE", `/api/me/sessions/${items.find((one) => !one.current).id}`, { as: "manager", expect: 204 });
    return "session.end";
  },
  "DELETE /api/me/sessions": async () => {
    await office.signIn("manager");
    await office.call("DELETE", "/api/me/sessions", { as: "manager", expect: 204 });
    return "session.end_all";
  },
  "POST /api/me/second-factor/confirmation": async () => {
    secret = (await json("POST", "/api/me/second-factor", { password }, { as: "agent", expect: 200 })).json().secret;
    await json("POST", "/api/me/second-factor/confirmation", { code: totp(secret, 0) }, { as: "agent", expect: 200 });
    return "second_factor.enrol";
  },
  "POST /api/me/recovery-codes": async () => (await json("POST", "/api/me/recovery-codes", { password, code: totp(secret, 1) }, { as: "agent", expect: 200 }), "second_factor.codes"),
  "DELETE /api/users/{id}/second-factor": async () => {
    await office.call("DELETE", `/api/users/${await userOf("agent@example.com")}/second-factor`, { expect: 204 });
    office.cookies.agent = await office.signIn("agent");
    return "second_factor.remove";
  },
  "POST /api/me/second-factor/removal": async () => {
    secret = (await json("POST", "/api/me/second-factor", { password }, { as: "manager", expect: 200 })).json().secret;
    await json("POST", "/api/me/second-factor/confirmation", { code: totp(secret, 0) }, { as: "manager", expect: 200 });
    await json("POST", "/api/me/second-factor/removal", { password, code: totp(secret, 1) }, { as: "manager", expect: 200 });
    return "second_factor.remove";
  },
  "POST /api/me/password": async () => (await json("POST", "/api/me/password", { current: password, password: `${password} and one more` }, { as: "agent", expect: 204 }), "user.password"),
  "POST /api/password-resets": async () => (await json("POST", "/api/password-resets", { user: await userOf("agent@example.com") }, { expect: 201 }), "user.reset"),
  "POST /api/sign-in-links": async () => {
    const { token } = JSON.parse(readFileSync(join(office.data, "served.json"), "utf8"));
    await json("POST", "/api/sign-in-links", { user: await userOf("agent@example.com") }, { as: "nobody", headers: { authorization: `Bearer ${token}` }, expect: 201 });
    return "user.link";
  },
  "POST /api/saved-questions": async () => (await json("POST", "/api/saved-questions", { name: "Kept", question: "flow", asked: {} }, { expect: 201 }), "question.save"),
  "PATCH /api/saved-questions/{id}": async () => (await json("PATCH", `/api/saved-questions/${await placeOf("saved-questions", "Kept")}`, { shared: true }, { expect: 200 }), "question.change"),
  "DELETE /api/saved-questions/{id}": async () => {
    const id = await placeOf("saved-questions", "Kept");
    await office.call("DELETE", `/api/saved-questions/${id}`, { expect: 200 });
    await json("PATCH", `/api/saved-questions/${id}`, { removed: false }, { expect: 200 });
    assert.equal((await entries())[0].verb, "question.bring_back");
    return "question.remove";
  },
  "POST /api/journeys": async () => (await json("POST", "/api/journeys", { key: "audited", name: "Audited", template: "circular" }, { expect: 201 }), "journey.add"),
  "PUT /api/journeys/{key}": async () => {
    const { map } = (await office.call("GET", "/api/journeys/audited", { expect: 200 })).json();
    await json("PUT", "/api/journeys/audited", { ...map, description: "as a whole" }, { expect: 200 });
    return "journey.change";
  },
  "POST /api/journeys/{key}/edits": async () => (await json("POST", "/api/journeys/audited/edits", { base: 2, edits: [{ op: "set", path: "owner", value: "Mei" }] }, { expect: 200 }), "journey.change"),
  "PATCH /api/journeys/{key}/versions/{revision}": async () => (await json("PATCH", "/api/journeys/audited/versions/2", { name: "The second" }, { expect: 200 }), "journey.name_version"),
  "POST /api/journeys/{key}/restore": async () => (await json("POST", "/api/journeys/audited/restore", { revision: 1 }, { expect: 200 }), "journey.restore"),
  "POST /api/journeys/{key}/comments": async () => (await json("POST", "/api/journeys/audited/comments", { path: "stages/buy", text: "Whose?" }, { expect: 201 }), "journey.comment"),
  "PATCH /api/journeys/{key}/comments/{id}": async () => {
    const { items } = (await office.call("GET", "/api/journeys/audited/comments", { expect: 200 })).json();
    await json("PATCH", `/api/journeys/audited/comments/${items[0].id}`, { removed: true }, { expect: 200 });
    assert.equal((await entries())[0].verb, "journey.comment_remove");
    await json("PATCH", `/api/journeys/audited/comments/${items[0].id}`, { removed: false }, { expect: 200 });
    return "journey.comment_change";
  },
  "DELETE /api/journeys/{key}": async () => (await office.call("DELETE", "/api/journeys/audited", { expect: 200 }), "journey.remove"),
  "PATCH /api/journeys/{key}": async () => (await json("PATCH", "/api/journeys/audited", { removed: false }, { expect: 200 }), "journey.bring_back"),
  "POST /api/merges": async () => {
    await heard("merge-a", "merge-b");
    await json("POST", "/api/merges", { customers: [await customerOf("merge-a"), await customerOf("merge-b")] }, { expect: 201 });
    return "merge.make";
  },
  "DELETE /api/merges/{id}": async () => {
    const { items } = (await office.call("GET", "/api/merges", { expect: 200 })).json();
    await office.call("DELETE", `/api/merges/${items[0].id}`, { expect: 200 });
    return "merge.undo";
  },
  "PATCH /api/merge-suggestions/{id}": async () => {
    await json("POST", "/api/interactions", { interactions: ["x", "y"].map((user) => ({ ...interaction(`suggest-${user}`), identities: [{ namespace: "user_id", value: `suggest-${user}` }, { namespace: "email", value: "both@example.com" }] })) }, { expect: 200 });
    const [suggestion] = await office.until(async () => (await office.call("GET", "/api/merge-suggestions")).json().items, (items) => items.length > 0);
    await json("PATCH", `/api/merge-suggestions/${suggestion.id}`, { state: "dismissed" }, { expect: 200 });
    return "suggestion.decide";
  },
  "POST /api/uploads": async () => (await office.call("POST", "/api/uploads?name=a.csv", { body: "when,who\n2026-01-01,a\n", headers: { "content-type": "text/csv" }, expect: 201 }), "upload.add"),
  "POST /api/imports": async () => {
    const upload = (await office.call("POST", "/api/uploads?name=a.csv", { body: "when,who\n2026-01-01,imported\n", headers: { "content-type": "text/csv" }, expect: 201 })).json().id;
    const answer = await json("POST", "/api/imports", { upload, mapping }, { expect: 202 });
    await office.until(async () => (await office.call("GET", `/api/imports/${answer.json().id}`)).json(), ({ state }) => state === "done" || state === "failed");
    return "import.start";
  },
  "DELETE /api/imports/{id}": async () => {
    const { items } = (await office.call("GET", "/api/imports", { expect: 200 })).json();
    await office.call("DELETE", `/api/imports/${items[0].id}`, { expect: 202 });
    await office.until(async () => (await office.call("GET", `/api/imports/${items[0].id}`)).json(), ({ state }) => state === "undone");
    return "import.undo";
  },
  "POST /api/customers/{id}/consents": async () => {
    await heard("asked");
    await json("POST", `/api/customers/${await customerOf("asked")}/consents`, { purpose: "marketing", state: "given", how: "form" }, { expect: 201 });
    return "consent.record";
  },
  "POST /api/customers/{id}/corrections": async () => {
    await heard("wrong");
    await json("POST", `/api/customers/${await customerOf("wrong")}/corrections`, { kind: "name", name: "Right", reason: "told so" }, { expect: 201 });
    return "customer.correct";
  },
  "DELETE /api/corrections/{id}": async () => {
    const id = await customerOf("wrong");
    const { items } = (await office.call("GET", `/api/customers/${id}/corrections`, { expect: 200 })).json();
    await office.call("DELETE", `/api/corrections/${items[0].id}`, { expect: 200 });
    return "customer.correct_undo";
  },
  "POST /api/erasures": async () => {
    await heard("leaving");
    await json("POST", "/api/erasures", { customer: await customerOf("leaving"), reason: "by letter" }, { expect: 202 });
    return "customer.erase";
  },
  "DELETE /api/erasures/{id}": async () => {
    const { items } = (await office.call("GET", "/api/erasures?state=waiting", { expect: 200 })).json();
    await office.call("DELETE", `/api/erasures/${items[0].id}`, { expect: 200 });
    return "customer.erase_cancel";
  },
};
test("every route that changes something is in the audit log, or stands here with a reason", async () => {
  const left = office.document.operations.map(({ method, pattern }) => `${method} ${pattern}`).filter((route) => !route.startsWith("GET ") && !route.startsWith("HEAD ") && !exceptions[route]);
  const done = new Set();
  for (const [route, recipe] of Object.entries(recipes)) {
    if (!left.includes(route)) continue;   // the table may be ahead of the routes
    const before = (await entries())[0]?.id;
    const verb = await recipe();
    const fresh = [];
    for (const entry of await entries()) {
      if (entry.id === before) break;
      fresh.push(entry);
    }
    assert.ok(fresh.some((entry) => entry.verb === verb), `${route} left no "${verb}", but ${fresh.map((entry) => entry.verb)}`);
    done.add(route);
  }
  const proof = (await office.call("GET", "/api/audit/proof", { expect: 200 })).json();
  assert.deepEqual(proof.findings, []);
  const unknown = left.filter((route) => !done.has(route));
  assert.deepEqual(unknown, [], "give each a recipe here, or an exception with its reason");
});

test("changed settings are told field by field, before and after", async () => {
  const settings = (await office.call("GET", "/api/linkage/settings", { expect: 200 })).json();
  const { email } = settings.traits;
  await json("PUT", "/api/linkage/settings", { ...settings, look: 0.625, traits: { ...settings.traits, email: [...email, "post"] } }, { expect: 200 });
  assert.deepEqual((await entries())[0].details, { look: [settings.look, 0.625], "traits.email": [email, [...email, "post"]] });
  await json("PUT", "/api/linkage/settings", settings, { expect: 200 });
});

test("reading everything is written down too, and who was refused", async () => {
  await office.call("GET", "/api/export/customers", { expect: 200, documented: false });
  assert.equal((await entries())[0].verb, "export");
  await office.call("GET", "/api/users", { as: "viewer", expect: 403 });
  const refused = (await office.all("/api/audit?outcome=refused"))[0];
  assert.equal(refused.who_name, "viewer@example.com");
  assert.equal(refused.object_id, "users.manage");
  await send(office.url, "POST", "/api/session", { headers: { "content-type": "application/json" }, body: JSON.stringify({ email: "admin@example.com", password: "wrong but long enough" }) });
  assert.equal((await office.all("/api/audit?outcome=refused&what=session."))[0].details.why, "password");
});

test("the command line reads the same, and its own doings are in it", async () => {
  const printed = command(["audit", "--data", office.data, "--what", "user.", "--json"]).trim().split("\n").map((line) => JSON.parse(line));
  assert.ok(printed.some((entry) => entry.verb === "user.add" && entry.who_kind === "operator"));
  const head = JSON.parse(command(["audit", "head", "--data", office.data]));
  assert.match(head.hash, /^[0-9a-f]{64}$/);
  const csv = await office.call("GET", "/api/audit/export?what=user.", { expect: 200, documented: false });
  assert.match(csv.body, /^\uFEFFnumber,at,who_kind/);
});
