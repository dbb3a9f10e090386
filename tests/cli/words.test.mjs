// What the command line says: help, errors that tell what to do, exit codes, and where settings come from.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { createServer } from "node:net";
import { test } from "node:test";
import { binary, startServer } from "../../tools/server.mjs";
import { fails, map, run, workshop } from "./command.mjs";

const commands = [[], ["serve"], ["user"], ["user", "add"], ["user", "list"], ["user", "invite"], ["user", "reset"], ["user", "factor-off"], ["user", "sign-out"], ["user", "link"], ["key"], ["key", "add"], ["key", "list"], ["key", "remove"], ["import"], ["undo-import"], ["export"], ["check"], ["rebuild"], ["audit"], ["audit", "head"], ["person"], ["person", "export"], ["person", "erase"], ["openapi"]];

test("every command has its help, and all commands stand in the first", () => {
  const first = run(["--help"]).out;
  for (const words of commands) {
    const { out, err } = run([...words, "--help"]);
    assert.equal(err, "", "help is no error");
    assert.match(out, /usage/i);
    assert.ok(out.trim().split("\n").length > 3, `the help of ${words.join(" ")} is too short`);
    for (const line of out.split("\n")) assert.ok(line.length <= 200, `too long a line: ${line}`);
    if (words.length === 1) assert.match(first, new RegExp(`^ +${words[0]}\\b`, "m"));
  }
  for (const said of [/Exit codes/, /THROUGHLINE_DATA/, /--config/, /--version/]) assert.match(first, said);
  assert.match(run(["--version"]).out, /^throughline \d+\.\d+\.\d+/);
});

test("a command line that is not right ends with 2 and says what is wrong", (t) => {
  const shop = workshop(t);
  const wrong = [
    [[], /subcommand/i], [["nonsense"], /nonsense/], [["user"], /subcommand/i], [["user", "nonsense"], /nonsense/], [["user", "add"], /email/i],
    [["user", "add", "a@example.com"], /--role/], [["user", "add", "a@example.com", "--role", "emperor"], /emperor.*admin/s], [["key", "add", "x"], /--scope/],
    [["key", "add", "x", "--scope", "everything"], /everything.*write/s], [["import"], /what/], [["import", "x"], /--map/], [["export"], /what/], [["export", "everything"], /everything.*interactions/s],
    [["export", "interactions", "--format", "xls"], /xls.*jsonl/s], [["serve", "--port", "http"], /port/], [["serve", "--port", "70000"], /port/], [["serve", "--workers", "0"], /workers/], [["check", "--nonsense"], /nonsense/],
    [["check", "--log-level", "loud"], /loud.*debug/s], [["undo-import"], /id/],
  ];
  for (const [args, says] of wrong) fails([...args, ...(args.length ? ["--data", shop.data] : [])], 2, says);
  assert.ok(!existsSync(shop.data), "a wrong command line makes no data folder");
});

test("what can't be done ends with 1 or 5, and says what to do instead", (t) => {
  const shop = workshop(t);
  const { data } = shop;
  for (const words of [["check"], ["rebuild"], ["export", "customers"]]) fails([...words, "--data", data], 1, /no data folder.*--data|holds nothing of Throughline.*--data/s);
  run(["key", "add", "first", "--scope", "read", "--data", data]);
  fails(["user", "add", "no address", "--role", "admin", "--data", data], 1, /e-?mail/i, { input: "four words nobody else has\n" });
  fails(["user", "add", "a@example.com", "--role", "admin", "--data", data], 1, /password/i, { input: "short\n" });
  fails(["user", "add", "a@example.com", "--role", "admin", "--data", data], 1, /password/i, { input: "" });
  for (const word of ["link", "reset", "factor-off", "sign-out"]) fails(["user", word, "nobody@example.com", "--data", data], 1, /user list/);
  fails(["key", "remove", "k99", "--data", data], 1, /list of keys|key list/);
  fails(["key", "remove", "nonsense", "--data", data], 1, /list of keys|key list/);
  fails(["undo-import", "n99", "--data", data], 1, /n99.*\n.*throughline imports/);
  fails(["person", "export", "c99", "--data", data], 1, /c99.*\n.*throughline export customers/);
  fails(["import", shop.at("missing.csv"), "--map", shop.file("map.toml", 'source = "x"\nfiles = []\n'), "--data", data], 1, /./);
  fails(["import", shop.file("a.csv", "a\n1\n"), "--map", shop.at("missing.toml"), "--data", data], 1, /missing\.toml/);
  fails(["import", shop.at("a.csv"), "--map", shop.file("broken.toml", "source = \n"), "--data", data], 1, /broken\.toml/);
  fails(["import", shop.at("a.csv"), "--map", shop.file("wrong.toml", `nonsense = 1\n${map}`), "--data", data], 1, /nonsense/);
  fails(["export", "interactions", "--out", shop.at("no", "such", "folder", "x"), "--data", data], 5, /--out/);
  fails(["check", "--config", shop.at("missing.toml"), "--data", data], 2, /missing\.toml/);
  const file = shop.file("not-a-folder", "");
  fails(["user", "list", "--data", file], 5, /--data/);
  fails(["serve", "--data", file, "--port", "0"], 5, /--data/);
  fails(["serve", "--data", data, "--port", "99999"], 2, /--port.*99999.*65535/s);
  fails(["serve", "--data", data, "--port", "0", "--bind", "1.2.3.4"], 5, /1\.2\.3\.4.*\n.*--bind/);
});

