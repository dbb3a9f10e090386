// A company on several nodes: a PostgreSQL of its own, and servers that are started, stopped and killed.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { binary, command, root, startServer, temporaryFolder } from "../../tools/server.mjs";

export const email = "admin@example.com";
export const password = "a sentence that only the tests know";

const programs = ["15", "16", "17"].map((version) => `/usr/lib/postgresql/${version}/bin`);
export const noServer = programs.some((folder) => existsSync(join(folder, "initdb"))) ? false : "there is no PostgreSQL server on this machine";

/** One PostgreSQL server; `database(name)` makes a database in it and gives its address. */
export function startPostgres() {
  const folder = temporaryFolder("nodes-postgres");
  const tool = join(root, "tools", "postgres");
  const run = (...args) => {
    const done = spawnSync(tool, args, { encoding: "utf8", timeout: 120_000 });
    if (done.status !== 0) throw new Error(`tools/postgres ${args.join(" ")}: ${done.stdout}${done.stderr}`);
    return done.stdout.trim();
  };
  const address = run("start", folder.path);
  const psql = join(programs.find((place) => existsSync(join(place, "initdb"))), "psql");
  return {
    address,
    psql,
    query(database, sql) {
      const done = spawnSync(psql, [database, "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-c", sql], { encoding: "utf8", timeout: 60_000 });
      assert.equal(done.status, 0, `${sql}: ${done.stderr}`);
      return done.stdout.trim();
    },
    database(name) {
      this.query(address, `create database ${name} template template0`);
      return address.replace("/postgres?", `/${name}?`);
    },
    stop() {
      run("stop", folder.path);
      folder.remove();
    },
  };
}

/** Nodes on one database. Every node has a folder of its own that outlives its restarts. */
export async function openCompany(postgres, name) {
  const folder = temporaryFolder(name);
  const database = postgres.database(name);
  const data = (node) => join(folder.path, node);
  const tell = (args, options) => command([...args, "--data", data("cli"), "--database", database], options);
  tell(["user", "add", email, "--role", "admin"], { input: `${password}\n` });
  const secrets = Object.fromEntries(["write", "read", "admin"].map((scope) => [scope, tell(["key", "add", `${scope} key`, "--scope", scope]).trim().split(/\s+/).pop()]));
  const running = new Set();

  return {
    database, secrets, tell, data,
    /** Starts (or starts again) a node. */
    async node(which) {
      const server = await startServer({ data: data(which), args: ["--database", database], seconds: 60 });
      running.add(server);
      server.closed = (how) => running.delete(server) && how;
      return server;
    },
    async close() {
      const ended = await Promise.all([...running].map((server) => server.stop()));
      folder.remove();
      return ended;
    },
    check() {
      const report = JSON.parse(command(["check", "--json", "--data", data("cli"), "--database", database], { seconds: 300 }));
      assert.deepEqual(report.findings, []);
      return report;
    },
  };
}

export async function ask(server, path, { method = "GET", key, cookie, body, seconds = 30, raw = false } = {}) {
  const answer = await fetch(`${server.url}${path}`, {
    method,
    signal: AbortSignal.timeout(seconds * 1000),
    headers: {
      ...(key && { authorization: `Bearer ${key}` }),
      ...(cookie && { cookie }),
      ...(method !== "GET" && { "content-type": "application/json", origin: server.url }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  if (raw) return { status: answer.status, text, headers: answer.headers };
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text.slice(0, 500)}`);
  return text ? JSON.parse(text) : undefined;
}

export async function signIn(server) {
  const answer = await ask(server, "/api/session", { method: "POST", body: { email, password }, raw: true });
  assert.equal(answer.status, 201, answer.text);
  return answer.headers.get("set-cookie").split(";")[0];
}

export const person = async (server, key, identity) => (await ask(server, `/api/customers?identity=${encodeURIComponent(identity)}`, { key })).items;

export async function timeline(server, key, id) {
  const items = [];
  for (let cursor = ""; cursor !== null; ) {
    const page = await ask(server, `/api/customers/${id}/timeline?limit=1000${cursor && `&cursor=${encodeURIComponent(cursor)}`}`, { key });
    items.push(...page.items);
    cursor = page.next;
  }
  return items.map(({ id: place, source, source_key, channel, name }) => `${place} ${source} ${source_key} ${channel} ${name}`);
}

/** Asks until it holds; fails with the last answer. */
export async function until(what, look, holds, seconds = 30) {
  const end = Date.now() + seconds * 1000;
  let last;
  for (;;) {
    try {
      last = await look();
      if (holds(last)) return last;
    } catch (error) {
      last = error.message;
    }
    assert.ok(Date.now() < end, `${what}: not within ${seconds} s; the last answer: ${JSON.stringify(last)?.slice(0, 800)}`);
    await new Promise((wake) => setTimeout(wake, 50));
  }
}

/** Repeatable chance (mulberry32). */
export function chance(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

export { binary };
