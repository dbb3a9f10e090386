// Attacks by looking (class G 27): secrets in logs, errors, files and answers; lines forged into the log. Every secret of an
// office is made, used rightly and wrongly, and then searched in all that the server wrote: its output and its whole folder.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { interaction, openOffice, password, send } from "../api/office.mjs";

let office, call;
before(async () => {
  office = await openOffice({ name: "secrets", args: ["--log-level", "debug"] });
  call = office.call;
});
after(() => office.close());

const typed = { "content-type": "application/json" };

function* filesBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile()) yield path;
  }
}

test("no secret stands in the log, in an answer, or in any file but the operator's own mark", async () => {
  const guessed = "canary-of-a-guessed-password-7781";
  const secrets = { password, guessed, write: office.secrets.write, read: office.secrets.read, admin: office.secrets.admin };
  for (const [role, cookie] of Object.entries(office.cookies)) secrets[`session of ${role}`] = cookie.split("=")[1];
  const answers = [];
  const ask = async (...sent) => answers.push(await send(office.url, ...sent));
  await ask("POST", "/api/session", { headers: typed, body: JSON.stringify({ email: "admin@example.com", password: guessed }) });
  await ask("POST", "/api/session", { headers: typed, body: JSON.stringify({ email: guessed, password: guessed, more: guessed }) });
  await ask("POST", "/api/session", { headers: typed, body: `{"email":"admin@example.com","password":"${guessed}` });
  await ask("GET", "/api/users", { headers: { authorization: `Bearer ${office.secrets.write}` } });
  await ask("GET", "/api/users", { headers: { authorization: `Bearer ${office.secrets.admin}x` } });
  await ask("GET", "/api/users", { headers: { cookie: `${office.cookies.admin}x` } });
  await ask("POST", "/v1/track", { headers: typed, body: JSON.stringify({ writeKey: office.secrets.write, event: "E", userId: "u", messageId: "m1" }) });
  await ask("POST", "/v1/track", { headers: typed, body: JSON.stringify({ writeKey: `${office.secrets.write}`, event: 7, userId: "u" }) });
  const made = (await call("POST", "/api/keys", { json: { name: "canary", scope: "read" }, headers: { "idempotency-key": "k-1" } })).json();
  secrets.made = made.key;
  const invited = (
    await call("POST", "/api/users", { json: { email: "canary@example.com", role: "viewer", password: "canary password of a new person" }, expect: 201 })
  ).json();
  secrets.given = "canary password of a new person";
  answers.push({ body: JSON.stringify(invited) });
  await call("GET", "/api/keys", { expect: 200 }).then((answer) => answers.push(answer));
  await call("GET", "/api/users", { expect: 200 }).then((answer) => answers.push(answer));
  await call("POST", "/api/interactions", { as: "write key", json: { interactions: [interaction("u")] }, expect: 200 });
  for (const [name, secret] of Object.entries(secrets)) {
    assert.ok(typeof secret === "string" && secret.length > 10, name);
    assert.ok(!office.server.output().includes(secret), `${name} stands in the log`);
    if (name !== "made") for (const { body } of answers) assert.ok(!body.includes(secret), `${name} stands in the answer ${body.slice(0, 200)}`);
  }
  for (const path of filesBelow(office.data)) {
    const bytes = readFileSync(path);
    for (const [name, secret] of Object.entries(secrets)) assert.ok(!bytes.includes(Buffer.from(secret)), `${name} stands in ${path}`);
  }
  // The search finds what is there: the stored hash of a key.
  const hash = createHash("sha256").update(office.secrets.read).digest("hex");
  assert.ok(
    [...filesBelow(office.data)].some((path) => readFileSync(path).includes(Buffer.from(hash))),
    "the folder was not searched well",
  );
});

test("what only the server may read, only the server may read", () => {
  assert.equal(statSync(office.data).mode & 0o077, 0, "the data folder is nobody else's");
  assert.equal(statSync(join(office.data, "served.json")).mode & 0o077, 0, "the operator's mark is nobody else's");
});

test("nothing that is sent becomes a line of the log", async () => {
  const forged = '\n{"level":"info","event":"forged"}\r\n2026-01-01 forged line';
  await send(office.url, "GET", `/api/${encodeURIComponent(forged)}`, { headers: { "user-agent": "x", authorization: `Bearer ${office.secrets.write}` } });
  await call("POST", "/api/session", { as: "nobody", json: { email: `a@example.com${forged}`, password: "some words of mine" } });
  await call("POST", "/api/keys", { json: { name: `k${forged}`, scope: "read" }, wrong: true });
  await call("POST", `/api/uploads?name=${encodeURIComponent(`u${forged}`)}`, { body: "a,b\n1,2\n", headers: { "content-type": "application/octet-stream" } });
  await call("POST", "/api/interactions", { as: "write key", json: { interactions: [interaction(`u${forged}`, { name: `n${forged}` })] } });
  for (const line of office.server.output().split("\n")) assert.doesNotMatch(line, /^(\{"level":"info","event":"forged"|2026-01-01 forged)/);
  assert.doesNotMatch(office.server.output(), /\u001b|\r/);
});

test("an error tells nothing of the inside", async () => {
  for (const [method, path, body] of [
    ["GET", "/api/customers?cursor=%F0%9F%98%80"],
    ["GET", "/api/customers/c99999999"],
    ["POST", "/api/merges", "{"],
    ["PUT", "/api/nothing", "{}"],
  ]) {
    const answer = await send(office.url, method, path, { headers: { authorization: `Bearer ${office.secrets.admin}`, ...typed }, body });
    assert.ok(answer.status >= 400 && answer.status < 500, path);
    assert.doesNotMatch(answer.body, new RegExp(`sqlite|select |\\.cpp|0x[0-9a-f]{6}|${office.data}`, "i"), path);
    assert.equal(answer.headers.server, undefined);
    assert.equal(answer.headers["x-powered-by"], undefined);
  }
});
