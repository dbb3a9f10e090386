// The disk fills up under a running server: it says so, goes on reading, loses nothing, and goes on by itself once there is
// room. The data folder is a small file system in memory, so this needs the right to mount one.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { appendFileSync, existsSync, statfsSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { binary, startServer, temporaryFolder } from "../../tools/server.mjs";
import { csv, map, run, workshop } from "../cli/command.mjs";

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
async function until(what, says) {
  for (let n = 0; n < 600; n += 1) {
    const answer = await what();
    if (answer) return answer;
    await pause(50);
  }
  throw new Error(`it never came: ${says}`);
}

// A file system of its own, in memory, as the data folder; nothing when we may not mount one.
function smallDisk(t, megabytes = 48) {
  const folder = temporaryFolder("disk");
  if (spawnSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder.path]).status !== 0) {
    folder.remove();
    t.skip("no right to mount a file system here");
    return null;
  }
  t.after(() => {
    spawnSync("umount", ["-l", folder.path]);
    folder.remove();
  });
  return { data: folder.path, at: (...parts) => join(folder.path, ...parts) };
}

test("a full disk: read-only with a reason, and back without hands", async (t) => {
  const shop = smallDisk(t);
  if (!shop) return;
  run(["user", "add", "mia@example.com", "--role", "admin", "--data", shop.data], { input: "a long enough password\n" });
  const write = run(["key", "add", "shop", "--scope", "write", "--data", shop.data]).out.trim();
  const read = run(["key", "add", "reader", "--scope", "admin", "--data", shop.data]).out.trim();
  const server = await startServer({ data: shop.data });
  t.after(() => server.stop());

  let sent = 0;
  const acknowledged = [];
  async function send() {
    const keys = Array.from({ length: 50 }, () => `k${(sent += 1)}`);
    const interactions = keys.map((source_key) => ({ source_key, at: "2026-06-01T10:00:00Z", channel: "web", name: "Page", text: "x".repeat(2000), identities: [{ namespace: "user_id", value: `u${sent % 50}` }] }));
    const answer = await fetch(`${server.url}/api/interactions`, { method: "POST", headers: { authorization: `Bearer ${write}`, "content-type": "application/json" }, body: JSON.stringify({ interactions }) });
    if (answer.ok) acknowledged.push(...keys);
    return { status: answer.status, body: await answer.json() };
  }
  const ask = (path) => fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${read}` } });

  for (let n = 0; n < 10; n += 1) assert.ok((await send()).status < 300);
  const filler = shop.at("filler");
  for (let round = 0; round < 2; round += 1) {
    const { bavail, bsize } = statfsSync(shop.data);
    try {
      writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - (1 << 20))));
    } catch (error) {
      assert.equal(error.code, "ENOSPC", "the server may have taken the room meanwhile: full is full");
    }
    const refused = await until(async () => {
      const answer = await send();
      return answer.status >= 300 && answer;
    }, "a refusal");
    assert.equal(refused.status, 503, JSON.stringify(refused.body));
    assert.match(refused.body.detail, /full/);
    assert.ok(refused.body.hint.length > 10);

    const ready = await ask("/readyz");
    assert.equal(ready.status, 503);
    assert.equal(await ready.text(), "read-only: disk_full\n", "anybody may ask: the kind of trouble, no more");
    const health = await (await ask("/api/health")).json();
    assert.equal(health.writable, false);
    assert.equal(health.trouble, "disk_full");
    assert.match(await (await ask("/metrics")).text(), /throughline_writable 0/);
    assert.equal((await ask("/api/customers")).status, 200, "reading goes on");
    assert.equal((await ask("/healthz")).status, 200);

    await rm(filler);
    await until(async () => (await ask("/readyz")).status === 200, "ready again");
    assert.equal((await send()).status < 300, true, "writing goes on by itself");
  }
  await server.stop();
  assert.ok(!existsSync(shop.at("probe")));
  run(["check", "--data", shop.data]);
  const keys = run(["export", "interactions", "--data", shop.data]).out.trim().split("\n").map((line) => JSON.parse(line).source_key);
  const there = new Set(keys);
  assert.equal(there.size, keys.length, "nothing is there twice");
  for (const key of acknowledged) assert.ok(there.has(key), `acknowledged and lost: ${key}`);
});

test("a full disk and no server: every command says so and ends", async (t) => {
  const shop = smallDisk(t, 24);
  if (!shop) return;
  const write = run(["key", "add", "shop", "--scope", "write", "--data", shop.data]).out.trim();
  const server = await startServer({ data: shop.data });
  t.after(() => server.stop());
  let sent = 0;
  const post = (interactions) =>
    fetch(`${server.url}/api/interactions`, { method: "POST", headers: { authorization: `Bearer ${write}`, "content-type": "application/json" }, body: JSON.stringify({ interactions }) });
  const some = (n, size) =>
    Array.from({ length: n }, () => ({ source_key: `k${(sent += 1)}`, at: "2026-06-01T10:00:00Z", channel: "web", name: "Page", text: "x".repeat(size), identities: [{ namespace: "user_id", value: `u${sent}` }] }));
  while ((await post(some(200, 2000))).ok) assert.ok(sent < 100_000, "the disk never got full");
  while ((await post(some(1, 10))).ok) assert.ok(sent < 200_000, "the disk never got full");
  await server.kill();
  writeFileSync(join(shop.data, "filler"), "");
  try {
    for (;;) appendFileSync(join(shop.data, "filler"), Buffer.alloc(4096));
  } catch (error) {
    assert.equal(error.code, "ENOSPC");
  }

  const orders = workshop(t, "orders");
  const mapping = orders.file("map.toml", map);
  const file = orders.file("orders.csv", csv());
  // A little may fit into room that the database has already; what can't be written is said, and nothing waits for ever.
  for (const args of [["check"], ["status"], ["import", file, "--map", mapping], ["export", "interactions"], ["link"], ["user", "add", "mia@example.com", "--role", "viewer", "--no-password"]]) {
    const { status, signal, stderr } = spawnSync(binary, [...args, "--data", shop.data], { encoding: "utf8", timeout: 60_000, maxBuffer: 256 << 20 });
    assert.ok(status === 0 || (status === 5 && /full/.test(stderr)), `${args.join(" ")}: ${status ?? signal}\n${stderr.slice(-2000)}`);
  }
  run(["backup", join(orders.path, "one.backup"), "--data", shop.data]);   // onto another disk: a full one keeps nobody from it

  await rm(join(shop.data, "filler"));
  spawnSync("mount", ["-o", "remount,size=64m", shop.data]);
  run(["check", "--data", shop.data]);
});

test("a folder that is mounted for reading only is refused with a reason", (t) => {
  const shop = smallDisk(t);
  if (!shop) return;
  run(["key", "add", "shop", "--scope", "write", "--data", shop.data]);
  assert.equal(spawnSync("mount", ["-o", "remount,ro", shop.data]).status, 0);
  const { out, err } = run(["key", "list", "--data", shop.data], { code: 5 });
  assert.match(out + err, /can't be written|can't be used|Read-only/);
});

test("another program holds the database: told as that, and back by itself", { skip: spawnSync("sqlite3", ["--version"]).status !== 0 && "sqlite3 is not installed", timeout: 120_000 }, async (t) => {
  const shop = workshop(t, "held");
  const write = run(["key", "add", "shop", "--scope", "write", "--data", shop.data]).out.trim();
  const server = await startServer({ data: shop.data });
  t.after(() => server.stop());
  const send = (source_key) =>
    fetch(`${server.url}/api/interactions`, {
      method: "POST",
      headers: { authorization: `Bearer ${write}`, "content-type": "application/json" },
      body: JSON.stringify({ interactions: [{ source_key, at: "2026-06-01T10:00:00Z", channel: "web", name: "Page", identities: [{ namespace: "user_id", value: "u1" }] }] }),
    });
  assert.equal((await send("one")).ok, true);
  const browser = spawn("sqlite3", [shop.at("data", "throughline.db")], { stdio: ["pipe", "pipe", "inherit"] });
  t.after(() => browser.kill("SIGKILL"));
  browser.stdin.write("begin immediate;\nselect 'held';\n");
  await new Promise((resolve) => browser.stdout.once("data", resolve));
  const refused = await send("two");
  assert.equal(refused.status, 503);
  assert.match((await refused.json()).detail, /held by another program/);
  assert.match(await (await fetch(`${server.url}/readyz`)).text(), /read-only: held/);
  const ended = new Promise((resolve) => browser.on("exit", resolve));
  browser.stdin.end("rollback;\n.quit\n");
  await ended;
  await until(async () => (await fetch(`${server.url}/readyz`)).status === 200, "ready again");
  assert.equal((await send("two")).ok, true);
  await server.stop();
  run(["check", "--data", shop.data]);
});
