// Every limit of src/base/limits.h that one request can reach: at the limit it is taken, one beyond it is refused with its
// reason. Where the others are tried: README.md.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readLimits } from "../../tools/limits-page.mjs";
import { interaction, isProblem, openOffice, send } from "../api/office.mjs";

const limits = Object.fromEntries(readLimits().flatMap((part) => part.limits.map(({ name, value }) => [name, value])));
let office, call;
before(async () => {
  office = await openOffice({ name: "limits" });
  call = office.call;
});
after(async () => {
  assert.deepEqual((await call("GET", "/api/check", { expect: 200 })).json().findings, []);
  await office.close();
});

const tell = (interactions) => call("POST", "/api/interactions", { as: "write key", json: { interactions } });
const x = (count) => "x".repeat(count);

async function refusedByPosition(make, limit, field) {
  const { accepted, rejected } = (await tell([make(limit), make(limit + 1)])).json();
  assert.equal(accepted, 1, `${field} of ${limit}: ${JSON.stringify(rejected)}`);
  assert.equal(rejected[0]?.position, 1, field);
  assert.ok(rejected[0].reason ?? rejected[0].detail ?? rejected[0].message ?? rejected[0].error, JSON.stringify(rejected[0]));
}

test("an interaction", async () => {
  await refusedByPosition((n) => interaction("a", { source_key: x(n) }), limits.key_bytes, "source_key");
  await refusedByPosition((n) => interaction("a", { name: x(n) }), limits.key_bytes, "name");
  await refusedByPosition((n) => interaction("a", { conversation: x(n) }), limits.key_bytes, "conversation");
  await refusedByPosition((n) => interaction("a", { topic: x(n) }), limits.key_bytes, "topic");
  await refusedByPosition((n) => interaction(x(n)), limits.key_bytes, "identifier");
  await refusedByPosition((n) => interaction("a", { text: x(n) }), limits.text_bytes, "text");
  await refusedByPosition((n) => interaction("a", { channel: x(n) }), limits.channel_bytes, "channel");
  await refusedByPosition((n) => interaction("a", { language: x(n) }), limits.language_bytes, "language");
  await refusedByPosition((n) => interaction("a", { customer: { traits: { t: x(n - 8) } } }), limits.traits_bytes, "traits"); // {"t":"…"}
  await refusedByPosition((n) => interaction("a", { properties: { p: x(n - 8) } }), limits.event_bytes, "properties");
  await refusedByPosition(
    (n) => interaction("a", { identities: Array.from({ length: n }, (_, i) => ({ namespace: "device", value: `d${i}` })) }),
    limits.identities_per_event,
    "identities",
  );
  const subject = interaction("subject", { subject: x(limits.subject_bytes + 1) });
  assert.equal((await tell([subject])).json().accepted, 1);
  const { id } = (await call("GET", "/api/customers?identity=user_id:subject", { expect: 200 })).json().items[0];
  assert.equal((await call("GET", `/api/customers/${id}/timeline`, { expect: 200 })).json().items[0].subject.length, limits.subject_bytes);
});

test("a request of interactions", async () => {
  assert.equal((await tell(Array.from({ length: limits.batch_events }, () => interaction("many")))).json().accepted, limits.batch_events);
  isProblem(await tell(Array.from({ length: limits.batch_events + 1 }, () => interaction("many"))), 413);
});

test("JSON", async () => {
  const post = (body) =>
    send(office.url, "POST", "/api/merges", { headers: { authorization: `Bearer ${office.secrets.admin}`, "content-type": "application/json" }, body });
  const deep = (n) => `${"[".repeat(n)}${"]".repeat(n)}`;
  assert.match(isProblem(await post(deep(limits.json_depth)), 400).detail, /(?!.*JSON)/);
  assert.match(isProblem(await post(deep(limits.json_depth + 1)), 400).detail, /not JSON/);
  const values = (n) => `[${Array.from({ length: n - 1 }, () => 0).join()}]`;
  isProblem(await post(values(limits.json_values)), 400);
  assert.match(isProblem(await post(values(limits.json_values + 1)), 413).detail, /more than 1000000 values/);
});

test("lists and searches", async () => {
  for (const path of ["/api/customers", "/api/merges", "/api/imports", "/api/merge-suggestions"]) {
    await call("GET", `${path}?limit=${limits.page_rows}`, { expect: 200 });
    for (const wrong of [limits.page_rows + 1, 0, -1]) isProblem(await call("GET", `${path}?limit=${wrong}`), 400, path);
  }
  await call("GET", `/api/customers?q=${x(limits.query_bytes)}`, { expect: 200 });
  const longer = await call("GET", `/api/customers?q=${x(limits.query_bytes + 1)}`);
  assert.ok(longer.status === 400 || longer.json().items.length === 0);
});

