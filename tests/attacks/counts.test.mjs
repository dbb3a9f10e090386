// Limits of how many (class G 25): the last one that is allowed is taken, the next one refused with its reason, and what is there
// goes on. Where making so many would take minutes, the rows before the last are put into the stopped server's database by hand.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { readLimits } from "../../tools/limits-page.mjs";
import { startServer, temporaryFolder } from "../../tools/server.mjs";
import { interaction, isProblem, openOffice, send } from "../api/office.mjs";
import { openSocket } from "../api/socket.mjs";
import { run, workshop } from "../cli/command.mjs";

const limits = Object.fromEntries(readLimits().flatMap((part) => part.limits.map(({ name, value }) => [name, value])));
const byHand = { skip: Boolean(process.env.POSTGRES_FOR_TESTS) && "it puts rows into SQLite's file", timeout: 120_000 };
const range = (count, make) => Array.from({ length: count }, (_, i) => make(i));
const x = (count) => "x".repeat(count);

// One folder that is nearly full of everything, and a server on it.
let folder, server, key;
before(async () => {
  if (byHand.skip) return;
  folder = temporaryFolder("counts");
  const data = join(folder.path, "data");
  key = run(["key", "add", "all", "--scope", "admin", "--data", data]).out.trim();
  const many = (count, insert) => `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count}) ${insert} from n;`;
  const sql = [
    many(limits.people - 1, "insert into user_account(id, email, name, role, created_at) select i, 'p' || i || '@example.com', '', 0, 0"),
    many(limits.regions - 1, "insert into region(id, name) select i, 'region ' || i"),
    many(limits.teams - 1, "insert into team(id, name) select i, 'team ' || i"),
    many(limits.uploads - 1, "insert into upload(id, name, bytes, sent_by, sent_at) select i, 'f', 1, 'x', strftime('%s') * 1000000"),
    // Of a node that is not here: they wait for ever.
    many(limits.imports_waiting - 1, "insert into import_run(id, name, source, state, files, mapping, started_by, started_at, node) select i, 'w', 's', 'queued', '[]', '{}', 'x', 0, 'elsewhere'"),
  ];
  const done = spawnSync("sqlite3", ["-bail", join(data, "throughline.db")], { input: sql.join("\n"), encoding: "utf8" });
  assert.equal(done.status, 0, done.stderr);
  server = await startServer({ data });
});
after(async () => {
  await server?.stop();
  folder?.remove();
});

async function call(method, path, { json, body, type = "application/json", expect } = {}) {
  const answer = await send(server.url, method, path, { headers: { authorization: `Bearer ${key}`, ...((json || body) && { "content-type": type }) }, body: json ? JSON.stringify(json) : body });
  if (expect) assert.equal(answer.status, expect, `${method} ${path}: ${answer.body.slice(0, 300)}`);
  return answer;
}
async function lastAndOneMore(make, says, status = 409) {
  const last = await make("last");
  assert.ok(last.status < 300, `the last: ${last.status} ${last.body.slice(0, 300)}`);
  const problem = isProblem(await make("one more"), status);
  assert.match(problem.detail, says);
  assert.ok(problem.hint);
}

test("10,000 people", byHand, async () => {
  await lastAndOneMore((name) => call("POST", "/api/users", { json: { email: `${name.replace(" ", "-")}@example.com`, role: "viewer", password: "words that are long enough" } }), /10000 people/);
  isProblem(await call("POST", "/api/invitations", { json: { email: "invited@example.com", role: "viewer" } }), 409);
});

test("names, words and members of teams and regions", byHand, async () => {
  const both = async (path, make, limit) => {
    await call("PATCH", path, { json: make(limit), expect: 200 });
    isProblem(await call("PATCH", path, { json: make(limit + 1) }), 400);
  };
  await both("/api/regions/r2", (n) => ({ name: x(n) }), limits.place_name_bytes);
  await both("/api/teams/t2", (n) => ({ name: x(n) }), limits.place_name_bytes);
  await both("/api/teams/t2", (n) => ({ function: x(n) }), limits.place_name_bytes);
  await both("/api/regions/r2", (n) => ({ words: range(n, (i) => `word ${i}`) }), limits.region_words);
  await both("/api/regions/r2", (n) => ({ words: [x(n)] }), limits.place_name_bytes);
  await both("/api/teams/t2", (n) => ({ members: range(n, (i) => `u${i + 1}`) }), limits.team_members);
});

