// What goes wrong on the wire, by accident or on purpose: broken requests, other sites' pages, bombs, paths that climb.
// After every attack the server still answers, and what it answers has the standing headers.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import http from "node:http";
import net from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { interaction, isProblem, openOffice, send, sendRaw } from "./office.mjs";

const mebibyte = 1 << 20;
let office, call;
before(async () => {
  office = await openOffice();
  call = office.call;
});
after(async () => {
  assert.equal((await call("GET", "/healthz", { as: "nobody" })).status, 200);
  assert.deepEqual((await call("GET", "/api/check", { expect: 200 })).json().findings, []);
  await office.close();
});

const bearer = (scope) => ({ authorization: `Bearer ${office.secrets[scope]}` });
const asJson = { "content-type": "application/json" };
const host = () => new URL(office.url).host;

// Status and headers of an answer that came over a socket.
function parsed(text) {
  const head = text.split("\r\n\r\n")[0].split("\r\n");
  const headers = Object.fromEntries(head.slice(1).map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]));
  return { status: Number(head[0].split(" ")[1]), headers, body: text.slice(text.indexOf("\r\n\r\n") + 4) };
}
const raw = async (bytes, options) => parsed(await sendRaw(office.url, bytes, options));

function hasStandingHeaders(headers, what) {
  assert.equal(headers["x-content-type-options"], "nosniff", what);
  assert.match(headers["content-security-policy"] ?? "", /frame-ancestors 'none'/, what);
  assert.ok(headers["referrer-policy"], what);
  assert.ok(headers["cache-control"], what);
  assert.equal(headers.server, undefined, what);
}

test("errors are problems, and every kind of answer has the standing headers", async () => {
  const answers = {
    "a page": [await send(office.url, "GET", "/"), 200],
    "the page by one of its addresses": [await send(office.url, "GET", "/customers/c1"), 200],
    "no such file of the page": [await send(office.url, "GET", "/assets/nothing.js"), 404],
    JSON: [await call("GET", "/api/overview"), 200],
    "a download": [await call("GET", "/api/export/interactions"), 200],
    "nobody is signed in": [await call("GET", "/api/overview", { as: "nobody" }), 401],
    "not for a viewer": [await call("GET", "/api/users", { as: "viewer" }), 403],
    "no such address": [await call("GET", "/api/nothing"), 404],
    "no such address of another method": [await call("POST", "/nothing", { json: {} }), 404],
    "not this way": [await call("PUT", "/api/customers", { json: {} }), 405],
    "an unknown method": [await send(office.url, "PROPFIND", "/api/customers"), 400],
    "malformed JSON": [await call("POST", "/api/merges", { body: '{"customers":', headers: asJson }), 400],
    "a form": [await call("POST", "/api/merges", { body: "a=b", headers: { "content-type": "application/x-www-form-urlencoded" } }), 415],
    "an encoding we don't have": [await call("POST", "/api/interactions", { as: "write key", body: "x", headers: { ...asJson, "content-encoding": "br" } }), 415],
    "too large a body": [await send(office.url, "POST", "/api/interactions", { headers: { ...bearer("write"), ...asJson }, body: Buffer.alloc(9 * mebibyte, " ") }), 413],
    "an upload by nobody": [await send(office.url, "POST", "/api/uploads?name=x", { headers: { "content-type": "application/octet-stream" }, body: Buffer.alloc(3 * mebibyte) }), 401],
    "a preflight": [await send(office.url, "OPTIONS", "/v1/track", { headers: { origin: "https://shop.example" } }), 204],
    "not HTTP": [await raw("NONSENSE\r\n\r\n"), 400],
    "too long an address": [await raw(`GET /${"a".repeat(40_000)} HTTP/1.1\r\nHost: x\r\n\r\n`), 431],
    "too long a header": [await raw(`GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${"a".repeat(40_000)}\r\n\r\n`), 431],
    "too many headers": [await raw(`GET / HTTP/1.1\r\nHost: x\r\n${"X-Many: 1\r\n".repeat(5000)}\r\n`), 431],
    "a percent sign alone": [await send(office.url, "GET", "/api/customers?q=%"), 400],
    "an encoded NUL": [await send(office.url, "GET", "/api/customers?q=%00", { headers: bearer("read") }), 400],
    "no UTF-8": [await send(office.url, "GET", "/api/customers?q=%ff%fe", { headers: bearer("read") }), 400],
    "an encoded NUL in the path": [await send(office.url, "GET", "/api/customers/c1%00", { headers: bearer("read") }), 400],
    "no host": [await raw("GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n"), 400],
    "two hosts": [await raw("GET /healthz HTTP/1.1\r\nConnection: close\r\nHost: a\r\nHost: b\r\n\r\n"), 400],
    "two hosts in one": [await raw("GET /healthz HTTP/1.1\r\nConnection: close\r\nHost: a, b\r\n\r\n"), 400],
    "a host with a path": [await raw("GET /healthz HTTP/1.1\r\nConnection: close\r\nHost: a/b\r\n\r\n"), 400],
    "no host, as HTTP/1.0 has it": [await raw("GET /healthz HTTP/1.0\r\n\r\n"), 200],
    "128 headers": [await raw(`GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${"X-Many: 1\r\n".repeat(126)}\r\n`), 200],
    "129 headers": [await raw(`GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${"X-Many: 1\r\n".repeat(127)}\r\n`), 431],
    "100 parameters": [await send(office.url, "GET", `/api/customers?${"limit=1&".repeat(100)}`, { headers: bearer("read") }), 200],
    "101 parameters": [await send(office.url, "GET", `/api/customers?${"limit=1&".repeat(101)}`, { headers: bearer("read") }), 400],
  };
  for (const [what, [answer, status]] of Object.entries(answers)) {
    assert.equal(answer.status, status, `${what}: ${answer.body.slice(0, 300)}`);
    hasStandingHeaders(answer.headers, what);
    if (status >= 400) {
      assert.equal(answer.headers["content-type"], "application/problem+json", what);
      const problem = JSON.parse(answer.body);
      assert.equal(problem.status, status, what);
      assert.ok(problem.title && problem.detail && problem.code, what);
      assert.equal(problem.type, `urn:throughline:error:${problem.code}`, what);
    }
  }
  assert.deepEqual(answers["not this way"][0].headers.allow.split(", ").sort(), ["GET"]);
});

