// A server of its own with one person of each role and one key of each scope, and everything sent to it by hand: no
// client library stands between the test and the wire. Answers are held against the OpenAPI document (document.mjs).
import assert from "node:assert/strict";
import http from "node:http";
import net from "node:net";
import { join } from "node:path";
import { command, startServer, temporaryFolder } from "../../tools/server.mjs";
import { Document } from "./document.mjs";

export const roles = ["viewer", "agent", "manager", "admin"];
export const scopes = ["write", "read", "admin"];
export const password = "four words nobody else has";

const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

/** One request, as it is given; resolves to {status, headers, rawHeaders, body, json()}. */
export function send(url, method, path, { headers = {}, body, seconds = 60, fresh = false } = {}) {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const bytes = body === undefined || Buffer.isBuffer(body) ? body : Buffer.from(body);
    const request = http.request({ hostname, port, method, path, headers: bytes ? { "content-length": bytes.length, ...headers } : headers, agent: fresh ? false : agent }, (answer) => {
      const pieces = [];
      answer.on("data", (piece) => pieces.push(piece));
      answer.on("error", reject);
      answer.on("end", () => {
        const whole = Buffer.concat(pieces);
        resolve({ status: answer.statusCode, headers: answer.headers, bytes: whole, body: whole.toString(), json: () => JSON.parse(whole.toString()) });
      });
    });
    request.setTimeout(seconds * 1000, () => request.destroy(new Error(`${method} ${path}: no answer in ${seconds} s`)));
    request.on("error", reject);
    request.end(bytes);
  });
}

/** Bytes as they are, on a connection of their own; resolves to all that came back until the server hung up or fell silent. */
export function sendRaw(url, bytes, { milliseconds = 5000, until } = {}) {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const socket = net.connect(Number(port), hostname);
    let got = "";
    const end = () => {
      clearTimeout(limit);
      socket.destroy();
      resolve(got);
    };
    const limit = setTimeout(end, milliseconds);
    socket.on("data", (piece) => {
      got += piece.toString("latin1");
      if (until?.test(got)) end();
    });
    socket.on("close", end);
    socket.on("error", end);
    socket.write(bytes);
  });
}

export async function openOffice({ name = "api", args = [], people = roles, keys = scopes } = {}) {
  const folder = temporaryFolder(name);
  const data = join(folder.path, "data");
  const secrets = Object.fromEntries(keys.map((scope) => [scope, secretOf(scope)]));
  for (const role of people) command(["user", "add", `${role}@example.com`, "--role", role, "--data", data], { input: `${password}\n` });
  const server = await startServer({ data, args });
  const document = new Document((await send(server.url, "GET", "/api/openapi.json")).json());
  const cookies = {};

  function secretOf(scope) {
    return command(["key", "add", `${scope} key`, "--scope", scope, "--data", data]).trim();
  }

  async function signIn(role, headers = {}) {
    const answer = await send(server.url, "POST", "/api/session", {
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ email: `${role}@example.com`, password }),
    });
    assert.equal(answer.status, 201, answer.body);
    return answer.headers["set-cookie"][0].split(";")[0];
  }
  for (const role of people) cookies[role] = await signIn(role);

  // "nobody", a role, or "write key" / "read key" / "admin key".
  function credentials(who) {
    if (who === "nobody") return {};
    if (who.endsWith(" key")) return { authorization: `Bearer ${secrets[who.split(" ")[0]]}` };
    return { cookie: cookies[who] };
  }

  // A call as somebody. `json` is sent as JSON. The answer must be what the document says; `documented: false` leaves that out,
  // `wrong` that a body which is taken is a documented one.
  async function call(method, path, { as = "admin", json, body, headers = {}, documented = true, wrong = false, expect } = {}) {
    const sent = json === undefined ? body : JSON.stringify(json);
    const typed = json === undefined ? {} : { "content-type": "application/json" };
    const answer = await send(server.url, method, path, { headers: { ...credentials(as), ...typed, ...headers }, body: sent });
    if (documented) document.verify(method, path, answer, wrong ? undefined : json);
    if (expect !== undefined) assert.equal(answer.status, expect, `${method} ${path} as ${as}: ${answer.status} ${answer.body.slice(0, 500)}`);
    return answer;
  }

  /** The whole list behind a path, page by page. */
  async function all(path, options) {
    const items = [];
    for (let cursor = ""; cursor !== null; ) {
      const page = (await call("GET", `${path}${path.includes("?") ? "&" : "?"}limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`, { expect: 200, ...options })).json();
      items.push(...page.items);
      cursor = page.next;
    }
    return items;
  }

  /** Asks until `holds`; fails with the last answer. */
  async function until(ask, holds, seconds = 20) {
    const deadline = Date.now() + seconds * 1000;
    for (;;) {
      const answer = await ask();
      if (holds(answer)) return answer;
      assert.ok(Date.now() < deadline, `not so after ${seconds} s: ${JSON.stringify(answer).slice(0, 1000)}`);
      await new Promise((wake) => setTimeout(wake, 50));
    }
  }

  return {
    url: server.url, server, data, document, secrets, cookies, signIn, credentials, call, all, until,
    async close() {
      const how = await server.stop();
      folder.remove();
      assert.deepEqual(how, { code: 0, signal: null }, `the server ends well; it said:\n${server.output().slice(-2000)}`);
    },
  };
}

let heard = 0;

/** One interaction as POST /api/interactions takes it. */
export const interaction = (userId, { at = Date.UTC(2026, 0, 1), ...more } = {}) => ({
  identities: [{ namespace: "user_id", value: userId }],
  at: new Date(at).toISOString(),
  channel: "email",
  name: "Mail Received",
  source_key: `test-${process.pid}-${heard++}`,
  ...more,
});

/** The answer is an RFC 9457 problem of this status. */
export function isProblem(answer, status, what = "") {
  assert.equal(answer.status, status, `${what} ${answer.body.slice(0, 300)}`);
  assert.equal(answer.headers["content-type"], "application/problem+json", what);
  const problem = answer.json();
  assert.equal(problem.status, status, what);
  for (const member of ["type", "title", "detail", "code"]) assert.ok(typeof problem[member] === "string" && problem[member] !== "", `${what}: ${member} is missing in ${answer.body}`);
  return problem;
}
