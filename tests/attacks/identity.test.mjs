// Attacks on who somebody is (class C 11 and 12) as far as they are seen from outside: people told apart by time, chosen
// session ids, tokens in other places than theirs, reasons given, many guesses at once.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openOffice, password, send } from "../api/office.mjs";

let office;
before(async () => {
  office = await openOffice({ name: "identity" });
});
after(() => office.close());

const typed = { "content-type": "application/json" };
const signIn = (email, given = "not the password at all", headers = {}) =>
  send(office.url, "POST", "/api/session", { headers: { ...typed, ...headers }, body: JSON.stringify({ email, password: given }) });

test("nobody finds out by time or by text who works here", async () => {
  // Hashing a password is what takes the time (a tenth of a second and more): it is done once for everybody, whoever they are.
  const hashes = async () => Number(/^throughline_password_hashes (\d+)/m.exec((await office.call("GET", "/metrics", { as: "admin key", expect: 200 })).body)[1]);
  await office.call("POST", "/api/users", { json: { email: "invited@example.com", role: "viewer" }, expect: 201 });
  const gone = (await office.call("POST", "/api/users", { json: { email: "gone@example.com", role: "viewer", password }, expect: 201 })).json();
  await office.call("PATCH", `/api/users/${gone.id}`, { json: { disabled: true }, expect: 200 });
  const texts = new Set();
  const people = { known: "viewer@example.com", another: "agent@example.com", unknown: "nobody@example.com", "without a password": "invited@example.com", disabled: "gone@example.com", "no address": "x" };
  for (const [who, email] of Object.entries(people)) {
    const before = await hashes();
    const answer = await signIn(email);
    assert.equal(answer.status, 401, who);
    texts.add(answer.body);
    assert.equal((await hashes()) - before, 1, `${who}: another amount of work`);
  }
  assert.equal(texts.size, 1, [...texts].join("\n"));
  // Also with the right password of somebody who is disabled.
  const before = await hashes();
  texts.add((await signIn("gone@example.com", password)).body);
  assert.equal((await hashes()) - before, 1);
  assert.equal(texts.size, 1);
});

test("a session that somebody chose is not the one that signing in gives", async () => {
  const chosen = office.cookies.viewer.replace(/=.*/, `=${"A".repeat(43)}`);
  const answer = await signIn("manager@example.com", password, { cookie: chosen });
  assert.equal(answer.status, 201);
  assert.ok(!answer.headers["set-cookie"][0].includes("A".repeat(43)));
  assert.equal((await send(office.url, "GET", "/api/session", { headers: { cookie: chosen } })).status, 401);
});

test("a token opens only from where it belongs", async () => {
  const token = office.cookies.admin.split("=")[1];
  const name = office.cookies.admin.split("=")[0];
  const closed = [
    { authorization: `Bearer ${token}` },
    { authorization: token },
    { cookie: `session=${office.secrets.admin}` },
    { cookie: `${name}=${office.secrets.admin}` },
    { cookie: `${name.toUpperCase()}=${token}` },
    { cookie: `${name}= ${token}` },
    { cookie: `${name}=${token.toLowerCase()}` },
    { cookie: `${name}="${token}"` },
    { cookie: `x${name}=${token}` },
    { cookie: `${name}` },
    { cookie: `${name}=` },
    { "x-session": token },
    { authorization: "Bearer " },
    { authorization: "Bearer  " },
    { authorization: "Bearer null" },
    { authorization: "Bearer undefined" },
    { authorization: `bearer${office.secrets.admin}` },
    { authorization: `Token ${office.secrets.admin}` },
    { authorization: "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1MSIsInJvbGUiOiJhZG1pbiJ9." },
    { authorization: `Bearer ${office.secrets.admin.toUpperCase()}` },
    { authorization: `Bearer ${office.secrets.admin},` },
  ];
  for (const headers of closed) {
    const answer = await send(office.url, "GET", "/api/users", { headers });
    assert.equal(answer.status, 401, `${JSON.stringify(headers)}: ${answer.status}`);
  }
  for (const place of [`?key=${office.secrets.admin}`, `?access_token=${office.secrets.admin}`, `?api_key=${office.secrets.admin}`]) {
    assert.equal((await send(office.url, "GET", `/api/users${place}`)).status, 401, place);
  }
});

test("many guesses at once are slowed down, and who knows the password still gets in from there later", async () => {
  const guesses = await Promise.all(Array.from({ length: 40 }, (_, i) => signIn("admin@example.com", `guess number ${i}`)));
  const statuses = guesses.map(({ status }) => status);
  assert.ok(
    statuses.every((status) => status === 401 || status === 429),
    statuses.join(),
  );
  assert.ok(statuses.filter((status) => status === 401).length <= 20, "at most twenty are even looked at");
  const late = guesses.find(({ status }) => status === 429);
  assert.ok(Number(late.headers["retry-after"]) > 0);
  // A session that is open is not shut by others' guesses.
  assert.equal((await send(office.url, "GET", "/api/session", { headers: { cookie: office.cookies.admin } })).status, 200);
});
