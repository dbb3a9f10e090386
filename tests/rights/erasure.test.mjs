// A planted person with unusual texts, told through every way in; then erased. A scan of every file finds nothing of them,
// nor does what the server logged; a crash in the middle and a restore from before change nothing about that.
import assert from "node:assert/strict";
import { cpSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { command, startServer, temporaryFolder } from "../../tools/server.mjs";
import { send } from "../api/office.mjs";

const planted = ["诸葛卧龙", "卧龙岗四十二号", "zhuge.wolong", "wolong", "13987654321", "139 8765 4321", "Xyzzyplugh", "quuxcorge", "frobozz-device-9", "zzplanted"];
const folder = temporaryFolder("erasure");
const data = join(folder.path, "data");
const key = (name, scope) => command(["key", "add", name, "--scope", scope, "--data", data]).trim();
const write = key("shop", "write"), admin = key("admin", "admin");
const logs = [];
let server;
after(async () => {
  await server?.stop();
  folder.remove();
});

async function start() {
  server = await startServer({ data, args: ["--region", "CN"] });
}
async function stop() {
  await server.stop();
  logs.push(server.output());
}

async function call(method, path, { json, body, as = admin, headers = {}, expect } = {}) {
  const answer = await send(server.url, method, path, {
    headers: { authorization: `Bearer ${as}`, ...(json && { "content-type": "application/json" }), ...headers },
    body: json ? JSON.stringify(json) : body,
  });
  if (expect) assert.equal(answer.status, expect, `${method} ${path}: ${answer.status} ${answer.body.slice(0, 400)}`);
  return answer;
}
async function until(ask, holds, seconds = 30) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (holds(answer)) return answer;
    assert.ok(Date.now() < deadline, `not so after ${seconds} s: ${JSON.stringify(answer).slice(0, 800)}`);
    await new Promise((wake) => setTimeout(wake, 50));
  }
}

const files = (of) => readdirSync(of).flatMap((name) => (statSync(join(of, name)).isDirectory() ? files(join(of, name)) : [join(of, name)]));
/** Which file holds which of the texts, as UTF-8 bytes. */
function traces() {
  const found = [];
  for (const file of files(data)) {
    const bytes = readFileSync(file);
    for (const text of planted) if (bytes.includes(Buffer.from(text))) found.push(`${file.slice(data.length)}: ${text}`);
  }
  return found;
}

const mapping = {
  source: "old shop", default_region: "CN",
  files: [{
    file: "old.csv", key: "id",
    customer: { identities: [{ namespace: "user_id", column: "user" }, { namespace: "phone", column: "phone" }], name: "name" },
    interactions: [{ channel: "store", name: "Order Completed", at: "at", properties: { note: "note" } }],
  }],
};

