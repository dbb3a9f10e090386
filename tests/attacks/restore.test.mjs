// Attacks on what was promised, by restoring (class G 29 and 30): who was erased must be gone again whatever older backup is
// brought back; a backup taken while everybody writes must hold exactly what was acknowledged by its position; and a restore that
// is killed anywhere leaves nothing that could be taken for a company, and is simply repeated.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { binary, startServer, temporaryFolder } from "../../tools/server.mjs";
import { send } from "../api/office.mjs";
import { exported, run } from "../cli/command.mjs";

const suite = { skip: Boolean(process.env.POSTGRES_FOR_TESTS) && "PostgreSQL is backed up by its own tools", timeout: 180_000 };
const planted = ["Xyzzyplugh", "quuxcorge", "诸葛卧龙", "zhuge.wolong@example.cn"];
let folder, data, key, server, id;
const place = (name) => join(folder.path, name);
const list = () => join(data, "erasures.jsonl");

const call = async (method, path, json, on = server) => {
  const answer = await send(on.url, method, path, { headers: { authorization: `Bearer ${key}`, ...(json && { "content-type": "application/json" }) }, body: json && JSON.stringify(json) });
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${answer.body.slice(0, 400)}`);
  return answer.body ? answer.json() : undefined;
};
const until = async (look, holds, what) => {
  for (const end = Date.now() + 30_000; ; await new Promise((wake) => setTimeout(wake, 25))) {
    const last = await look();
    if (holds(last)) return last;
    assert.ok(Date.now() < end, `${what}; the last was ${JSON.stringify(last)?.slice(0, 500)}`);
  }
};
const event = (user, key_, more = {}) => ({ source: "shop", source_key: key_, at: "2026-06-01T10:00:00Z", channel: "web", name: "Page", identities: [{ namespace: "user_id", value: user }], ...more });
const files = (of) => readdirSync(of).flatMap((name) => (statSync(join(of, name)).isDirectory() ? files(join(of, name)) : [join(of, name)]));
const traces = (of) => files(of).flatMap((file) => planted.filter((text) => readFileSync(file).includes(Buffer.from(text))).map((text) => `${file.slice(of.length)}: ${text}`));
const sound = (of) => assert.deepEqual(JSON.parse(run(["check", "--data", of, "--json"]).out).findings, []);
const audit = (of) => run(["audit", "--data", of, "--json"]).out.trim().split("\n").map((line) => JSON.parse(line));

// A company with a person who is erased after a backup file, and after a moment of the continuous backup.
let whole, moment, others;
before(async () => {
  if (suite.skip) return;
  folder = temporaryFolder("restore");
  data = place("data");
  key = run(["key", "add", "all", "--scope", "admin", "--data", data]).out.trim();
  run(["user", "add", "mia@example.com", "--role", "admin", "--data", data], { input: "a long enough password\n" });
  server = await startServer({ data, args: ["--backup-to", place("copies")] });
  await until(() => server.output(), (said) => /a base of the continuous backup was taken/.test(said), "a base");
  await call("POST", "/api/interactions", { interactions: Array.from({ length: 300 }, (_, n) => event(`other-${n % 60}`, `o-${n}`)) });
  const theirs = Array.from({ length: 40 }, (_, n) => event("victim", `v-${n}`, { text: `quuxcorge ${n}`, properties: { city: "Xyzzyplugh" } }));
  theirs[0].customer = { name: "诸葛卧龙", traits: { city: "Xyzzyplugh" } };
  theirs[0].identities.push({ namespace: "email", value: "zhuge.wolong@example.cn", verified: true });
  await call("POST", "/api/interactions", { interactions: theirs });
  await send(server.url, "POST", "/api/uploads?name=later.csv", { headers: { authorization: `Bearer ${key}`, "content-type": "application/octet-stream" }, body: "who,at\nuploaded,2026-01-01\n" });
  id = (await call("GET", "/api/customers?identity=user_id:victim")).items[0].id;
  whole = place("whole.backup");
  run(["backup", whole, "--data", data]);
  moment = new Date().toISOString();
  await new Promise((wake) => setTimeout(wake, 5));
  const asked = await call("POST", "/api/erasures", { customer: id, reason: "by letter", now: true });
  await until(() => call("GET", `/api/erasures/${asked.id}`), ({ state }) => state === "done", "the erasure");
  await call("POST", "/api/interactions", { interactions: [event("after", "a-1")] });
  assert.deepEqual(await server.stop(), { code: 0, signal: null });
  assert.ok(existsSync(list()));
  others = exported(data).filter((one) => one.source_key.startsWith("o-")).length;
  assert.equal(others, 300);
  assert.ok(!existsSync(join(data, "restoring")));
});
after(async () => {
  await server?.stop();
  folder?.remove();
});

const withKey = (name) => {
  mkdirSync(place(name));
  copyFileSync(join(data, "secret.key"), join(place(name), "secret.key"));
  return place(name);
};
function mustBeErased(into) {
  assert.deepEqual(traces(into), []);
  const rows = exported(into);
  assert.equal(rows.filter((one) => one.source_key.startsWith("o-")).length, 300, "nobody else was touched");
  assert.equal(rows.filter((one) => one.source_key.startsWith("v-")).length, 0);
  sound(into);
  assert.ok(audit(into).some(({ verb, object_id, details }) => verb === "customer.erase" && object_id === id && details.again === true), "it says that it was done again");
}

test("an older backup file brings nobody back who was erased since", suite, () => {
  run(["restore", whole, "--erasures", list(), "--data", withKey("again")]);
  mustBeErased(place("again"));
  // The new folder's list holds both erasures from now on, and the next open does nothing again.
  const lines = () => readFileSync(join(place("again"), "erasures.jsonl"), "utf8").trim().split("\n").filter(Boolean).length;
  assert.equal(lines(), 2);
  assert.equal(audit(place("again")).filter(({ verb }) => verb === "customer.erased").length, 1);
  assert.equal(lines(), 2);
});

test("nor does a moment before the erasure, of the continuous backup", suite, () => {
  const into = withKey("moment");
  run(["restore", place("copies"), "--at", moment, "--erasures", list(), "--data", into]);
  mustBeErased(into);
  assert.equal(exported(into).filter((one) => one.source_key === "a-1").length, 0, "it was sent after that moment");
});

test("nor does the newest moment: it is behind the erasure", suite, () => {
  const into = withKey("newest");
  run(["restore", place("copies"), "--data", into]);
  assert.equal(exported(into).filter((one) => one.source_key.startsWith("v-")).length, 0);
  assert.deepEqual(traces(into), []);
  sound(into);
});

test("with the key in a file elsewhere it is the same", suite, () => {
  copyFileSync(join(data, "secret.key"), place("elsewhere.key"));
  const into = place("elsewhere");
  run(["restore", whole, "--erasures", list(), "--data", into, "--secret-key-file", place("elsewhere.key")]);
  assert.ok(!existsSync(join(into, "secret.key")), "no second key");
  assert.deepEqual(traces(into), []);
});

test("a list whose key is missing is refused, and nothing counts: nobody would be recognised", suite, () => {
  const into = place("keyless");
  const { out, err } = run(["restore", whole, "--erasures", list(), "--data", into], { code: 1 });
  assert.match(out + err, /1 people under another key/);
  assert.match(out + err, /secret\.key/);
  assert.ok(!existsSync(join(into, "throughline.db")));
  copyFileSync(join(data, "secret.key"), join(into, "secret.key"));
  run(["restore", whole, "--erasures", list(), "--data", into]);
  mustBeErased(into);
});

test("without the list they are there again, as the documents say; the list at a later start erases them", suite, async () => {
  const into = withKey("listless");
  run(["restore", whole, "--data", into]);
  assert.notDeepEqual(traces(into), [], "this test would find them");
  copyFileSync(list(), join(into, "erasures.jsonl"));
  const again = await startServer({ data: into });
  assert.deepEqual((await call("GET", "/api/customers?identity=user_id:victim", undefined, again)).items, [], "nobody was served them");
  assert.deepEqual(await again.stop(), { code: 0, signal: null });
  mustBeErased(into);
});

test("files and imports that waited are the new folder's", suite, async () => {
  const into = withKey("files");
  run(["restore", whole, "--data", into]);
  const again = await startServer({ data: into });
  const mapping = { source: "late", files: [{ file: "later.csv", customer: { identities: [{ namespace: "user_id", column: "who" }] }, interactions: [{ channel: "store", name: "Visit", at: "at" }] }] };
  const started = await call("POST", "/api/imports", { upload: "f1", mapping }, again);
  const done = await until(() => call("GET", `/api/imports/${started.id}`, undefined, again), ({ state }) => state === "done" || state === "failed", "the import");
  assert.deepEqual([done.state, done.rows_added], ["done", 1]);
  assert.deepEqual(await again.stop(), { code: 0, signal: null });
});

// Runs a restore and ends it as soon as `when` says so; answers whether it had ended before by itself.
function killed(args, when) {
  const child = spawn(binary, args, { stdio: "ignore" });
  return new Promise((resolve) => {
    const look = setInterval(() => when() && child.kill("SIGKILL"), 0);
    child.on("exit", (code, signal) => (clearInterval(look), resolve(signal === null)));
  });
}

test("a restore that is killed anywhere is repeated, and nothing counted in between", suite, async (t) => {
  const into = withKey("killed");
  const restoring = (name) => existsSync(join(into, "restoring", name));
  const began = process.hrtime.bigint();
  await killed(["restore", whole, "--erasures", list(), "--data", withKey("timed")], () => false);
  const whole_ms = Number(process.hrtime.bigint() - began) / 1e6;
  const moments = [() => restoring("."), () => restoring("throughline.db"), () => restoring("derived.db"), () => restoring("node"), () => restoring("audit.head")];
  for (let n = 1; n < 12; n += 1) {
    let from;
    moments.push(() => Date.now() - (from ??= Date.now()) > (whole_ms * n) / 12);
  }
  let cut = 0;
  for (const when of moments) {
    const ended = await killed(["restore", whole, "--erasures", list(), "--data", into], when);
    cut += !ended;
    if (existsSync(join(into, "throughline.db"))) {
      // It came to its end: what counts is whole, and the next one goes elsewhere.
      mustBeErased(into);
      renameSync(into, place(`killed-${cut}-${Math.random()}`));
      withKey("killed");
    } else {
      assert.ok(!existsSync(join(into, "derived.db")) || existsSync(join(into, "restoring", "moving")));
      const { out, err } = run(["check", "--data", into], { code: 1 });
      assert.match(out + err, /no data folder/);
    }
  }
  assert.ok(cut > 5, `only ${cut} were cut off`);
  t.diagnostic(`${cut} of ${moments.length} restores were cut off`);
  run(["restore", whole, "--erasures", list(), "--data", into]);
  mustBeErased(into);
  assert.ok(!existsSync(join(into, "restoring")));
});

test("cut off while what is whole moves to its place, it is repeated too; what a person put there stays", suite, () => {
  const into = withKey("half");
  run(["restore", whole, "--erasures", list(), "--data", into]);
  // As a kill right before the last rename leaves it.
  mkdirSync(join(into, "restoring"));
  writeFileSync(join(into, "restoring", "moving"), "");
  renameSync(join(into, "throughline.db"), join(into, "restoring", "throughline.db"));
  run(["restore", whole, "--erasures", list(), "--data", into]);
  mustBeErased(into);
  const theirs = withKey("theirs");
  writeFileSync(join(theirs, "letter.txt"), "mine");
  const { out, err } = run(["restore", whole, "--data", theirs], { code: 1 });
  assert.match(out + err, /not empty: it holds letter\.txt/);
  assert.equal(readFileSync(join(theirs, "letter.txt"), "utf8"), "mine");
});

test("two restores into one folder, and a server on a folder that is being restored: one at a time", suite, async () => {
  const into = withKey("twice");
  const first = spawn(binary, ["restore", whole, "--data", into], { stdio: "ignore" });
  const ended = new Promise((resolve) => first.on("exit", resolve));
  await until(() => existsSync(join(into, "restoring")), Boolean, "the first has begun");
  first.kill("SIGSTOP");
  try {
    for (const args of [["restore", whole, "--data", into], ["serve", "--data", into, "--port", "0"]]) {
      const { out, err } = run(args, { code: 5 });
      assert.match(out + err, /owns the data folder/);
    }
  } finally {
    first.kill("SIGCONT");
  }
  assert.equal(await ended, 0);
  sound(into);
});

test("whoever was signed in then is not signed in after a restore", suite, async () => {
  const live = await startServer({ data: place("listless") });
  const signed = await send(live.url, "POST", "/api/session", { headers: { "content-type": "application/json" }, body: JSON.stringify({ email: "mia@example.com", password: "a long enough password" }) });
  assert.equal(signed.status, 201);
  const cookie = signed.headers["set-cookie"][0].split(";")[0];
  run(["backup", place("signed.backup"), "--data", place("listless")]);
  assert.equal((await send(live.url, "GET", "/api/session", { headers: { cookie } })).status, 200);
  await live.stop();
  run(["restore", place("signed.backup"), "--data", withKey("signed")]);
  const again = await startServer({ data: place("signed") });
  assert.equal((await send(again.url, "GET", "/api/session", { headers: { cookie } })).status, 401);
  await again.stop();
});

test("the drill under load: exactly what the log held at the position, each once", suite, async () => {
  const live = place("load");
  const writer = run(["key", "add", "writer", "--scope", "write", "--data", live]).out.trim();
  server = await startServer({ data: live });
  let going = true, counted = 0;
  const acknowledged = new Set();
  const write = async (who) => {
    while (going) {
      const keys = Array.from({ length: 25 }, () => `k${(counted += 1)}`);
      const answer = await fetch(`${server.url}/api/interactions`, {
        method: "POST",
        headers: { authorization: `Bearer ${writer}`, "content-type": "application/json" },
        body: JSON.stringify({ interactions: keys.map((name, n) => event(`${who}-${(counted + n) % 40}`, name, { source: undefined, customer: { name: `Person ${who} ${n}` } })) }),
      });
      const told = await answer.text();
      assert.equal(JSON.parse(told).accepted, keys.length, told);
      for (const name of keys) acknowledged.add(name);
    }
  };
  const writing = Promise.all(["a", "b", "c", "d"].map(write));
  let failure;
  writing.catch((error) => (failure = error));
  const drills = [];
  for (let n = 0; n < 3; n += 1) {
    await until(() => failure ?? acknowledged.size, (size) => failure || size > 500 * (n + 1), "some load");
    if (failure) break;
    const before_ = new Set(acknowledged);
    const child = spawn(binary, ["backup", place(`load-${n}.backup`), "--data", live, "--json"], { stdio: ["ignore", "pipe", "inherit"] });
    let out = "";
    child.stdout.on("data", (bytes) => (out += bytes));
    assert.equal(await new Promise((resolve) => child.on("exit", resolve)), 0);
    drills.push({ n, before: before_, position: JSON.parse(out).position });
  }
  going = false;
  await writing;
  assert.deepEqual(await server.stop(), { code: 0, signal: null });
  const told = (rows) => rows.map(({ id: number, source_key, customer }) => `${number} ${source_key} ${customer}`);
  const all = exported(live);
  assert.equal(all.length, acknowledged.size);
  for (const { n, before: then, position } of drills) {
    const into = place(`drill-${n}`);
    run(["restore", place(`load-${n}.backup`), "--data", into]);
    const there = exported(into);
    assert.deepEqual(told(there), told(all.filter((one) => Number(one.id.slice(1)) <= position)), "the log up to the position, nothing else, nothing twice");
    const keys = new Set(there.map((one) => one.source_key));
    for (const name of then) assert.ok(keys.has(name), `${name} was acknowledged before the backup began`);
    sound(into);
  }
});