test("a person's password is the first line of standard input, and nowhere else", (t) => {
  const { data } = workshop(t);
  const { out, err } = run(["user", "add", "Ann@Example.com", "--role", "manager", "--name", "Ann", "--data", data], { input: "four words nobody else has\r\nand more\n" });
  assert.match(out, /ann@example\.com \(manager\)/);
  assert.ok(!(out + err).includes("four words"));
  fails(["user", "add", "ann@example.com", "--role", "viewer", "--data", data], 1, /ann@example\.com|already/i, { input: "four words nobody else has\n" });
  run(["user", "add", "bob@example.com", "--role", "viewer", "--no-password", "--data", data]);
  const list = run(["user", "list", "--data", data]).out.trim().split("\n").map((line) => line.split("\t"));
  assert.deepEqual(list.map(([, email, role]) => [email, role]), [["ann@example.com", "manager"], ["bob@example.com", "viewer"]]);
  assert.match(run(["user", "link", "bob@example.com", "--data", data]).out, /^\/sign-in\?link=\S{20,}\n$/);
});

test("a key is the only thing on standard output, and only this once", (t) => {
  const { data } = workshop(t);
  for (const [scope, prefix] of [["write", "tlw_"], ["read", "tlr_"], ["admin", "tla_"]]) {
    const { out } = run(["key", "add", `the ${scope} key`, "--scope", scope, "--data", data]);
    assert.match(out, new RegExp(`^${prefix}[\\w-]{40,}\\n$`));
    assert.ok(!run(["key", "list", "--data", data]).out.includes(out.trim()));
  }
  assert.match(run(["key", "list", "--data", data]).out, /^k1\tthe write key\twrite\tnever used\nk2\t/);
  run(["key", "remove", "k1", "--data", data]);
  assert.doesNotMatch(run(["key", "list", "--data", data]).out, /the write key/);
});

test("settings come from flags, then the environment, then the file", { skip: Boolean(process.env.POSTGRES_FOR_TESTS) && "folders are named where tests/support/throughline-on-postgres does not look" }, (t) => {
  const shop = workshop(t);
  const folder = (name) => {
    run(["key", "add", name, "--scope", "read", "--data", shop.at(name)]);
    return shop.at(name);
  };
  const [flag, environment, file] = ["by-flag", "by-environment", "by-file"].map(folder);
  const config = shop.file("throughline.toml", `data = "${file}"\n[serve]\nport = 1\n`);
  const names = (args, variables) => run([...args, "key", "list"], { environment: variables }).out.split("\t")[1];
  assert.equal(names(["--config", config], {}), "by-file");
  assert.equal(names([], { THROUGHLINE_CONFIG: config }), "by-file");
  assert.equal(names([], { THROUGHLINE_DATA: environment }), "by-environment");
  assert.equal(names(["--config", config], { THROUGHLINE_DATA: environment }), "by-environment");
  assert.equal(names(["--config", config, "--data", flag], { THROUGHLINE_DATA: environment }), "by-flag");
  assert.equal(names(["--data", flag], { THROUGHLINE_DATA: environment }), "by-flag");
  const { out } = run(["key", "list", "--config", config]);
  assert.match(out, /by-file/, "the file may be named behind the command too");
});

test("the server's port comes from flags, then the environment, then the file", async (t) => {
  const shop = workshop(t);
  const data = shop.data;
  const taken = await Promise.all([0, 1, 2].map(() => new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => resolve(server));
  })));
  t.after(() => taken.forEach((server) => server.close()));
  const [flag, environment, file] = taken.map((server) => server.address().port);
  const config = shop.file("throughline.toml", `[serve]\nport = ${file}\n`);
  // All three are taken, so that the error names the one that was chosen.
  const chosen = (args, variables = {}) => Number(/127\.0\.0\.1:(\d+)/.exec(fails(["--config", config, "serve", "--data", data, ...args], 5, /--port/, { environment: variables }))[1]);
  assert.equal(chosen([]), file);
  assert.equal(chosen([], { THROUGHLINE_PORT: String(environment) }), environment);
  assert.equal(chosen(["--port", String(flag)], { THROUGHLINE_PORT: String(environment) }), flag);
});