test("1,000 regions and as many teams", byHand, async () => {
  await lastAndOneMore((name) => call("POST", "/api/regions", { json: { name } }), /1000 regions/);
  await lastAndOneMore((name) => call("POST", "/api/teams", { json: { name } }), /1000 teams/);
});

test("1,000 uploaded files", byHand, async () => {
  await lastAndOneMore((name) => call("POST", `/api/uploads?name=${encodeURIComponent(name)}.csv`, { body: "who,at\na,2026-01-01\n", type: "application/octet-stream" }), /1000 uploaded files/);
});

test("100 imports that wait", byHand, async () => {
  const mapping = { source: "waiting", files: [{ customer: { identities: [{ namespace: "user_id", column: "who" }] }, interactions: [{ channel: "store", name: "Visit", at: "at" }] }] };
  const upload = `f${limits.uploads}`;
  // The hundredth is ours and does not wait long; when it is done another of those elsewhere takes its place.
  const ours = (await call("POST", "/api/imports", { json: { upload, mapping }, expect: 202 })).json();
  for (let state; state !== "done"; ) {
    ({ state } = (await call("GET", `/api/imports/${ours.id}`, { expect: 200 })).json());
    assert.notEqual(state, "failed");
  }
  const done = spawnSync("sqlite3", ["-bail", join(folder.path, "data", "throughline.db")], {
    input: ".timeout 5000\ninsert into import_run(id, name, source, state, files, mapping, started_by, started_at, node) values (9999, 'w', 's', 'queued', '[]', '{}', 'x', 0, 'elsewhere');",
    encoding: "utf8",
  });
  assert.equal(done.status, 0, done.stderr);
  assert.match(isProblem(await call("POST", "/api/imports", { json: { upload, mapping } }), 409).detail, /100 imports waiting/);
});

test("10,000 sources are learned, not one more, and known ones go on", { timeout: 120_000 }, async (t) => {
  const office = await openOffice({ name: "sources", people: [] });
  t.after(() => office.close());
  const tell = (interactions) => office.call("POST", "/api/interactions", { as: "admin key", json: { interactions } });
  const from = (i) => interaction("ann", { source: `source ${i}` });
  const known = (await tell([interaction("ann", { source: "source 0" })])).json();
  assert.equal(known.accepted, 1);
  // Some are the program's own, so the last ones go one by one.
  for (let at = 1; at < limits.sources - 100; at += 4950) assert.equal((await tell(range(Math.min(4950, limits.sources - 100 - at), (i) => from(at + i)))).status, 200);
  let refused;
  for (let i = limits.sources - 100; i <= limits.sources && !refused; i += 1) {
    const answer = await tell([from(i)]);
    if (answer.status !== 200) refused = [i, answer];
  }
  assert.ok(refused && refused[0] >= limits.sources - 10, `refused was ${refused?.[0]}`);
  assert.match(isProblem(refused[1], 413).detail, /10000 different sources/);
  assert.equal((await tell([from(5), from(9000)])).json().accepted, 2);
});

