// Attacks on state (class G 26): the same thing done twice at once. Whatever the order, the folder stays sound, each answer is
// one that a person understands, and nothing is there twice.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { interaction, openOffice } from "../api/office.mjs";

let office, call;
before(async () => {
  office = await openOffice({ name: "races" });
  call = office.call;
});
after(async () => {
  assert.deepEqual((await call("GET", "/api/check", { expect: 200 })).json().findings, []);
  await office.close();
});

const tell = (interactions, headers = {}) => call("POST", "/api/interactions", { as: "write key", json: { interactions }, headers });
const customer = async (userId) => (await call("GET", `/api/customers?identity=user_id:${userId}`, { expect: 200 })).json().items[0];
const at_once = (count, ask) => Promise.all(Array.from({ length: count }, (_, i) => ask(i)));

test("one interaction sent twenty times at once is stored once", async () => {
  const one = interaction("double", { source_key: "the same" });
  const answers = await at_once(20, () => tell([one]));
  const told = answers.map((answer) => answer.json());
  assert.equal(
    told.reduce((sum, { accepted }) => sum + accepted, 0),
    1,
  );
  assert.equal(
    told.reduce((sum, { repeated }) => sum + repeated, 0),
    19,
  );
  assert.equal((await customer("double")).interactions, 1);
});

test("one order with an Idempotency-Key, sent ten times at once, is carried out once", async () => {
  await tell([interaction("left"), interaction("right")]);
  const customers = [(await customer("left")).id, (await customer("right")).id];
  const answers = await at_once(10, () => call("POST", "/api/merges", { json: { customers }, headers: { "idempotency-key": "only once" } }));
  const made = answers.filter(({ status }) => status === 201);
  assert.ok(made.length >= 1);
  assert.equal(new Set(made.map((answer) => answer.json().merge ?? answer.json().id ?? answer.body)).size, 1, made.map(({ body }) => body).join("\n"));
  for (const { status, body } of answers) assert.ok([201, 409].includes(status), `${status} ${body}`);
  assert.equal((await call("GET", `/api/merges?customer=${customers[0]}`, { expect: 200 })).json().items.length, 1);
});

test("a person joined with two others at once, and parted meanwhile, ends as one history that can be told", async () => {
  await tell(Array.from({ length: 8 }, (_, i) => interaction(`ring${i}`)));
  const ids = [];
  for (let i = 0; i < 8; i++) ids.push((await customer(`ring${i}`)).id);
  const merges = await at_once(8, (i) => call("POST", "/api/merges", { json: { customers: [ids[i], ids[(i + 1) % 8]] } }));
  for (const { status, body } of merges) assert.ok([201, 409].includes(status), `${status} ${body}`);
  const made = (await office.all("/api/merges")).filter(({ undone_at }) => !undone_at);
  const parted = await Promise.all([
    ...made.map(({ id }) => call("DELETE", `/api/merges/${id}`)),
    ...made.map(({ id }) => call("DELETE", `/api/merges/${id}`)),
    ...ids.map((id) => call("GET", `/api/customers/${id}`)),
  ]);
  for (const { status, body } of parted) assert.ok([200, 409, 410].includes(status), `${status} ${body}`);
  const roots = new Set();
  for (let i = 0; i < 8; i++) roots.add((await customer(`ring${i}`)).id);
  assert.equal(roots.size, 8, "all are parted again");
});

test("an import is undone while it runs, twice, and nothing of it stays", async () => {
  const rows = `who,at\n${Array.from({ length: 60_000 }, (_, i) => `imported${i % 500},2026-01-01T00:00:${String(i % 60).padStart(2, "0")}Z`).join("\n")}\n`;
  const upload = (await call("POST", "/api/uploads?name=rows.csv", { body: rows, headers: { "content-type": "application/octet-stream" }, expect: 201 })).json()
    .id;
  const mapping = {
    source: "race",
    files: [{ customer: { identities: [{ namespace: "user_id", column: "who" }] }, interactions: [{ channel: "store", name: "Visit", at: "at" }] }],
  };
  const { id } = (await call("POST", "/api/imports", { json: { upload, mapping }, expect: 202 })).json();
  const answers = await at_once(4, () => call("DELETE", `/api/imports/${id}`));
  for (const { status, body } of answers) assert.ok([202, 409].includes(status), `${status} ${body}`);
  assert.ok(answers.some(({ status }) => status === 202));
  await office.until(
    async () => (await call("GET", `/api/imports/${id}`)).json(),
    ({ state }) => state === "undone",
    60,
  );
  assert.equal(await customer("imported7"), undefined);
});

test("the last administrators can't shut each other out, however quickly they try", async () => {
  await call("POST", "/api/users", { json: { email: "second@example.com", role: "admin", password: "another long sentence here" }, expect: 201 });
  const admins = (await call("GET", "/api/users", { expect: 200 })).json().items.filter(({ role }) => role === "admin");
  await at_once(6, (i) =>
    call("PATCH", `/api/users/${admins[i % admins.length].id}`, { as: "admin key", json: i % 2 ? { disabled: true } : { role: "viewer" } }),
  );
  const left = (await call("GET", "/api/users", { as: "admin key", expect: 200 })).json().items.filter(({ role, disabled }) => role === "admin" && !disabled);
  assert.ok(left.length >= 1, "an administrator is left");
  for (const { id } of admins) await call("PATCH", `/api/users/${id}`, { as: "admin key", json: { role: "admin", disabled: false } });
  office.cookies.admin = await office.signIn("admin");
});