test("bytes that no request has are refused, and the server goes on", async () => {
  const requests = [
    "\0\0\0\0\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: x\r\nX y: 1\r\n\r\n",
    "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
    "GET http://elsewhere/ HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET * HTTP/1.1\r\nHost: x\r\n\r\n",
    "CONNECT elsewhere:443 HTTP/1.1\r\nHost: x\r\n\r\n",
    "POST /api/interactions HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    "POST /api/interactions HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999999\r\n\r\n",
    "POST /api/interactions HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabc",
    "POST /api/interactions HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nabc",
    "POST /api/interactions HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nabc\r\n",
    "POST /api/interactions HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\nabc",
    "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",   // TLS to a plain port
  ];
  for (const request of requests) {
    const text = await sendRaw(office.url, Buffer.from(request, "latin1"), { milliseconds: 3000, until: /\r\n\r\n/ });
    if (text !== "") assert.match(text, /^HTTP\/1\.1 (4\d\d|505) /, `${JSON.stringify(request)} was answered with ${text.slice(0, 100)}`);
  }
  assert.equal((await call("GET", "/healthz", { as: "nobody" })).status, 200);
});

test("requests one after another on one connection are answered in order", async () => {
  const get = (path) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;
  const text = await sendRaw(office.url, get("/healthz") + get("/api/nothing") + get("/readyz"), { until: /ready\n/ });
  assert.deepEqual([...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map((each) => each[1]), ["200", "404", "200"]);
});

test("HEAD tells what GET would, without a body", async () => {
  for (const path of ["/", "/api/overview", "/healthz", "/api/customers", "/api/nothing"]) {
    const [get, head] = [await send(office.url, "GET", path, { headers: bearer("admin") }), await send(office.url, "HEAD", path, { headers: bearer("admin") })];
    assert.equal(head.status, get.status, path);
    assert.equal(head.body, "", path);
    for (const name of ["content-type", "content-length", "etag", "cache-control"]) assert.equal(head.headers[name], get.headers[name], `${name} of ${path}`);
  }
  const download = await send(office.url, "HEAD", "/api/export/interactions", { headers: bearer("admin") });
  assert.equal(download.status, 200);
  assert.notEqual(download.headers["content-length"], "0", "the download is not empty");
});

test("the page is cached by its tag, and packed only for those who take it", async () => {
  const page = await send(office.url, "GET", "/", { headers: { "accept-encoding": "gzip" } });
  assert.equal(page.headers["content-encoding"], "gzip");
  const again = await send(office.url, "GET", "/", { headers: { "if-none-match": page.headers.etag } });
  assert.equal(again.status, 304);
  assert.equal(again.body, "");
  hasStandingHeaders(again.headers, "304");
  const plain = await send(office.url, "GET", "/");
  assert.equal(plain.headers["content-encoding"], undefined);
  assert.match(plain.body, /<!doctype html>/i);
  const script = /src="(\/assets\/[^"]+)"/.exec(plain.body)?.[1];
  assert.ok(script, "the page has a script");
  assert.match((await send(office.url, "GET", script)).headers["cache-control"], /immutable/);
});

