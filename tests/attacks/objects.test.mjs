// Attacks on access (classes B 6–9): every documented route with ids that are foreign, odd, huge or code; members that
// nobody offered; keys on every route. The routes are read off the OpenAPI document, so a new one is attacked at once.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { interaction, openOffice, send } from "../api/office.mjs";

let office;
before(async () => {
  office = await openOffice({ name: "objects" });
  await office.call("POST", "/api/interactions", { as: "write key", json: { interactions: [interaction("ann"), interaction("ben")] }, expect: 200 });
});
after(async () => {
  assert.deepEqual((await office.call("GET", "/api/check", { expect: 200 })).json().findings, []);
  await office.close();
});

const odd = [
  "0",
  "-1",
  "c0",
  "c-1",
  "c01",
  "C1",
  " c1",
  "c1 ",
  "c1.0",
  "c1e3",
  "c+1",
  "c٣",
  "c９",
  "c9223372036854775807",
  "c9223372036854775808",
  "c99999999999999999999999999",
  "x1",
  "null",
  "undefined",
  "true",
  "[]",
  "{}",
  "'",
  '"',
  "c1'--",
  "c1 or 1=1",
  "c1;drop table customer",
  "c1%",
  "_",
  "*",
  "..",
  "../c1",
  "..\\c1",
  "%2e%2e",
  "c1/../c2",
  "c1\u202e",
  "\u{1F600}",
  "é",
  "c1\u0000",
  "c1\r\nX: y",
  "a".repeat(2000),
].map((id) => encodeURIComponent(id));

const operations = () => office.document.operations.map(({ method, pattern, operation }) => ({ method, path: pattern, operation }));

// Whether nobody in particular may ask: signing in, an invitation's link.
async function isOpen(method, path) {
  const answer = await send(office.url, method, path.replace(/\{\w+\}/g, "zz"), { headers: { "content-type": "application/json" }, body: method === "GET" ? undefined : "{" });
  return answer.status !== 401;
}

test("no route takes an id that is not one of its own, and none breaks by it", async () => {
  let tried = 0;
  for (const { path, method, operation } of operations()) {
    const parameters = path.match(/\{\w+\}/g) ?? [];
    if (parameters.length === 0) continue;
    const typed = operation.requestBody ? { "content-type": "application/json" } : {};
    for (const id of odd) {
      const target = path.replace(/\{\w+\}/g, id);
      const answer = await send(office.url, method, target, {
        headers: { authorization: `Bearer ${office.secrets.admin}`, ...typed },
        body: operation.requestBody ? "{}" : undefined,
      });
      tried += 1;
      assert.ok([400, 401, 403, 404, 405, 410].includes(answer.status), `${method} ${target}: ${answer.status} ${answer.body.slice(0, 300)}`);
      assert.equal(answer.headers["x"], undefined, target);
      assert.doesNotMatch(answer.body, /sqlite|syntax error|stack|\.cpp/i, target);
    }
  }
  assert.ok(tried > 200, `only ${tried} were tried`);
});

test("what exists and what does not are refused in the same way to who may not see them", async () => {
  for (const { path, method, operation } of operations()) {
    if (!path.includes("{id}") || (await isOpen(method, path))) continue;
    const typed = operation.requestBody ? { "content-type": "application/json" } : {};
    const ask = (id) =>
      send(office.url, method, path.replace(/\{\w+\}/g, id), {
        headers: { authorization: `Bearer ${office.secrets.write}`, ...typed },
        body: operation.requestBody ? "{}" : undefined,
      });
    const kind = /\/api\/(\w)/.exec(path)[1];
    const [one, none] = [await ask(`${kind}1`), await ask(`${kind}999999`)];
    assert.equal(one.status, none.status, `${method} ${path}`);
    assert.equal(one.status, 403, `${method} ${path}: a key that only writes reads nothing`);
    assert.equal(one.body, none.body, `${method} ${path}`);
  }
});