test("a head's lines, its bytes, its address's parameters, its Authorization", { timeout: 60_000 }, async (t) => {
  const office = await openOffice({ name: "heads", people: [] });
  t.after(() => office.close());
  const ask = (path, headers = {}) => send(office.url, "GET", path, { headers, fresh: true });
  const standing = 2;   // Host and Connection, which node sends by itself
  const lines = (n) => Object.fromEntries(range(n - standing, (i) => [`x-${i}`, "1"]));
  assert.equal((await ask("/healthz", lines(limits.header_fields))).status, 200);
  assert.equal((await ask("/healthz", lines(limits.header_fields + 1))).status, 431);
  // Within by a little, beyond by a little: the head's exact bytes are the client's doing.
  assert.equal((await ask("/healthz", { "x-long": x(limits.header_bytes - 400) })).status, 200);
  assert.equal((await ask("/healthz", { "x-long": x(limits.header_bytes) })).status, 431);
  const parameters = (n) => `/api/customers?${range(n, (i) => `${i ? `x${i}` : "limit"}=1`).join("&")}`;
  const bearer = { authorization: `Bearer ${office.secrets.admin}` };
  assert.match(isProblem(await ask(parameters(limits.query_parameters), bearer), 400).detail, /^(?!.*parameters\.).*$/, "it is the unknown ones that are refused");
  assert.match(isProblem(await ask(parameters(limits.query_parameters + 1), bearer), 400).detail, /more than 100 parameters/);
  // A write key as the name of Basic, with a password that fills up the rest.
  const basic = (bytes) => {
    const room = ((bytes - "Basic ".length) / 4) * 3;
    return `Basic ${Buffer.from(`${office.secrets.write}:`.padEnd(room, "x")).toString("base64")}`;
  };
  const track = (authorization) =>
    send(office.url, "POST", "/v1/track", { headers: { authorization, "content-type": "application/json" }, body: JSON.stringify({ event: "E", userId: "u", messageId: authorization.length }) });
  const within = basic(limits.authorization_bytes - ((limits.authorization_bytes - "Basic ".length) % 4));
  assert.ok(within.length <= limits.authorization_bytes && within.length > limits.authorization_bytes - 4);
  assert.notEqual((await track(within)).status, 401);
  assert.equal((await track(basic(within.length + 4))).status, 401);
});

test("an upload that says it is larger than 64 GiB is refused before it is sent; one within is asked for", async (t) => {
  const office = await openOffice({ name: "upload", people: [] });
  t.after(() => office.close());
  const { sendRaw } = await import("../api/office.mjs");
  const head = (bytes) =>
    `POST /api/uploads?name=a.csv HTTP/1.1\r\nHost: x\r\nContent-Type: application/octet-stream\r\nAuthorization: Bearer ${office.secrets.admin}\r\nExpect: 100-continue\r\nContent-Length: ${bytes}\r\n\r\n`;
  assert.match(await sendRaw(office.url, head(limits.upload_bytes), { until: /\r\n\r\n/ }), /^HTTP\/1\.1 100 /);
  assert.match(await sendRaw(office.url, head(BigInt(limits.upload_bytes) + 1n), { until: /\r\n\r\n/ }), /^HTTP\/1\.1 413 /);
});

test("a hundred rejected rows are shown, all are in the file; fifty rows a page when none are asked for", { timeout: 60_000 }, async (t) => {
  const office = await openOffice({ name: "rows", people: [], keys: ["admin", "write"] });
  t.after(() => office.close());
  const post = (path, given) => office.call("POST", path, { as: "admin key", ...given });
  const mapping = { source: "rejected", files: [{ customer: { identities: [{ namespace: "user_id", column: "who" }] }, interactions: [{ channel: "store", name: "Visit", at: "at" }] }] };
  for (const count of [limits.rejected_shown, limits.rejected_shown + 1]) {
    const rows = `who,at\n${range(count, (i) => `w${i},no time`).join("\n")}\nfine-${count},2026-01-01\n`;
    const upload = (await post("/api/uploads?name=r.csv", { body: rows, headers: { "content-type": "application/octet-stream" }, expect: 201 })).json().id;
    const { id } = (await post("/api/imports", { json: { upload, mapping }, expect: 202 })).json();
    const done = await office.until(async () => (await office.call("GET", `/api/imports/${id}`, { as: "admin key" })).json(), ({ state }) => state === "done" || state === "failed");
    assert.deepEqual([done.rows_rejected, done.errors.length], [count, limits.rejected_shown]);
    assert.equal((await office.call("GET", `/api/imports/${id}/rejected`, { as: "admin key" })).body.trim().split("\n").length, count + 1);
  }
  await post("/api/interactions", { json: { interactions: range(limits.page_rows_default + 1, (i) => interaction(`row${i}`)) }, expect: 200 });
  await office.until(async () => (await office.call("GET", "/api/customers?limit=1000", { as: "admin key" })).json().items.length, (n) => n > limits.page_rows_default);
  assert.equal((await office.call("GET", "/api/customers", { as: "admin key" })).json().items.length, limits.page_rows_default);
});

