// The promise: what was acknowledged is kept, once. The server is killed (SIGKILL) at random moments under load, and every
// acknowledged event is compared with what is stored. THROUGHLINE_SEED repeats a run's choices.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { KilledFolder, pause } from "./killed.mjs";
import { Ledger, makeRandom } from "./ledger.mjs";

const rounds = process.env.POSTGRES_FOR_TESTS ? 7 : 14;   // a start on PostgreSQL takes longer; that itself is killed in postgres.test.mjs
const writers = 6;
const importsInRounds = new Set([2, 6, 10]);
const importRows = 15_000;
const seed = Number(process.env.THROUGHLINE_SEED ?? Math.floor(Math.random() * 2 ** 31));
const random = makeRandom(seed);

const house = new KilledFolder("kill");
const ledger = new Ledger();
const merges = new Map();   // id -> "joined", "parted", or "asked": its undoing was not answered
const imports = [];
let stopping = false;
let counted = 0;
after(() => house.remove());

const names = ["Order Completed", "Page Viewed", "Mail Received", "Call"];
const events = (n) => Array.from({ length: n }, () => {
  const number = counted++;
  return { number, key: `k-${number}`, name: random.pick(names), at: new Date(Date.UTC(2026, 0, 1) + random.below(10 ** 10)).toISOString(), user: `user-${random.below(150)}`, device: `device-${random.below(100)}` };
});

const tracked = (batch) => ({
  path: "/v1/batch",
  json: { batch: batch.map(({ number, key, name, at, user, device }) => ({ type: "track", messageId: key, event: name, timestamp: at, properties: { number }, anonymousId: device, ...(number % 3 === 0 ? { userId: user } : {}) })) },
});
const posted = (batch) => ({
  path: "/api/interactions",
  json: {
    interactions: batch.map(({ number, key, name, at, user, device }) => ({
      identities: [{ namespace: "user_id", value: user }, ...(number % 5 === 0 ? [{ namespace: "device", value: device }] : []), ...(number % 7 === 0 ? [{ namespace: "email", value: `${number % 60}@example.com` }] : [])],
      at, channel: "web", name, source_key: key, properties: { number },
    })),
  },
});

// Sends batch after batch; what is not acknowledged is sent again with the same keys, as a real client does.
async function write(shape) {
  let batch = null;
  while (!stopping || batch) {
    if (!batch) {
      batch = events(1 + random.below(40));
      for (const { key, ...event } of batch) ledger.send("writer", key, event);
    }
    try {
      const { path, json } = shape(batch);
      const answer = await house.call("POST", path, { json, key: house.writeKey });
      if (answer.status === 429 || answer.status === 503) {
        await pause(50);
        continue;
      }
      assert.equal(answer.status, 200, answer.text);
      assert.ok(!answer.json().rejected?.length, answer.text);
      ledger.acknowledge("writer", batch.map((each) => each.key));
      batch = null;
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      await pause(20);   // it is down
    }
  }
}

// Joins and parts random customers, and remembers what was acknowledged.
async function decide() {
  while (!stopping) {
    try {
      const people = (await house.call("GET", "/api/customers?limit=200")).json().items;
      const [a, b] = [random.pick(people), random.pick(people)];
      if (a && b && a.id !== b.id) {
        const answer = await house.call("POST", "/api/merges", { json: { customers: [a.id, b.id], reason: "a test" } });
        assert.ok(answer.status === 201 || answer.status === 409 || answer.status === 404, answer.text);
        if (answer.status === 201) merges.set(answer.json().id, "joined");
      }
      const [id] = [...merges].find(([, state]) => state === "joined") ?? [];
      if (id && random.next() < 0.5) {
        merges.set(id, "asked");
        const answer = await house.call("DELETE", `/api/merges/${id}`);
        assert.equal(answer.status, 200, answer.text);
        merges.set(id, "parted");
      }
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
    }
    await pause(30);
  }
}

