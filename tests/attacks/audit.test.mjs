// Attacks on what was written down (class G 28): somebody who can write the database changes, removes, adds, moves or cuts off
// entries of the audit log, or replaces what proves it. `check`, the API and the page's proof say so, and which entry it is.
// The arithmetic of the chain is tested in tests/access/audit_chain_test.cpp; here the program, its files and its exit code.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startServer, temporaryFolder } from "../../tools/server.mjs";
import { run } from "../cli/command.mjs";
import { noServer, openCompany, startPostgres } from "../nodes/company.mjs";

const onFile = { skip: Boolean(process.env.POSTGRES_FOR_TESTS) && "it changes SQLite's file; the last test changes PostgreSQL's tables" };
const notSound = 4;
let folder, whole, key;
const place = (name) => join(folder.path, name);

// Six entries and more: people, keys, and a change of one of them.
before(() => {
  folder = temporaryFolder("audit");
  whole = place("whole");
  for (const name of ["ann", "ben", "cem", "dua"]) run(["user", "add", `${name}@example.com`, "--role", "viewer", "--data", whole], { input: "a long enough password\n" });
  key = run(["key", "add", "checker", "--scope", "admin", "--data", whole]).out.trim();
  run(["user", "reset", "ben@example.com", "--data", whole]);
  if (onFile.skip) return;
  assert.deepEqual(check(whole).findings, []);
});
after(() => folder.remove());

function check(data, code = 0) {
  const report = JSON.parse(run(["check", "--data", data, "--json"], { code }).out);
  return { findings: report.findings.map(({ what }) => what), entries: report.audit_entries };
}
function sql(data, text) {
  const done = spawnSync("sqlite3", ["-bail", join(data, "throughline.db"), `${text};`], { encoding: "utf8" });
  assert.equal(done.status, 0, done.stderr);
  return done.stdout.trim();
}
const last = (data) => Number(sql(data, "select max(number) from audit"));

/** A copy of the folder with something done to it. */
function tampered(name, what) {
  const data = place(name);
  cpSync(whole, data, { recursive: true });
  what(data);
  return data;
}

const ways = {
  "who it was": ["update audit set who_name = 'somebody' where number = 3", /entry 3 is not what was written/],
  "when it was": ["update audit set at = at - 1 where number = 2", /entry 2 is not what was written/],
  "what was changed": [`update audit set details = '{"role":["viewer","viewer"]}' where number = 4`, /entry 4 is not what was written/],
  "its outcome": ["update audit set outcome = 1 where number = 5", /entry 5 is not what was written/],
  "its hash": ["update audit set hash = (select hash from audit where number = 1) where number = 2", /entry 2 is not what was written/],
  "an entry removed": ["delete from audit where number = 3", /lacks the entries 3 to 3/],
  "the first ones removed": ["delete from audit where number <= 2", /lacks the entries 1 to 2/],
  "one removed and the others moved up": ["delete from audit where number = 3; update audit set number = number - 1 where number > 3", /entry 3 is not what was written/],
  "one added in between": [
    "update audit set number = number + 1000 where number > 3; update audit set number = number - 999 where number > 1000;" +
      "insert into audit select 4, at, who_kind, who_id, who_name, address, verb, object, object_id, outcome, details, request, hash from audit where number = 3",
    /entry 4 is not what was written/,
  ],
  "two that changed places": ["update audit set number = 999 where number = 3; update audit set number = 3 where number = 4; update audit set number = 4 where number = 999", /entry 3 is not what was written/],
};
for (const [name, [change, says]] of Object.entries(ways)) {
  test(`a changed log is found: ${name}`, onFile, () => {
    const data = tampered(`way-${name.replaceAll(" ", "-")}`, (copy) => sql(copy, change));
    const { findings } = check(data, notSound);
    assert.ok(findings.some((one) => says.test(one)), findings.join("\n"));
    // Looking does not heal it.
    assert.ok(check(data, notSound).findings.some((one) => says.test(one)));
  });
}

test("a tail that was cut off is found, and stays found when new entries take its numbers", onFile, () => {
  let end;
  const data = tampered("cut", (copy) => {
    end = last(copy);
    sql(copy, `delete from audit where number > ${end - 2}`);
  });
  const says = new RegExp(`ends at entry ${end - 2}, but entry ${end} was there at`);
  assert.match(check(data, notSound).findings.join("\n"), says);
  for (const name of ["eva", "fay", "gus"]) run(["user", "add", `${name}@example.com`, "--role", "viewer", "--data", data], { input: "a long enough password\n" });
  assert.match(check(data, notSound).findings.join("\n"), new RegExp(`entry ${end} is another than the one whose hash was kept outside`));
});

