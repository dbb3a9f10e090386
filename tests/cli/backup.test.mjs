// Backup and restore by the command line: of a folder and of a running server, and what is refused.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { binary, startServer } from "../../tools/server.mjs";
import { csv, exported, fails, map, run, workshop } from "./command.mjs";

const known = (data) => exported(data).map(({ id, source_key, customer, text }) => ({ id, source_key, customer, text }));

const skip = Boolean(process.env.POSTGRES_FOR_TESTS) && "PostgreSQL is backed up by its own tools";

function filled(t) {
  const shop = workshop(t, "backup");
  run(["import", shop.file("orders.csv", csv()), "--map", shop.file("map.toml", map), "--data", shop.data]);
  run(["user", "add", "mia@example.com", "--role", "admin", "--data", shop.data], { input: "a long enough password\n" });
  return shop;
}

test("a folder is backed up into one file and restored as it was", { skip }, (t) => {
  const shop = filled(t);
  const file = shop.at("one.backup");
  assert.match(run(["backup", file, "--data", shop.data]).out, /looked through/);
  assert.equal(statSync(file).mode & 0o777, 0o600, "nobody else may read it");
  assert.deepEqual(readdirSync(shop.path).filter((name) => name.startsWith("one.backup")), ["one.backup"], "nothing is left beside it");
  assert.match(run(["backup", file, "--verify", "--data", shop.data]).out, /whole and sound/);
  const told = run(["restore", file, "--data", shop.at("new")]);
  assert.match(told.out, /Sound: 3 interactions, 2 customers/);
  assert.deepEqual(known(shop.at("new")), known(shop.data));
  assert.match(run(["user", "list", "--data", shop.at("new")]).out, /mia@example.com/);
  assert.match(run(["imports", "--data", shop.at("new")]).out, /n1/);
  run(["check", "--data", shop.at("new")]);
});

test("ordinary tools open it", { skip: skip || (spawnSync("zstd", ["--version"]).status !== 0 && "zstd is not installed") }, (t) => {
  const shop = filled(t);
  run(["backup", shop.at("one.backup"), "--data", shop.data]);
  mkdirSync(shop.at("open"));
  const sh = (script) => spawnSync("sh", ["-euc", script], { cwd: shop.at("open"), encoding: "utf8" });
  const opened = sh("tar -xf ../one.backup && sha256sum -c manifest.sha256 && cat throughline.db/*.zst | zstd -dq > t.db");
  assert.equal(opened.status, 0, opened.stderr);
  assert.match(sh("sqlite3 t.db 'select count(*) from interaction'").stdout, /^3$/m);
});

test("a server is backed up while it takes things in: a moment of the log, whole", { skip }, async (t) => {
  const shop = workshop(t, "backup");
  const server = await startServer({ data: shop.data });
  t.after(() => server.stop());
  const key = run(["key", "add", "shop", "--scope", "write", "--data", shop.data]).out.trim();
  let sending = true;
  let sent = 0;
  const acknowledged = [];
  const sender = (async () => {
    while (sending) {
      const keys = Array.from({ length: 20 }, () => `k${(sent += 1)}`);
      const answer = await fetch(`${server.url}/api/interactions`, {
        method: "POST",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        body: JSON.stringify({ interactions: keys.map((source_key) => ({ source_key, at: "2026-06-01T10:00:00Z", channel: "web", name: "Page", identities: [{ namespace: "user_id", value: `u${sent % 50}` }] })) }),
      });
      assert.equal(answer.ok, true, await answer.text());
      acknowledged.push(...keys);
    }
  })();
  let failure = null;
  sender.catch((error) => (failure = error));
  while (acknowledged.length < 200 && !failure) await new Promise((resolve) => setImmediate(resolve));
  if (failure) throw failure;
  for (let round = 0; round < 3; round += 1) {
    const before = [...acknowledged];
    const file = shop.at(`${round}.backup`);
    const child = spawn(binary, ["backup", file, "--data", shop.data, "--json"], { stdio: ["ignore", "pipe", "inherit"] });
    let out = "";
    child.stdout.on("data", (bytes) => (out += bytes));
    assert.equal(await new Promise((resolve) => child.on("exit", resolve)), 0);
    const manifest = JSON.parse(out);
    const into = shop.at(`restored-${round}`);
    const restore = spawn(binary, ["restore", file, "--data", into], { stdio: ["ignore", "ignore", "inherit"] });
    assert.equal(await new Promise((resolve) => restore.on("exit", resolve)), 0);
    const there = known(into);
    const keys = new Set(there.map((each) => each.source_key));
    for (const each of before) assert.ok(keys.has(each), `acknowledged before the backup began: ${each}`);
    assert.equal(keys.size, there.length, "nothing is there twice");
    assert.ok(Number(there.at(-1).id.replace(/\D/g, "")) <= manifest.position, "nothing behind the position it names");
  }
  sending = false;
  await sender;
});

