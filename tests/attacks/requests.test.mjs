// Attacks by requests (classes D 14 and 16, B 7): code in every parameter of every list, other sites' pages on every route.
// Routes and parameters are read off the OpenAPI document, so new ones are attacked at once.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { interaction, openOffice, send } from "../api/office.mjs";

let office;
before(async () => {
  office = await openOffice({ name: "requests" });
  await office.call("POST", "/api/interactions", {
    as: "write key",
    json: { interactions: Array.from({ length: 30 }, (_, i) => interaction(`user${i}`, { customer: { name: `Person ${i}` } })) },
    expect: 200,
  });
});
after(async () => {
  assert.equal((await office.call("GET", "/api/customers?limit=100", { expect: 200 })).json().items.length, 30, "everybody is still there");
  assert.deepEqual((await office.call("GET", "/api/check", { expect: 200 })).json().findings, []);
  await office.close();
});

const code = [
  "'",
  "''",
  '"',
  "`",
  "\\",
  "%",
  "_",
  "--",
  "/*",
  ";",
  "' or '1'='1",
  "1 or 1=1",
  "1; drop table customer",
  "') union select 1,2,3--",
  "1 union select name from t",
  "$1",
  ":a",
  "?",
  "@x",
  "a' || 'b",
  "*",
  '"*',
  "a*",
  "^a",
  "a AND b",
  "a OR b",
  "NOT a",
  "NEAR(a b)",
  "a NEAR/2 b",
  "{a b}: c",
  "name: x",
  "(",
  "((((",
  "-a",
  "+a",
  "a:*",
  "a & b",
  "a | b",
  "!a",
  "<->",
  "a <-> b",
  "{{7*7}}",
  "${7*7}",
  "<script>alert(1)</script>",
  "../../etc/passwd",
  "file:///etc/passwd",
  "http://127.0.0.1:1/",
  "\u0001",
  "\u202e",
  "\ufeff",
  "\ud7ff",
  "9".repeat(400),
  "-9223372036854775809",
  "1e999",
  "NaN",
  "true",
  "null",
  "a".repeat(5000),
];

test("code in any parameter of any list is only a text, a number or an error", async () => {
  let tried = 0;
  for (const { method, pattern, operation } of office.document.operations) {
    const parameters = (operation.parameters ?? []).filter(({ in: place }) => place === "query");
    if (method !== "GET" || parameters.length === 0) continue;
    for (const { name } of parameters) {
      for (const value of code) {
        const target = `${pattern.replace(/\{\w+\}/g, "c1")}?${name}=${encodeURIComponent(value)}`;
        const answer = await send(office.url, "GET", target, { headers: { authorization: `Bearer ${office.secrets.admin}` } });
        tried += 1;
        assert.ok([200, 400, 404].includes(answer.status), `${target}: ${answer.status} ${answer.body.slice(0, 300)}`);
        assert.doesNotMatch(answer.body, /sqlite|": syntax error|syntax error at or near|no such column|fts5/i, target);
      }
    }
  }
  assert.ok(tried > 500, `only ${tried} were tried`);
});

test("a filter that finds nobody gives nobody, never everybody", async () => {
  for (const value of ["' or '1'='1", 'x" OR name MATCH "a', "nobody*", "zzz OR Person", '"" OR 1']) {
    for (const parameter of ["q", "channel"]) {
      const answer = await send(office.url, "GET", `/api/customers?${parameter}=${encodeURIComponent(value)}`, {
        headers: { authorization: `Bearer ${office.secrets.read}` },
      });
      if (answer.status === 200) assert.equal(answer.json().items.length, 0, `${parameter}=${value}`);
      else assert.equal(answer.status, 400, `${parameter}=${value}`);
    }
  }
});

test("no answer lets another site's page read what a cookie opens", async () => {
  for (const { method, pattern } of office.document.operations) {
    for (const origin of ["https://evil.example", "null", "http://127.0.0.1", `${office.url}.evil.example`]) {
      const path = pattern.replace(/\{\w+\}/g, "c1");
      const answer = await send(office.url, method, path, {
        headers: { origin, cookie: office.cookies.admin, "content-type": "application/json" },
        body: method === "GET" ? undefined : "{}",
      });
      assert.equal(answer.headers["access-control-allow-credentials"], undefined, `${method} ${path}`);
      if (!pattern.startsWith("/v1/") && !pattern.startsWith("/projects"))
        assert.equal(answer.headers["access-control-allow-origin"], undefined, `${method} ${path}`);
      if (method !== "GET" && pattern.startsWith("/api/") && !pattern.startsWith("/v1/"))
        assert.equal(answer.status, 403, `${method} ${path} of ${origin}: ${answer.status} ${answer.body.slice(0, 200)}`);
      const asked = await send(office.url, "OPTIONS", path, {
        headers: { origin, "access-control-request-method": method, "access-control-request-headers": "authorization" },
      });
      if (pattern.startsWith("/api/")) assert.equal(asked.headers["access-control-allow-origin"], undefined, `OPTIONS ${path}`);
    }
  }
});

test("what a form of any site can send changes nothing, on any route", async () => {
  for (const { method, pattern, operation } of office.document.operations) {
    if (method === "GET" || !pattern.startsWith("/api/") || !operation.requestBody) continue;
    for (const type of [
      "text/plain",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
      "TEXT/PLAIN; charset=utf-8",
      "text/plain;application/json",
      "",
    ]) {
      const headers = { cookie: office.cookies.admin, ...(type ? { "content-type": type } : {}) };
      const answer = await send(office.url, method, pattern.replace(/\{\w+\}/g, "c1"), { headers, body: '{"name":"x","scope":"admin"}' });
      assert.ok([403, 415].includes(answer.status), `${method} ${pattern} took ${type || "no type"}: ${answer.status} ${answer.body.slice(0, 200)}`);
    }
  }
});