async function plant() {
  // Others, before and after, so that the person's rows stand among theirs.
  const others = (from) => call("POST", "/v1/batch", { as: write, json: { batch: Array.from({ length: 200 }, (_, i) => ({ type: "identify", messageId: `o-${from + i}`, userId: `other-${from + i}`, traits: { name: `Other ${from + i}`, email: `other${from + i}@example.com` } })) }, expect: 200 });
  await others(0);
  await call("POST", "/v1/batch", {
    as: write,
    json: {
      batch: [
        { type: "track", messageId: "frobozz-device-9-1", anonymousId: "frobozz-device-9", event: "Page Viewed", properties: { title: "quuxcorge" } },
        { type: "identify", messageId: "p-1", userId: "zhuge.wolong", anonymousId: "frobozz-device-9", traits: { name: "诸葛卧龙", email: "zhuge.wolong@example.cn", phone: "139 8765 4321", city: "Xyzzyplugh", address: "卧龙岗四十二号" } },
        ...Array.from({ length: 60 }, (_, i) => ({ type: "track", messageId: `p-t-${i}`, userId: "zhuge.wolong", event: "Order Completed", properties: { note: `quuxcorge ${"x".repeat(i * 50)}` } })),
      ],
    },
    expect: 200,
  });
  await call("POST", "/api/interactions", {
    headers: { "idempotency-key": "call-1" },
    json: { interactions: [{ identities: [{ namespace: "user_id", value: "zhuge.wolong" }], at: "2026-10-01T10:00:00Z", channel: "voice", name: "call", subject: "Xyzzyplugh", text: "诸葛卧龙 says quuxcorge", source_key: "quuxcorge-call" }] },
    expect: 200,
  });
  const csv = "id,user,phone,name,at,note\n1,zhuge.wolong,13987654321,诸葛卧龙,2026-09-01T10:00:00Z,quuxcorge\n2,zhuge.wolong,13987654321,诸葛卧龙,no time at all,quuxcorge\n3,other-7,,Other,not a time,harmless\n";
  const upload = (await call("POST", "/api/uploads?name=old.csv", { body: csv, headers: { "content-type": "text/csv" }, expect: 201 })).json().id;
  // Its answer holds the rows, and is kept for whoever asks again with the key.
  const preview = await call("POST", "/api/imports/preview", { json: { upload, mapping }, headers: { "idempotency-key": "preview-1" }, expect: 200 });
  assert.ok(preview.body.includes("诸葛卧龙"));
  const started = (await call("POST", "/api/imports", { json: { upload, mapping }, expect: 202 })).json().id;
  const done = await until(async () => (await call("GET", `/api/imports/${started}`)).json(), ({ state }) => state === "done" || state === "failed");
  assert.deepEqual([done.state, done.rows_added, done.rows_rejected], ["done", 1, 2], done.message);
  await others(1000);
  // Joined by hand with another profile; suggested with a third, which keeps what is its own.
  await call("POST", "/v1/batch", { as: write, json: { batch: [{ type: "identify", messageId: "p-2", userId: "second-account", traits: { name: "卧龙岗四十二号" } }] }, expect: 200 });
  await call("POST", "/api/interactions", { json: { interactions: [{ identities: [{ namespace: "user_id", value: "third-account" }, { namespace: "email", value: "zhuge.wolong@example.cn" }], at: "2026-10-02T10:00:00Z", channel: "web", name: "Seen", source_key: "third-1" }] }, expect: 200 });
  const id = await customer("user_id:zhuge.wolong");
  await call("POST", "/api/merges", { json: { customers: [id, await customer("user_id:second-account")], reason: "诸葛卧龙 said so" }, headers: { "idempotency-key": "merge-1" }, expect: 201 });
  await call("POST", `/api/customers/${id}/consents`, { json: { purpose: "marketing", state: "given", how: "form", text: "Xyzzyplugh agrees", evidence: "quuxcorge" }, headers: { "idempotency-key": "consent-1" }, expect: 201 });
  await call("POST", `/api/customers/${id}/corrections`, { json: { kind: "trait", trait: "nick", value: "quuxcorge", reason: "told so" }, headers: { "idempotency-key": "correction-1" }, expect: 201 });
  await call("POST", "/api/journeys", { json: { key: "orders", name: "Orders", template: "circular" }, expect: 201 });
  await call("POST", "/api/journeys/orders/comments", { json: { path: "stages/buy", text: "诸葛卧龙 waited for weeks here" }, headers: { "idempotency-key": "comment-1" }, expect: 201 });
  await call("POST", "/api/journeys/orders/comments", { json: { text: "Too long a wait" }, expect: 201 });
  // The third one is somebody else: their mail address is not the erased person's.
  const third = await customer("user_id:third-account");
  await call("POST", `/api/customers/${third}/corrections`, { json: { kind: "identity_removed", identity: "email:zhuge.wolong@example.cn", reason: "not theirs", forget: true }, expect: 201 });
  // Stood with somebody else by mistake, and was moved: what is said of that one names it, too.
  await call("POST", "/api/interactions", { json: { interactions: [{ identities: [{ namespace: "user_id", value: "fourth-account" }, { namespace: "email", value: "zzplanted@example.cn", verified: true }], at: "2026-10-02T10:00:00Z", channel: "web", name: "Seen", source_key: "fourth-1" }] }, expect: 200 });
  const fourth = await customer("user_id:fourth-account");
  const moved = (await call("POST", `/api/customers/${fourth}/corrections`, { json: { kind: "identity_moved", identity: "email:zzplanted@example.cn", to: id, reason: "the other one's" }, headers: { "idempotency-key": "moved-1" }, expect: 201 })).json();
  assert.ok((await call("GET", `/api/customers/${fourth}/corrections`, { expect: 200 })).body.includes("zzplanted"));
  await until(async () => (await call("GET", "/api/customers?q=wolong", { expect: 200 })).json().items, (items) => items.length > 0);
  const everything = await call("GET", `/api/customers/${id}/everything`, { expect: 200 });
  const all = everything.json();
  assert.equal(all.interactions.length, 1 + 1 + 60 + 1 + 1 + 1);
  assert.deepEqual([all.profiles.length, all.merges.length >= 1, all.imports.map(({ name }) => name), all.consents.history.length], [2, true, ["old.csv"], 2]);
  for (const text of ["诸葛卧龙", "Xyzzyplugh", "quuxcorge", "frobozz-device-9"]) assert.ok(everything.body.includes(text), text);
  return { id, fourth, moved: moved.id };
}

async function customer(identity) {
  return (await call("GET", `/api/customers?identity=${encodeURIComponent(identity)}`, { expect: 200 })).json().items[0]?.id;
}
const sound = () => JSON.parse(command(["check", "--data", data, "--json", "--region", "CN"])).findings;

