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
  // Within what an address may try; a password is hashed at every try, or knowing people would take a hundred times as long.
  const known = [],
    unknown = [],
    texts = new Set();
  const timed = async (list, email) => {
    const began = process.hrtime.bigint();
    const answer = await signIn(email);
    list.push(Number(process.hrtime.bigint() - began));
    assert.equal(answer.status, 401);
    texts.add(answer.body);
  };
  for (let i = 0; i < 4; i++) {
    await timed(known, ["viewer@example.com", "agent@example.com"][i % 2]);
    await timed(unknown, `nobody${i}@example.com`);
  }
  const middle = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
  const ratio = middle(known) / middle(unknown);
  assert.ok(ratio > 0.2 && ratio < 5, `known people take ${ratio.toFixed(2)} times as long`);
  assert.equal(texts.size, 1, [...texts].join("\n"));
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