test("no path climbs out of the page", async () => {
  for (const path of ["/../../../../etc/passwd", "/..%2f..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/etc/passwd", "/assets/../../../etc/passwd", "/..\\..\\etc\\passwd", "//etc/passwd", "/assets/%2e%2e%5c..%5cetc/passwd", "/etc/passwd%00.js", "/throughline.db", "/../throughline.db", "/served.json", "/..%252f..%252fetc/passwd"]) {
    const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    assert.ok([200, 400, 404].includes(answer.status), `${path}: ${answer.status}`);
    assert.ok(!/root:|SQLite format|tlo_/.test(answer.body), path);
    if (answer.status === 200) assert.match(answer.body, /<!doctype html>/i, `${path} is the page itself`);
  }
});

test("nothing that is sent becomes a header", async () => {
  const attempts = [
    () => send(office.url, "GET", "/api/imports/n1%0d%0aX-Injected:%20yes/rejected", { headers: bearer("admin") }),
    () => send(office.url, "GET", "/%0d%0aX-Injected:%20yes", {}),
    () => send(office.url, "GET", "/api/customers?q=%0d%0aX-Injected:%20yes", { headers: bearer("admin") }),
    () => send(office.url, "POST", "/api/uploads?name=x%0d%0aX-Injected:%20yes", { headers: { ...bearer("admin"), "content-type": "application/octet-stream" }, body: "a\n1\n" }),
    () => send(office.url, "GET", `/v1/projects/${office.secrets.write}/settings`, { headers: { origin: 'https://a.example", "X-Injected: yes' } }),
  ];
  for (const attempt of attempts) {
    const answer = await attempt();
    assert.equal(answer.headers["x-injected"], undefined);
    assert.ok(answer.status < 500);
  }
});

