// The database server goes away in the middle of things, as in a crash, and comes back: nothing that was acknowledged is
// lost, nothing is there twice, and the program goes on by itself. THROUGHLINE_SEED repeats a run's choices.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { command, root, startServer, temporaryFolder } from "../../tools/server.mjs";
import { pause } from "./killed.mjs";
import { Ledger, makeRandom } from "./ledger.mjs";

const restarts = 4;
const writers = 4;
const seed = Number(process.env.THROUGHLINE_SEED ?? Math.floor(Math.random() * 2 ** 31));
const postgres = (...args) => execFileSync(join(root, "tools", "postgres"), args, { encoding: "utf8" }).trim();

test("PostgreSQL restarts as in a crash, again and again, under load", { skip: process.env.POSTGRES_FOR_TESTS ? false : "tools/postgres run tools/run-tests kill" }, async (t) => {
  const folder = temporaryFolder("postgres");
  chmodSync(folder.path, 0o755);   // as root the server runs as another user, who must find its way
  const home = join(folder.path, "server");
  const database = postgres("start", home);
  const data = join(folder.path, "data");
  const options = ["--data", data, "--database", database];
  t.diagnostic(`THROUGHLINE_SEED=${seed}`);
  let server;
  t.after(async () => {
    await server?.stop("SIGKILL");
    postgres("stop", home);
    folder.remove();
  });
  const key = command(["key", "add", "writer", "--scope", "write", ...options]).trim();
  server = await startServer({ data, environment: { THROUGHLINE_DATABASE: database } });
  const random = makeRandom(seed);
  const ledger = new Ledger();
  let counted = 0, stopping = false;
  const said = new Set();

  async function write() {
    let batch = null;
    while (!stopping || batch) {
      if (!batch) {
        batch = Array.from({ length: 1 + random.below(30) }, () => ({ number: counted, key: `k-${counted++}`, name: "Page Viewed", at: new Date(Date.UTC(2026, 0, 1) + random.below(10 ** 10)).toISOString(), user: `user-${random.below(200)}` }));
        for (const { key: name, ...event } of batch) ledger.send("writer", name, event);
      }
      const body = JSON.stringify({ interactions: batch.map(({ number, key: source_key, name, at, user }) => ({ identities: [{ namespace: "user_id", value: user }], at, channel: "web", name, source_key, properties: { number } })) });
      const answer = await fetch(`${server.url}/api/interactions`, { method: "POST", body, headers: { authorization: `Bearer ${key}`, "content-type": "application/json" }, signal: AbortSignal.timeout(60_000) });
      const text = await answer.text();
      said.add(answer.status);
      if (answer.status === 429 || answer.status === 503) {
        assert.ok(JSON.parse(text).hint, `it says what to do: ${text}`);
        await pause(100);
        continue;
      }
      assert.equal(answer.status, 200, text);
      ledger.acknowledge("writer", batch.map((each) => each.key));
      batch = null;
    }
  }

  const writing = Array.from({ length: writers }, write);
  let ended = false;
  const all = Promise.all(writing).finally(() => (ended = true));
  for (let n = 0; n < restarts; n++) {
    const before = ledger.acknowledged;
    while (!ended && ledger.acknowledged < before + 300) await pause(20);
    await pause(random.below(100));
    postgres("restart", home);
  }
  const before = ledger.acknowledged;
  while (!ended && ledger.acknowledged < before + 300) await pause(20);
  stopping = true;
  await all;
  assert.equal((await fetch(`${server.url}/readyz`)).status, 200);
  assert.deepEqual(await server.stop(), { code: 0, signal: null });
  server = null;
  command(["check", ...options]);
  const out = join(folder.path, "interactions.jsonl");
  command(["export", "interactions", "--out", out, ...options]);
  ledger.compare(readFileSync(out, "utf8").trim().split("\n").filter(Boolean).map((line) => JSON.parse(line)));
  t.diagnostic(`${ledger.acknowledged} events acknowledged over ${restarts} restarts; answers: ${[...said].sort().join(" ")}`);
});