test("keys, people, passwords, reasons, idempotency keys", async () => {
  const both = async (make, limit, status) => {
    const within = await make(limit);
    assert.ok(within.status < 300, `${limit}: ${within.status} ${within.body.slice(0, 200)}`);
    isProblem(await make(limit + 1), status);
  };
  await both((n) => call("POST", "/api/keys", { json: { name: x(n), scope: "read" } }), limits.key_name_bytes, 400);
  await both(
    (n) => call("POST", "/api/users", { json: { email: `n${n}@example.com`, name: x(n), role: "viewer", password: "words that are long enough" } }),
    limits.person_name_bytes,
    400,
  );
  await both(
    (n) => call("POST", "/api/users", { json: { email: `${x(n - 12)}@example.com`, role: "viewer", password: "words that are long enough" } }),
    limits.email_bytes,
    400,
  );
  const secret = (n) => Array.from({ length: n }, (_, i) => String.fromCharCode(97 + ((i * 7) % 26))).join("");
  await both((n) => call("POST", "/api/users", { json: { email: `p${n}@example.com`, role: "viewer", password: secret(n) } }), limits.password_bytes, 400);
  isProblem(await call("POST", "/api/users", { json: { email: "short@example.com", role: "viewer", password: secret(limits.password_characters - 1) } }), 400);
  const people = [];
  for (let i = 0; i < 4; i++) {
    await tell([interaction(`reason${i}`)]);
    people.push((await call("GET", `/api/customers?identity=user_id:reason${i}`, { expect: 200 })).json().items[0].id);
  }
  isProblem(await call("POST", "/api/merges", { json: { customers: [people[0], people[1]], reason: x(limits.reason_bytes + 1) } }), 400);
  await call("POST", "/api/merges", { json: { customers: [people[0], people[1]], reason: x(limits.reason_bytes) }, expect: 201 });
  isProblem(
    await call("POST", "/api/merges", { json: { customers: [people[2], people[3]] }, headers: { "idempotency-key": x(limits.idempotency_key_bytes + 1) } }),
    400,
  );
  await call("POST", "/api/merges", {
    json: { customers: [people[2], people[3]] },
    headers: { "idempotency-key": x(limits.idempotency_key_bytes) },
    expect: 201,
  });
});

test("the columns and rows of a file", { timeout: 120_000 }, async () => {
  const upload = async (body) =>
    (await call("POST", "/api/uploads?name=wide.csv", { body, headers: { "content-type": "application/octet-stream" }, expect: 201 })).json().id;
  const wide = (n) => `${Array.from({ length: n }, (_, i) => `c${i}`).join()}\n${Array.from({ length: n }, () => 1).join()}\n`;
  await call("GET", `/api/uploads/${await upload(wide(limits.import_columns))}/preview`, { expect: 200 });
  isProblem(await call("GET", `/api/uploads/${await upload(wide(limits.import_columns + 1))}/preview`), 413);
  const mapping = {
    source: "limits",
    files: [{ customer: { identities: [{ namespace: "user_id", column: "who" }] }, interactions: [{ channel: "store", name: "Visit", at: "at" }] }],
  };
  const row = (who, bytes) => `${who},2026-01-02,${x(bytes - who.length - 12)}\n`;
  const rows = `who,at,more\nshort,2026-01-01,x\n${row("within", limits.import_row_bytes)}${row("beyond", limits.import_row_bytes + 1)}last,2026-01-03,x\n`;
  const { id } = (await call("POST", "/api/imports", { json: { upload: await upload(rows), mapping }, expect: 202 })).json();
  const done = await office.until(
    async () => (await call("GET", `/api/imports/${id}`)).json(),
    ({ state }) => state === "done" || state === "failed",
    60,
  );
  assert.equal(done.state, "done");
  assert.equal(done.rows_added, 3, JSON.stringify(done));
  assert.equal(done.rows_rejected, 1);
});

test("uploaded files and keys in use are counted", { timeout: 120_000 }, async () => {
  let last;
  for (let i = 0; i <= limits.keys; i += 20) {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, k) => call("POST", "/api/keys", { json: { name: `key ${i + k}`, scope: "read" } })));
    last = answers.find(({ status }) => status !== 201) ?? last;
    if (last) break;
  }
  assert.match(isProblem(last, 409).detail, /1000 keys/);
  const { items } = (await call("GET", "/api/keys", { expect: 200 })).json();
  await call("DELETE", `/api/keys/${items.at(-1).id}`);
  await call("POST", "/api/keys", { json: { name: "one more", scope: "read" }, expect: 201 });
});