test("other sites' pages can't act for who is signed in", async () => {
  const merge = (headers, body = "{}") => send(office.url, "POST", "/api/merges", { headers: { cookie: office.cookies.admin, ...headers }, body });
  const foreign = { "a foreign origin": "https://evil.example", "a hidden origin": "null", "our host on another port": "http://127.0.0.1:1", "our host as a prefix": `http://${host()}.evil.example`, "another scheme": `ftp://${host()}` };
  for (const [what, origin] of Object.entries(foreign)) isProblem(await merge({ ...asJson, origin }), 403, what);
  for (const site of ["cross-site", "same-site"]) isProblem(await merge({ ...asJson, "sec-fetch-site": site }), 403, site);
  for (const type of ["text/plain", "text/plain;application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "TEXT/PLAIN"]) isProblem(await merge({ "content-type": type }), 415, type);
  isProblem(await merge({}), 415, "no type");
  isProblem(await merge({ ...asJson, origin: office.url }), 400, "our own page comes through to the handler");
  isProblem(await merge({ ...asJson, origin: office.url, "sec-fetch-site": "same-origin" }), 400);
  // Signing somebody in or out from elsewhere is an attack too.
  const signIn = JSON.stringify({ email: "viewer@example.com", password: "four words nobody else has" });
  isProblem(await send(office.url, "POST", "/api/session", { headers: { ...asJson, origin: "https://evil.example" }, body: signIn }), 403);
  isProblem(await send(office.url, "POST", "/api/session", { headers: { "content-type": "text/plain" }, body: signIn }), 415);
  isProblem(await send(office.url, "DELETE", "/api/session", { headers: { cookie: office.cookies.admin, origin: "https://evil.example" } }), 403);
  await call("GET", "/api/session", { expect: 200 });
  // A program with a key is no browser.
  isProblem(await send(office.url, "POST", "/api/merges", { headers: { ...bearer("admin"), ...asJson, origin: "https://tool.example" }, body: "{}" }), 400);
  // Nothing of the API may be read from elsewhere, and only the tracking API may be asked.
  for (const [method, path] of [["GET", "/api/overview"], ["OPTIONS", "/api/overview"], ["OPTIONS", "/api/session"], ["GET", "/"]]) {
    const answer = await send(office.url, method, path, { headers: { cookie: office.cookies.admin, origin: "https://evil.example", "access-control-request-method": "POST" } });
    assert.equal(answer.headers["access-control-allow-origin"], undefined, `${method} ${path}`);
    assert.equal(answer.headers["access-control-allow-credentials"], undefined, `${method} ${path}`);
  }
  const tracked = await send(office.url, "POST", "/v1/track", { headers: { origin: "https://shop.example", "content-type": "text/plain" }, body: JSON.stringify({ writeKey: office.secrets.write, userId: "x", event: "Seen" }) });
  assert.equal(tracked.status, 200, tracked.body);
  assert.equal(tracked.headers["access-control-allow-origin"], "https://shop.example");
  assert.equal(tracked.headers["access-control-allow-credentials"], undefined);
  const asViewer = await send(office.url, "POST", "/v1/track", { headers: { cookie: office.cookies.admin, ...asJson }, body: JSON.stringify({ userId: "x", event: "Seen" }) });
  isProblem(asViewer, 401, "a cookie is no write key");
});

test("the session's cookie is for this server alone, and new at every signing in", async () => {
  const signIn = (headers = {}) => send(office.url, "POST", "/api/session", { headers: { ...asJson, ...headers }, body: JSON.stringify({ email: "viewer@example.com", password: "four words nobody else has" }) });
  const planted = "throughline_session=planted-by-somebody-else-0123456789abcdefghijklm";
  const answer = await signIn({ cookie: planted });
  const [cookie] = answer.headers["set-cookie"];
  assert.equal(answer.headers["set-cookie"].length, 1);
  for (const attribute of [/; HttpOnly/, /; SameSite=Lax/, /; Path=\/(;|$)/, /; Max-Age=\d+/]) assert.match(cookie, attribute);
  assert.doesNotMatch(cookie, /Domain=/i);
  assert.doesNotMatch(cookie, /Secure/, "not over plain HTTP");
  assert.ok(!cookie.startsWith(planted));
  assert.ok(cookie.split(";")[0].split("=")[1].length >= 32, "long enough not to be guessed");
  assert.ok(!answer.body.includes(cookie.split(";")[0].split("=")[1]), "the token is in the cookie alone");
  const out = await send(office.url, "DELETE", "/api/session", { headers: { cookie: cookie.split(";")[0] } });
  assert.match(out.headers["set-cookie"][0], /^throughline_session=;.*Max-Age=0/);
});

test("behind TLS cookies are bound to it", async () => {
  const secure = await openOffice({ people: [], keys: [], args: ["--behind-tls"] });
  const { command } = await import("../../tools/server.mjs");
  command(["user", "add", "a@example.com", "--role", "admin", "--data", secure.data], { input: "four words nobody else has\n" });
  const answer = await send(secure.url, "POST", "/api/session", { headers: { ...asJson, origin: `https://${new URL(secure.url).host}` }, body: JSON.stringify({ email: "a@example.com", password: "four words nobody else has" }) });
  assert.equal(answer.status, 201, answer.body);
  assert.match(answer.headers["set-cookie"][0], /^__Host-throughline_session=.*; Secure/);
  assert.match(answer.headers["strict-transport-security"], /max-age=\d{8}/);
  const cookie = answer.headers["set-cookie"][0].split(";")[0];
  assert.equal((await send(secure.url, "GET", "/api/session", { headers: { cookie } })).status, 200);
  assert.equal((await send(secure.url, "GET", "/api/session", { headers: { cookie: cookie.replace("__Host-", "") } })).status, 401);
  isProblem(await send(secure.url, "POST", "/api/merges", { headers: { cookie, ...asJson, origin: `http://${new URL(secure.url).host}` }, body: "{}" }), 403, "plain HTTP is another origin");
  await secure.close();
});

test("JSON that is deep, broken, odd or of the wrong kind is a problem of whoever sent it", async () => {
  const deep = (n) => `${"[".repeat(n)}${"]".repeat(n)}`;
  const bodies = ["", " ", "{", "nul", "[]", "7", '"x"', "null", "{}{}", '{"customers":["c1","c2"]', "{'customers':1}", '{"customers":[1,2]}', '{"customers":"c1"}', '{"customers":{}}', '{"customers":["c1","c2"],"reason":7}', '{"\\ud800":1}', '{"customers":["\\u0000","c2"]}', `{"customers":${deep(50)}}`, `{"customers":${deep(100_000)}}`, deep(3_000_000), Buffer.from('{"customers":["\xff\xfe","c1"]}', "latin1"), "\ufeff{", '{"customers":[NaN]}', `{"customers":[${"1".repeat(5000)}]}`, '{"customers":[1e999]}'];
  for (const body of bodies) {
    const answer = await call("POST", "/api/merges", { body, headers: asJson });
    const problem = isProblem(answer, answer.status === 404 ? 404 : 400, body.toString().slice(0, 60));
    assert.ok(!/boost|\.cpp|exception|0x[0-9a-f]{6}/i.test(problem.detail), `nothing of the inside is told: ${problem.detail}`);
  }
  for (const body of [`{"interactions":${deep(100_000)}}`, `{"interactions":[{"properties":${'{"a":'.repeat(600)}1${"}".repeat(600)}}]}`]) isProblem(await call("POST", "/api/interactions", { as: "write key", body, headers: asJson }), 400);
  const deepOne = await call("POST", "/api/interactions", { as: "write key", body: `{"interactions":[{"properties":${'{"a":'.repeat(50)}1${"}".repeat(50)}}]}`, headers: asJson, expect: 200 });
  assert.deepEqual(deepOne.json().rejected.map((each) => [each.position, /nested/.test(each.detail)]), [[0, true]]);
});

test("what an interaction holds is stored as it is, or refused by its position", async () => {
  const odd = [
    interaction("odd", { subject: "a\u0000b", text: "\u202e\u0007\u001b[31m", properties: { "\u0000": "\u0000", "<script>": "=1+1", __proto__x: null } }),
    interaction("odd\u0000", {}),
    interaction("odd", { text: "x".repeat(200_000) }),
    interaction("odd", { at: Date.UTC(9999, 11, 31) }),
    { ...interaction("odd"), at: "0000-01-01T00:00:00Z" },
    { ...interaction("odd"), at: "2026-02-30T00:00:00Z" },
    { ...interaction("odd"), channel: "" },
    { ...interaction("odd"), channel: "no such\nchannel" },
    { ...interaction("odd"), identities: [] },
    { ...interaction("odd"), identities: [{ namespace: "user_id", value: "" }] },
    { ...interaction("odd"), identities: Array.from({ length: 17 }, (_, n) => ({ namespace: "device", value: `d${n}` })) },
    { ...interaction("odd"), score: { kind: "nps", value: 11 } },
    { ...interaction("odd"), sentiment: 2 },
    { ...interaction("odd"), amount: { minor: 1.5, currency: "EUR" } },
    { ...interaction("odd"), amount: { minor: 1, currency: "euros" } },
    { ...interaction("odd"), unknown: true },
    { ...interaction("odd"), source_key: "k".repeat(513) },
    7, null, "x", [],
    interaction("odd-but-right"),
  ];
  const answer = (await call("POST", "/api/interactions", { as: "write key", json: { interactions: odd }, wrong: true, expect: 200 })).json();
  assert.equal(answer.accepted + answer.rejected.length, odd.length);
  for (const { position, detail, hint } of answer.rejected) assert.ok(detail && hint, `position ${position}`);
  const refused = new Set(answer.rejected.map((each) => each.position));
  for (let position = 5; position < odd.length - 1; position++) assert.ok(refused.has(position), `position ${position} was taken: ${JSON.stringify(odd[position]).slice(0, 200)}`);
  assert.ok(!refused.has(odd.length - 1), "the right one went in");
  for (const line of (await call("GET", "/api/export/interactions", { expect: 200 })).body.trim().split("\n")) JSON.parse(line);
});

test("compressed bodies are read, bombs are not", async () => {
  const body = gzipSync(JSON.stringify({ interactions: [interaction("packed")] }));
  const post = (bytes, encoding = "gzip") => send(office.url, "POST", "/api/interactions", { headers: { ...bearer("write"), ...asJson, "content-encoding": encoding }, body: bytes });
  assert.equal((await post(body)).status, 200);
  const zeros = gzipSync(Buffer.alloc(40 * mebibyte));
  isProblem(await post(zeros), 413, "40 MiB of zeros");
  isProblem(await post(Buffer.concat(Array(40).fill(gzipSync(Buffer.alloc(mebibyte))))), 413, "many members");
  isProblem(await post(body.subarray(0, body.length - 9)), 400, "cut off");
  isProblem(await post(Buffer.from("not gzip")), 400, "not gzip at all");
  isProblem(await post(Buffer.concat([body, Buffer.from("rubbish behind it")])), 400, "rubbish behind it");
  isProblem(await post(body, "gzip, gzip"), 415, "packed twice");
  isProblem(await post(gzipSync(gzipSync("{}"))), 400, "a package in a package");
});

test("a few kilobytes that unpack to millions of values take no memory", async () => {
  const peak = () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${office.server.pid}/status`, "utf8"))[1]) / 1024;
  const before_ = peak();
  for (const value of ["0,", "[],", "{},", '"",', '{"a":0},']) {
    const body = gzipSync(`{"batch":[${value.repeat(Math.floor((31 * mebibyte) / value.length))}0]}`);
    isProblem(await send(office.url, "POST", "/v1/batch", { headers: { ...asJson, "content-encoding": "gzip" }, body }), 413, value);
  }
  assert.ok(peak() - before_ < 300, `${peak() - before_} MiB more were in use`);
});

test("a body ends at 8 MiB, told beforehand or not", async () => {
  const padded = (bytes) => Buffer.from(`{"interactions":[]${" ".repeat(bytes - 19)}}`);
  const post = (body, headers = {}) => send(office.url, "POST", "/api/interactions", { headers: { ...bearer("write"), ...asJson, ...headers }, body });
  assert.equal((await post(padded(8 * mebibyte))).status, 200);
  isProblem(await post(padded(8 * mebibyte + 1)), 413);
  const chunked = await new Promise((resolve, reject) => {
    const request = http.request(`${office.url}/api/interactions`, { method: "POST", headers: { ...bearer("write"), ...asJson, "transfer-encoding": "chunked" } }, (answer) => {
      let body = "";
      answer.on("data", (piece) => (body += piece));
      answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, body, json: () => JSON.parse(body) }));
    });
    request.on("error", reject);
    request.end(padded(9 * mebibyte));
  });
  isProblem(chunked, 413);
  const many = { interactions: Array.from({ length: 5001 }, () => ({})) };
  isProblem(await call("POST", "/api/interactions", { as: "write key", json: many, wrong: true }), 413, "more interactions than a request holds");
});

test("an upload stays where it belongs, whatever it is called", async () => {
  const before_ = readdirSync(office.data).sort();
  const names = ["../../../etc/cron.d/evil", "..\\..\\evil.csv", "/etc/passwd", "C:\\evil.csv", "..", ".", "", "a".repeat(5000), "con.csv", "\u202Evsc.exe", "a\nb.csv", "；rm -rf.csv", "\"quoted\".csv", "<img src=x onerror=alert(1)>.csv", "名單.csv"];
  for (const name of names) {
    const answer = await call("POST", `/api/uploads?name=${encodeURIComponent(name)}`, { body: "a,b\n1,2\n", headers: { "content-type": "application/octet-stream" }, expect: 201 });
    const upload = answer.json();
    assert.ok(!/[/\\\n\u202e]/.test(upload.name) && upload.name !== ".." && upload.name !== "." && upload.name !== "" && upload.name.length <= 200, `${JSON.stringify(name)} became ${JSON.stringify(upload.name)}`);
  }
  isProblem(await call("POST", "/api/uploads?name=a%00b", { body: "a", headers: { "content-type": "application/octet-stream" } }), 400);
  assert.deepEqual(readdirSync(office.data).sort(), before_);
  assert.ok(readdirSync(join(office.data, "uploads")).every((name) => /^\d+$/.test(name)));
  assert.deepEqual(readdirSync(join(office.data, "spool")), [], "nothing is left in the spool");
});

test("an upload takes no parameter but its name", async () => {
  isProblem(await call("POST", "/api/uploads?path=x", { body: "a", headers: { "content-type": "application/octet-stream" } }), 400);
});

test("slow and idle connections keep nobody waiting", async () => {
  const { hostname, port } = new URL(office.url);
  const beginnings = ["", "G", "GET / HTTP/1.1\r\nHost: x\r\n", `POST /api/interactions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer ${office.secrets.write}\r\nContent-Length: 1000\r\n\r\n{`, `POST /api/uploads HTTP/1.1\r\nHost: x\r\nContent-Type: application/octet-stream\r\nAuthorization: Bearer ${office.secrets.admin}\r\nContent-Length: 1000\r\n\r\na`];
  const sockets = [];
  for (let n = 0; n < 200; n++) {
    const socket = net.connect(Number(port), hostname);
    socket.on("error", () => {});
    socket.write(beginnings[n % beginnings.length]);
    sockets.push(socket);
  }
  await new Promise((wake) => setTimeout(wake, 300));
  for (let n = 0; n < 50; n++) assert.equal((await send(office.url, "GET", "/healthz", { seconds: 10, fresh: true })).status, 200);
  const stored = await send(office.url, "POST", "/api/interactions", { headers: { ...bearer("write"), ...asJson }, body: JSON.stringify({ interactions: [interaction("quick")] }), seconds: 10 });
  assert.equal(stored.status, 200);
  for (const socket of sockets) socket.destroy();
  await office.until(async () => readdirSync(join(office.data, "spool")).length, (left) => left === 0);
});

test("a flood of large bodies is answered with 429 and Retry-After, and memory stays bounded", async () => {
  const body = Buffer.from(`{"interactions":[]${" ".repeat(7 * mebibyte)}}`);
  const resident = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${office.server.pid}/status`, "utf8"))[1]) / 1024;
  const { hostname, port } = new URL(office.url);
  // Bodies that never end are held in memory; only so many bytes of them.
  const sockets = Array.from({ length: 60 }, () => {
    const socket = net.connect(Number(port), hostname);
    socket.on("error", () => {});
    let got = "";
    socket.on("data", (piece) => (got += piece));
    socket.write(`POST /api/interactions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer ${office.secrets.write}\r\nContent-Length: ${body.length}\r\n\r\n`);
    socket.write(body.subarray(0, body.length - 1));
    return { socket, answer: () => got };
  });
  const refused = await office.until(() => sockets.map((each) => each.answer()).filter((text) => text !== ""), (answers) => answers.length >= 15);
  for (const text of refused) {
    const answer = parsed(text);
    assert.equal(answer.status, 429);
    assert.ok(Number(answer.headers["retry-after"]) >= 1);
    hasStandingHeaders(answer.headers, "429");
  }
  assert.ok(resident() < 1024, `${resident()} MiB are in use`);
  assert.equal((await call("GET", "/healthz", { as: "nobody" })).status, 200, "small requests still pass");
  // Those who are not refused can finish.
  for (const { socket } of sockets) socket.write("}");
  const statuses = await office.until(() => sockets.map((each) => /^HTTP\/1\.1 (\d+)/.exec(each.answer())?.[1]), (all) => all.every(Boolean));
  assert.deepEqual([...new Set(statuses)].sort(), ["200", "429"]);
  for (const { socket } of sockets) socket.destroy();
  await office.until(async () => (await send(office.url, "POST", "/api/interactions", { headers: { ...bearer("write"), ...asJson }, body })).status, (status) => status === 200);
});