test("members that are nobody's to send are refused by every body, and change nothing", async () => {
  const before = await office.call("GET", "/api/users", { expect: 200 });
  for (const { path, method, operation } of operations()) {
    const schema = operation.requestBody?.content?.["application/json"]?.schema;
    if (!schema || path.startsWith("/v1/") || path.startsWith("/api/interactions")) continue; // those take what they don't know as data
    for (const extra of [
      { role: "admin", is_admin: true },
      { id: "u1", created_by: "x" },
      { __proto__x: {}, constructor: { prototype: 1 } },
      { disabled: false, password_hash: "x" },
    ]) {
      const names = Object.keys((schema.$ref ? office.document.resolve(schema.$ref) : schema).properties ?? {});
      const unknown = Object.fromEntries(Object.entries(extra).filter(([name]) => !names.includes(name)));
      if (Object.keys(unknown).length === 0) continue;
      const answer = await send(office.url, method, path.replace(/\{\w+\}/g, "c1"), {
        headers: { authorization: `Bearer ${office.secrets.admin}`, "content-type": "application/json" },
        body: JSON.stringify(unknown),
      });
      assert.ok([400, 401, 403, 404, 409].includes(answer.status), `${method} ${path} took ${JSON.stringify(unknown)}: ${answer.status} ${answer.body.slice(0, 200)}`);
    }
  }
  assert.deepEqual((await office.call("GET", "/api/users", { expect: 200 })).json(), before.json());
});

test("a key reaches exactly the routes of its scope: what a viewer may not, a reading key may not either", async () => {
  let refused = 0;
  for (const { path, method } of operations()) {
    if (path.startsWith("/v1/") || !path.startsWith("/api/") || (await isOpen(method, path))) continue;
    const ask = (scope) =>
      send(office.url, method, path.replace(/\{\w+\}/g, "zz"), {
        headers: { authorization: `Bearer ${office.secrets[scope]}`, "content-type": "application/json" },
        body: method === "GET" ? undefined : "{",
      });
    const [read, write] = [await ask("read"), await ask("write")];
    // A question is too long for an address: it is posted, and changes nothing. So is where somebody looks, and what could be a map.
    if (["/presence", "/propose"].some((end) => path.startsWith("/api/journeys") && path.endsWith(end))) assert.ok(read.status !== 200 && write.status === 403, `${method} ${path}`);
    else if (path.startsWith("/api/questions/")) assert.deepEqual([read.status, write.status], [400, 403], `${method} ${path}`);
    else if (method !== "GET" && path !== "/api/session")
      assert.equal(read.status, 403, `a reading key: ${method} ${path} ${read.status} ${read.body.slice(0, 200)}`);
    if (method === "GET" && ![401, 403].includes(write.status))
      assert.ok(["/api/openapi.json", "/api/session"].includes(path) || write.status === 404, `a writing key: GET ${path} ${write.status}`);
    refused += (read.status === 403) + (write.status === 403);
  }
  assert.ok(refused > 20);
});

test("headers that claim a name, an address or a way open nothing", async () => {
  const claims = {
    user: "admin@example.com",
    "x-user": "admin@example.com",
    "x-remote-user": "admin@example.com",
    "remote-user": "admin",
    "x-forwarded-user": "admin",
    "x-auth-request-email": "admin@example.com",
    "x-forwarded-for": "127.0.0.1",
    "x-real-ip": "127.0.0.1",
    "x-forwarded-host": "localhost",
    "x-original-url": "/healthz",
    "x-rewrite-url": "/healthz",
    "x-http-method-override": "GET",
    "x-method-override": "GET",
    forwarded: "for=127.0.0.1;host=localhost;proto=https",
    "x-forwarded-proto": "https",
    "cf-connecting-ip": "127.0.0.1",
    "x-operator-token": "tlo_",
    "x-api-key": office.secrets.admin,
  };
  for (const [name, value] of Object.entries(claims)) {
    const answer = await send(office.url, "GET", "/api/users", { headers: { [name]: value } });
    assert.equal(answer.status, 401, name);
  }
  const posted = await send(office.url, "POST", "/api/users?_method=GET", {
    headers: { "x-http-method-override": "GET", "content-type": "application/json" },
    body: "{}",
  });
  assert.equal(posted.status, 401);
});

test("GET and HEAD change nothing, whatever is asked", async () => {
  const state = async () =>
    JSON.stringify([
      (await office.call("GET", "/api/users")).json(),
      (await office.call("GET", "/api/merges")).json(),
      (await office.call("GET", "/api/imports")).json(),
      (await office.call("GET", "/api/customers")).json(),
    ]);
  const before = await state();
  for (const { path } of operations()) {
    for (const method of ["GET", "HEAD"])
      await send(office.url, method, `${path.replace(/\{\w+\}/g, "c1")}`, { headers: { authorization: `Bearer ${office.secrets.admin}` } });
  }
  assert.equal(await state(), before);
});
