// The settings file: what it names must be known, so that a misspelt setting is never silently without effect.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fails, run, workshop } from "./command.mjs";

test("a setting that is not known is refused, with its name, its place and those that are", (t) => {
  const shop = workshop(t);
  const refused = (text, ...says) => {
    const told = fails(["key", "list", "--data", shop.data, "--config", shop.file("throughline.toml", text)], 2, says[0]);
    for (const say of says) assert.match(told, say);
  };
  refused('dta = "x"\n', /There is no setting "dta" at the top/, /Known there are:.*data/);
  refused("[serve]\nprot = 8080\n", /There is no setting "prot" in \[serve\]/, /port/);
  refused("[server]\nport = 8080\n", /\[server\]/, /no such command/);
  refused("[serve]\nhelp = true\n", /"help"/);
  refused('config = "other.toml"\n', /"config"/);
  refused("version = true\n", /"version"/);
  refused("x\u001b[31m = 1\n", /There is no setting/);
});

test("every setting that the package's file shows is known", (t) => {
  const shop = workshop(t);
  const text = `
data = "${shop.data}"
company = "Kept"
region = "CN"
log-level = "warning"
[serve]
bind = "127.0.0.1"
port = 8080
behind-tls = true
`;
  run(["key", "list", "--config", shop.file("throughline.toml", text)]);
});

test("a settings file that is no such file is refused", (t) => {
  const shop = workshop(t);
  const within = `${"#".repeat((64 << 10) - 1)}\n`;
  run(["key", "list", "--data", shop.data, "--config", shop.file("within.toml", within)]);
  fails(["key", "list", "--data", shop.data, "--config", shop.file("beyond.toml", `#${within}`)], 2, /larger than 64 KiB/);
  fails(["key", "list", "--data", shop.data, "--config", "/dev/zero"], 2, /larger than 64 KiB/);
  fails(["serve", "--data", shop.data, "--config", shop.file("odd.toml", '[serve]\nport = "many"\n')], 2, /port/);
});