test("all of it removed, and all of it written anew with fitting hashes: the head outside tells", onFile, () => {
  const emptied = tampered("emptied", (copy) => sql(copy, "delete from audit"));
  assert.match(check(emptied, notSound).findings.join("\n"), /ends at entry 0, but entry \d+ was there/);
  // The log of another installation, whole in itself.
  const other = place("other");
  for (const name of ["ann", "ben", "cem", "eve"]) run(["user", "add", `${name}@example.com`, "--role", "viewer", "--data", other], { input: "a long enough password\n" });
  run(["key", "add", "one", "--scope", "read", "--data", other]);
  run(["key", "add", "two", "--scope", "read", "--data", other]);
  const swapped = tampered("swapped", (copy) => sql(copy, `attach '${join(other, "throughline.db")}' as other; delete from audit; insert into audit select * from other.audit`));
  assert.match(check(swapped, notSound).findings.join("\n"), /is another than the one whose hash was kept outside|ends at entry/);
});

test("the head outside can't be made anew without the key, nor taken along from elsewhere", onFile, () => {
  const data = tampered("head", (copy) => sql(copy, `delete from audit where number = ${last(copy)}`));
  const head = JSON.parse(readFileSync(join(data, "audit.head"), "utf8"));
  const hash = sql(data, "select hash from audit order by number desc limit 1");
  writeFileSync(join(data, "audit.head"), JSON.stringify({ ...head, number: head.number - 1, hash }));
  assert.match(check(data, notSound).findings.join("\n"), /was not written by this installation/);
  writeFileSync(join(data, "audit.head"), "{}");
  assert.match(check(data, notSound).findings.join("\n"), /was not written by this installation/);
});

test("a key that was replaced or lost is told: the head was sealed with another", onFile, () => {
  const fresh = place("fresh");
  run(["key", "add", "any", "--scope", "read", "--data", fresh]);
  const replaced = tampered("replaced", (copy) => copyFileSync(join(fresh, "secret.key"), join(copy, "secret.key")));
  assert.match(check(replaced, notSound).findings.join("\n"), /was not written by this installation.*|another key/);
  const lost = tampered("lost", (copy) => rmSync(join(copy, "secret.key")));
  assert.match(check(lost, notSound).findings.join("\n"), /was not written by this installation/);
  const garbled = tampered("garbled", (copy) => writeFileSync(join(copy, "secret.key"), "no key at all\n"));
  const told = run(["check", "--data", garbled], { code: 1 });
  assert.match(told.out + told.err, /secret\.key/);
});

test("behind the back of a server that runs: its check and its proof tell", onFile, async (t) => {
  const data = tampered("served", () => {});
  const server = await startServer({ data });
  t.after(() => server.stop());
  const ask = async (path) => (await fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${key}` } })).json();
  assert.deepEqual((await ask("/api/audit/proof")).findings, []);
  sql(data, "update audit set who_name = 'nobody' where number = 2");
  assert.match((await ask("/api/audit/proof")).findings.join("\n"), /entry 2 is not what was written/);
  assert.match((await ask("/api/check")).findings.map(({ what }) => what).join("\n"), /entry 2 is not what was written/);
  assert.match(check(data, notSound).findings.join("\n"), /entry 2 is not what was written/);
  // What was printed for a farther place is what the log held then.
  const head = JSON.parse(run(["audit", "head", "--data", data]).out);
  assert.equal(head.hash, sql(data, `select hash from audit where number = ${head.number}`));
  assert.equal((await server.stop()).code, 0);
  assert.ok(existsSync(join(data, "audit.head")));
  assert.match(check(data, notSound).findings.join("\n"), /entry 2 is not what was written/);
});

test("on PostgreSQL: changed, removed and cut off", { skip: noServer, timeout: 180_000 }, async (t) => {
  const postgres = startPostgres();
  t.after(() => postgres.stop());
  const company = await openCompany(postgres, "tampered");
  t.after(() => company.close());
  const found = (code = notSound) => JSON.parse(run(["check", "--json", "--data", company.data("cli"), "--database", company.database], { code }).out).findings.map(({ what }) => what).join("\n");
  assert.equal(found(0), "");
  const audit = "throughline.audit";
  const end = Number(postgres.query(company.database, `select max(number) from ${audit}`));
  const name = postgres.query(company.database, `select who_name from ${audit} where number = 2`);
  postgres.query(company.database, `update ${audit} set who_name = 'somebody' where number = 2`);
  assert.match(found(), /entry 2 is not what was written/);
  postgres.query(company.database, `update ${audit} set who_name = '${name}' where number = 2`);
  assert.equal(found(0), "", "what it was is whole again");
  postgres.query(company.database, `delete from ${audit} where number = ${end}`);
  assert.match(found(), new RegExp(`ends at entry ${end - 1}, but entry ${end} was there`));
});