test("what is there is never replaced silently, and nothing is restored over anything", { skip }, (t) => {
  const shop = filled(t);
  const file = shop.file("one.backup", "precious");
  fails(["backup", file, "--data", shop.data], 1, /there already.*\n.*--overwrite/);
  assert.equal(readFileSync(file, "utf8"), "precious");
  run(["backup", file, "--overwrite", "--data", shop.data]);
  fails(["restore", file, "--data", shop.data], 1, /not empty/);
  fails(["backup", shop.at("no", "such", "folder.backup"), "--data", shop.data], 5, /can't be written/);
  fails(["backup", shop.at("x.backup"), "--data", shop.at("nothing")], 1, /no data folder/);
  fails(["backup", shop.at("data", "x.backup"), "--data", shop.data], 1, /inside the data folder/);
  fails(["serve", "--port", "0", "--backup-to", shop.at("data", "copies"), "--data", shop.data], 1, /inside the data folder/);
  assert.ok(!existsSync(shop.at("data", "copies")));
  assert.equal(known(shop.data).length, 3);
});

test("what is written is for its owner only", { skip }, (t) => {
  const shop = filled(t);
  run(["backup", shop.at("one.backup"), "--data", shop.data]);
  run(["export", "customers", "--out", shop.at("customers.jsonl"), "--data", shop.data]);
  const written = readdirSync(shop.data).map((name) => shop.at("data", name));
  assert.ok(written.includes(shop.at("data", "throughline.db")));
  for (const path of [shop.data, ...written, shop.at("one.backup"), shop.at("customers.jsonl")]) assert.equal(statSync(path).mode & 0o077, 0, path);
});

test("a backup that was cut off, changed or is none is refused, and leaves nothing", { skip }, (t) => {
  const shop = filled(t);
  run(["backup", shop.at("good.backup"), "--data", shop.data]);
  const good = readFileSync(shop.at("good.backup"));
  const bad = (name, bytes, says) => {
    writeFileSync(shop.at(name), bytes);
    fails(["backup", shop.at(name), "--verify"], 1, says);
    fails(["restore", shop.at(name), "--data", shop.at(`${name}.data`)], 1, says);
    assert.ok(!existsSync(shop.at(`${name}.data`, "throughline.db")), "nothing of it counts");
    assert.ok(!existsSync(shop.at(`${name}.checking`)), "nothing is left of looking at it");
  };
  bad("letter", "Dear Sir or Madam, ".repeat(100), /not a backup/);
  bad("empty", "", /cut off|not a backup/);
  for (let n = 1; n < 6; n += 1) bad(`cut-${n}`, good.subarray(0, Math.floor((good.length * n) / 6)), /damaged/);
  for (let n = 0; n < 24; n += 1) {
    const changed = Buffer.from(good);
    const at = Math.floor((good.length * n) / 24) + 7;
    if (changed[at] === 0) continue;   // the padding between members
    changed[at] ^= 0x41;
    // A byte of a compressed frame's head that says how, and not what: what comes out is proved by its own sums, and is the same.
    const file = shop.file(`same-${n}`, changed);
    if (spawnSync(binary, ["backup", file, "--verify"]).status === 0) {
      run(["restore", file, "--data", shop.at(`same-${n}.data`)]);
      assert.deepEqual(known(shop.at(`same-${n}.data`)), known(shop.data));
    } else bad(`changed-${n}`, changed, /damaged|not a backup|JSON/);
  }
  run(["restore", shop.at("good.backup"), "--data", shop.at("cut-1.data")]);
  assert.equal(known(shop.at("cut-1.data")).length, 3, "the folder that a broken restore left is good for the next one");
});
