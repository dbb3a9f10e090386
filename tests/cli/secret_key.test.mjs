// --secret-key-file: every command opens the company with the key that it names, and makes no second one in the data folder.
import assert from "node:assert/strict";
import { existsSync, renameSync, statSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { csv, fails, map, run, workshop } from "./command.mjs";

function keptElsewhere(t) {
  const shop = workshop(t, "secret-key");
  run(["key", "add", "shop", "--scope", "write", "--data", shop.data]);
  renameSync(shop.at("data", "secret.key"), shop.at("kept.key"));
  return { ...shop, key: ["--secret-key-file", shop.at("kept.key")], noSecond: (after) => assert.ok(!existsSync(shop.at("data", "secret.key")), `${after} made a second key`) };
}

test("check proves the audit log's head with the key that it is given, and only with that", (t) => {
  const shop = keptElsewhere(t);
  assert.match(run(["check", "--data", shop.data, ...shop.key]).out, /^Sound/);
  shop.noSecond("check");
  assert.ok(existsSync(shop.at("data", "audit.head")));
  writeFileSync(shop.at("other.key"), `${"A".repeat(43)}\n`, { mode: 0o600 });
  assert.match(run(["check", "--data", shop.data, "--secret-key-file", shop.at("other.key")], { code: 4 }).out, /not written by this installation/);
  assert.match(run(["check", "--data", shop.data, ...shop.key]).out, /^Sound/);
  fails(["check", "--data", shop.data, "--secret-key-file", shop.at("nothing.key")], 5, /nothing\.key/);
  shop.noSecond("a check without its key");
  assert.match(run(["check", "--data", shop.data], { environment: { THROUGHLINE_SECRET_KEY_FILE: shop.at("kept.key") } }).out, /^Sound/);
});

test("no command that opens the company makes a key beside the one that it is given", (t) => {
  const shop = keptElsewhere(t);
  const file = shop.file("orders.csv", csv());
  const mapped = shop.file("map.toml", map);
  const commands = [
    ["import", file, "--map", mapped],
    ["imports"],
    ["export", "interactions"],
    ["export", "customers", "--format", "csv"],
    ["audit"],
    ["audit", "head"],
    ["person", "export", "c1"],
    ["person", "erase", "c1", "--reason", "by letter", "--now"],
    ["undo-import", "n1"],
    ["link"],
    ["status"],
    ["user", "list"],
    ["key", "list"],
    ["rebuild"],
    ["backup", shop.at("one.backup")],
  ];
  for (const command of commands) {
    if (process.env.POSTGRES_FOR_TESTS && command[0] === "backup") continue;
    run([...command, "--data", shop.data, ...shop.key]);
    shop.noSecond(command.join(" "));
  }
  const { mode } = statSync(shop.at("kept.key"));
  assert.equal(mode & 0o077, 0);
  assert.match(run(["check", "--data", shop.data, ...shop.key]).out, /^Sound/);
});