test("one server a folder: the second is refused with 5, and the first goes on; SIGTERM and Ctrl-C end it well", async (t) => {
  const { data } = workshop(t);
  for (const signal of ["SIGTERM", "SIGINT"]) {
    const server = await startServer({ data });
    fails(["serve", "--data", data, "--port", "0"], 5, /Stop/);
    fails(["rebuild", "--data", data], 5, /Stop it first/);
    assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
    assert.deepEqual(await server.stop(signal), { code: 0, signal: null });
    assert.ok(!existsSync(`${data}/served.json`), "nothing is left that says it is served");
    run(["check", "--data", data]);
  }
});

test("commands on a served folder go through its server", async (t) => {
  const { data } = workshop(t);
  const server = await startServer({ data });
  t.after(() => server.kill());
  run(["user", "add", "ann@example.com", "--role", "admin", "--data", data], { input: "four words nobody else has\n" });
  assert.match(run(["user", "list", "--data", data]).out, /ann@example\.com\tadmin/);
  const key = run(["key", "add", "till", "--scope", "write", "--data", data]).out.trim();
  const answer = await fetch(`${server.url}/api/interactions`, {
    method: "POST", headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ interactions: [{ identities: [{ namespace: "user_id", value: "u" }], at: "2026-01-01T00:00:00Z", channel: "web", name: "Seen" }] }),
  });
  assert.equal(answer.status, 200);
  assert.match(run(["key", "list", "--data", data]).out, /till\twrite\tlast used 20/);
  assert.match(run(["check", "--data", data]).out, /^Sound: 1 interactions/);
  assert.equal(run(["export", "interactions", "--data", data]).out.trim().split("\n").length, 1);
  run(["key", "remove", "k1", "--data", data]);
  fails(["key", "remove", "k1", "--data", data], 1, /./);
  fails(["user", "add", "x@example.com", "--role", "admin", "--data", data], 1, /password/i, { input: "short\n" });
  assert.deepEqual(await server.stop(), { code: 0, signal: null });
});

test("a server that was killed leaves nothing in the way", async (t) => {
  const { data } = workshop(t);
  const server = await startServer({ data });
  await server.kill();
  assert.equal(run(["key", "list", "--data", data]).out, "");
  run(["check", "--data", data]);
  const again = await startServer({ data });
  assert.deepEqual(await again.stop(), { code: 0, signal: null });
});

test("the binary alone, in another place, serves the page", { skip: Boolean(process.env.POSTGRES_FOR_TESTS) && "there the program is called through a script" }, async (t) => {
  const shop = workshop(t);
  mkdirSync(shop.at("elsewhere"));
  const copy = shop.at("elsewhere", "throughline");
  copyFileSync(binary, copy);
  chmodSync(copy, 0o755);
  const started = spawnSync(copy, ["--version"], { cwd: shop.at("elsewhere"), encoding: "utf8" });
  assert.equal(started.status, 0);
  const { spawn } = await import("node:child_process");
  const server = spawn(copy, ["serve", "--port", "0", "--open-link"], { cwd: shop.at("elsewhere"), env: { PATH: "/nowhere" }, stdio: ["ignore", "pipe", "ignore"] });
  t.after(() => server.kill("SIGKILL"));
  let printed = "";
  const link = await new Promise((resolve, reject) => {
    server.stdout.on("data", (bytes) => {
      printed += bytes;
      const found = /(http:\/\/\S+)\/sign-in\?link=(\S+)/.exec(printed);
      if (found) resolve(found);
    });
    server.on("exit", () => reject(new Error(`it ended: ${printed}`)));
  });
  const page = await fetch(`${link[1]}/`);
  assert.equal(page.status, 200);
  const html = await page.text();
  for (const [, asset] of html.matchAll(/(?:src|href)="(\/[^"]+)"/g)) assert.equal((await fetch(link[1] + asset)).status, 200, asset);
  const signIn = () => fetch(`${link[1]}/api/session`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ link: link[2] }) });
  const first = await signIn();
  assert.equal(first.status, 201);
  assert.equal((await first.json()).user.role, "admin");
  assert.equal((await signIn()).status, 401, "the link works once");
  const end = new Promise((resolve) => server.on("exit", resolve));
  server.kill("SIGTERM");
  assert.equal(await end, 0);
  assert.deepEqual(readdirSync(shop.at("elsewhere")).sort(), ["data", "throughline"]);
});