test("erased: nothing is found in any file, and the rest is as it was", async () => {
  await start();
  const { id, fourth, moved } = await plant();
  assert.ok(traces().length > 0);
  await stop();
  cpSync(data, join(folder.path, "backup"), { recursive: true });
  await start();
  const preview = (await call("GET", `/api/customers/${id}/erasure`, { expect: 200 })).json();
  assert.equal(preview.interactions, 65);
  await call("POST", "/api/erasures", { json: { customer: id }, expect: 400 });
  const waiting = (await call("POST", "/api/erasures", { json: { customer: id, reason: "a mistake" }, expect: 202 })).json();
  assert.equal((await call("DELETE", `/api/erasures/${waiting.id}`, { expect: 200 })).json().state, "cancelled");
  assert.equal(await customer("user_id:zhuge.wolong"), id);
  const asked = (await call("POST", "/api/erasures", { json: { customer: id, reason: "asked by letter", now: true }, expect: 202 })).json();
  const done = await until(async () => (await call("GET", `/api/erasures/${asked.id}`)).json(), ({ state }) => state === "done");
  assert.equal(done.interactions, 65);
  assert.deepEqual(traces(), []);
  await call("GET", `/api/customers/${id}`, { expect: 410 });
  assert.equal(await customer("user_id:zhuge.wolong"), undefined);
  assert.deepEqual((await call("GET", "/api/customers?q=wolong", { expect: 200 })).json().items, []);
  assert.deepEqual((await call("GET", "/api/journeys/orders/comments", { expect: 200 })).json().items.map(({ text }) => text), ["Too long a wait"]);
  assert.notEqual(await customer("user_id:other-7"), undefined);
  assert.notEqual(await customer("user_id:third-account"), undefined);
  assert.equal(await customer("user_id:fourth-account"), fourth);
  const undoing = await call("DELETE", `/api/corrections/${moved}`, { expect: 409 });
  assert.match(undoing.json().hint, /erased/);
  assert.deepEqual((await call("GET", `/api/customers/${fourth}/corrections`, { expect: 200 })).json().items.map(({ before, after, can_be_undone }) => [before, after, can_be_undone]), [[null, null, false]]);
  assert.deepEqual((await call("GET", "/api/check", { expect: 200 })).json().findings, []);
  const about = (await call("GET", `/api/audit?object=customer&id=${id}`, { expect: 200 })).json().items.map(({ verb }) => verb);
  assert.deepEqual(about, ["customer.erased", "customer.erase", "customer.erase_cancel", "customer.erase", "customer.export", "customer.correct", "consent.record"]);
  await stop();
  assert.deepEqual(traces(), []);
  command(["rebuild", "--data", data]);
  assert.deepEqual(traces(), []);
  assert.deepEqual(sound(), []);
});

test("the server's own words hold nothing of the person", () => {
  for (const text of planted) assert.ok(!logs.join("\n").includes(text), text);
});

test("a folder restored from before: erased again at its start, by the list that stood beside the backup", async () => {
  renameSync(join(data, "erasures.jsonl"), join(folder.path, "erasures.jsonl"));
  rmSync(data, { recursive: true });
  cpSync(join(folder.path, "backup"), data, { recursive: true });
  assert.ok(traces().length > 0);
  renameSync(join(folder.path, "erasures.jsonl"), join(data, "erasures.jsonl"));
  await start();
  assert.equal(await customer("user_id:zhuge.wolong"), undefined);
  assert.deepEqual(traces(), []);
  assert.deepEqual((await call("GET", "/api/check", { expect: 200 })).json().findings, []);
  await stop();
});

test("killed in the middle of an erasure: it is ended after the start", async () => {
  for (const milliseconds of [0, 15, 60, 200]) {
    await start();
    const user = `victim-${milliseconds}`;
    await call("POST", "/v1/batch", { as: write, json: { batch: Array.from({ length: 3000 }, (_, i) => ({ type: "track", messageId: `${user}-${i}`, userId: user, event: "Seen", properties: { note: "quuxcorge" } })) }, expect: 200 });
    const id = await customer(`user_id:${user}`);
    await call("POST", "/api/erasures", { json: { customer: id, reason: "test", now: true }, expect: 202 });
    await new Promise((wake) => setTimeout(wake, milliseconds));
    await server.kill();
    await start();
    await until(async () => (await call("GET", `/api/erasures?customer=${id}`, { expect: 200 })).json().items, (items) => items[0]?.state === "done");
    assert.deepEqual(traces(), [], `killed after ${milliseconds} ms`);
    await stop();
    assert.deepEqual(sound(), []);
  }
});