test("a map of one mebibyte is read, a larger one is not", (t) => {
  const shop = workshop(t, "maps");
  const map = `source = "m"\n[[files]]\nfile = "a*"\ncustomer = {identities = [{namespace = "user_id", column = "who"}]}\n[[files.interactions]]\nchannel = "store"\nname = "Visit"\nat = "at"\n`;
  const file = shop.file("a.csv", "who,at\na,2026-01-01\n");
  const sized = (name, bytes) => shop.file(name, `${map}${`#${"-".repeat(bytes - map.length - 2)}`}\n`);
  run(["import", file, "--map", sized("within.toml", limits.map_bytes), "--data", shop.data]);
  const { out, err } = run(["import", file, "--map", sized("beyond.toml", limits.map_bytes + 1), "--data", shop.data], { code: 1 });
  assert.match(out + err, /map is larger than 1 MiB/);
});

test("comparing people: traits named, people of one key, known people of a report", { timeout: 120_000 }, async (t) => {
  const office = await openOffice({ name: "compared", people: [], keys: ["admin"] });
  t.after(() => office.close());
  const call_ = (method, path, given) => office.call(method, path, { as: "admin key", ...given });
  const settings = (await call_("GET", "/api/linkage/settings", { expect: 200 })).json();
  const [field] = Object.entries(settings.traits).find(([, names]) => Array.isArray(names));
  const both = async (make, limit) => {
    await call_("PUT", "/api/linkage/settings", { json: make(limit), expect: 200 });
    isProblem(await call_("PUT", "/api/linkage/settings", { json: make(limit + 1) }), 400);
  };
  await both((n) => ({ ...settings, traits: { ...settings.traits, [field]: range(n, (i) => `trait_${i}`) } }), limits.link_trait_names);
  await both((n) => ({ ...settings, block_people: n }), limits.link_block_people);
  const truth = (n) => JSON.stringify({ truth: range(n, (i) => ({ identity: `a:${i}`, entity: `${i % 9}` })) });
  const ask = (n) => call_("POST", "/api/linkage/runs", { body: truth(n), headers: { "content-type": "application/json" }, documented: false });
  assert.equal((await ask(limits.link_truth_rows)).status, 202);
  const problem = isProblem(await ask(limits.link_truth_rows + 1), 400);
  assert.match(problem.detail, /more than 200000 rows/);
});

test("an open page: a hundred customers are named, one more are many; the longest message; sixty messages", async (t) => {
  const office = await openOffice({ name: "live-counts", people: ["viewer"] });
  t.after(() => office.close());
  const listening = async () => {
    const socket = await openSocket(office.url, { headers: { cookie: office.cookies.viewer, origin: office.url } });
    assert.equal(socket.refused, undefined);
    await socket.next();
    return socket;
  };
  const socket = await listening();
  const tell = (name, n) => office.call("POST", "/api/interactions", { as: "write key", json: { interactions: range(n, (i) => interaction(`${name}-${i}`)) }, expect: 200 });
  await tell("within", limits.live_ids);
  const news = await socket.next((one) => one.customers);
  assert.equal(news.customers.length, limits.live_ids);
  await tell("beyond", limits.live_ids + 1);
  assert.equal((await socket.next((one) => one.customers)).customers, "many");
  const sized = (bytes) => `{"a":"${x(bytes - 8)}"}`;
  socket.text(sized(limits.live_frame_bytes));
  assert.ok(Number.isInteger((await socket.next()).position), "the longest message is answered");
  socket.text(sized(limits.live_frame_bytes + 1));
  assert.equal((await socket.closed).code, 1009);
  const talker = await listening();
  for (let n = 0; n < limits.live_frames_a_minute; n += 1) talker.text("{}");
  assert.ok(Number.isInteger((await talker.next()).position));
  talker.text("{}");
  assert.equal((await talker.closed).code, 1008);
});