async function beginImport() {
  const source = `file-${imports.length}`;
  const at = (row) => new Date(Date.UTC(2025, 0, 1) + row * 60_000).toISOString();
  const lines = Array.from({ length: importRows }, (_, row) => `${row},user-${row % 200},${at(row)},Imported ${row % 3}`);
  const upload = await house.call("POST", `/api/uploads?name=${source}.csv`, { body: `number,user,at,name\n${lines.join("\n")}\n`, type: "application/octet-stream" });
  assert.equal(upload.status, 201, upload.text);
  const mapping = {
    source,
    files: [{ file: `${source}.csv`, key: "number", customer: { identities: [{ namespace: "user_id", column: "user" }] }, interactions: [{ channel: "shop", name: { column: "name" }, at: "at", properties: { number: { column: "number", type: "number" } } }] }],
  };
  const answer = await house.call("POST", "/api/imports", { json: { upload: upload.json().id, mapping } });
  assert.equal(answer.status, 202, answer.text);
  imports.push({ id: answer.json().id, source });
}

async function settled(id) {
  for (let waited = 0; waited < 1200; waited++) {
    const now = (await house.call("GET", `/api/imports/${id}`)).json();
    if (now.state !== "queued" && now.state !== "running") return now;
    await pause(50);
  }
  assert.fail(`import ${id} does not end`);
}

test(`killed ${rounds} times under load: nothing acknowledged is lost, nothing is there twice (seed ${seed})`, { timeout: 240_000 }, async (t) => {
  t.diagnostic(`seed ${seed}`);
  await house.start();
  const work = [...Array.from({ length: writers }, (_, n) => write(n % 2 ? tracked : posted)), decide()];
  const failed = Promise.race(work.map((each) => each.then(() => new Promise(() => {}))));
  const rounded = (async () => {
    for (let round = 0; round < rounds; round++) {
      if (importsInRounds.has(round)) await beginImport();
      await pause(50 + random.below(600));
      await house.kill();
      house.check();
      if (round % 4 === 3) {
        await house.killWhileStarting(random.below(120));
        house.check();
      }
      await house.start();
    }
  })();
  try {
    await Promise.race([rounded, failed]);
  } finally {
    stopping = true;
  }
  await Promise.all(work);   // what is left over is sent again, until it is acknowledged

  for (const { id, source } of imports) {
    const ended = await settled(id);
    assert.deepEqual([ended.state, ended.rows_read, ended.rows_rejected], ["done", importRows, 0], JSON.stringify(ended));
    assert.equal(ended.rows_added + ended.rows_repeated, importRows);
  }
  const undone = new Map((await allMerges()).map((each) => [each.id, Boolean(each.undone_at)]));
  for (const [id, state] of merges) {
    assert.ok(undone.has(id), `the merge ${id} was acknowledged and is lost`);
    if (state !== "asked") assert.equal(undone.get(id), state === "parted", `the merge ${id} was acknowledged as ${state}`);
  }

  const overview = (await house.call("GET", "/api/overview")).json();
  const stored = house.exported();
  assert.equal(overview.interactions, stored.length);
  assert.equal([...ledger.sent.values()].every((each) => each.acknowledged), true, "all was acknowledged in the end");
  ledger.compare(stored.filter((each) => !each.source.startsWith("file-")));
  assert.equal(stored.filter((each) => !each.source.startsWith("file-")).length, ledger.sent.size);
  for (const { source } of imports) {
    const numbers = stored.filter((each) => each.source === source).map((each) => each.properties.number);
    assert.equal(numbers.length, importRows, `${source} is complete and nothing of it twice`);
    assert.equal(new Set(numbers).size, importRows);
  }
  await house.stop();
  house.check();
  t.diagnostic(`${ledger.acknowledged} events acknowledged, ${imports.length} imports, ${merges.size} merges, ${[...merges.values()].filter((each) => each === "parted").length} undone`);
});

async function allMerges() {
  const items = [];
  for (let cursor = ""; cursor !== null; ) {
    const page = (await house.call("GET", `/api/merges?limit=1000${cursor && `&cursor=${cursor}`}`)).json();
    items.push(...page.items);
    cursor = page.next;
  }
  return items;
}
