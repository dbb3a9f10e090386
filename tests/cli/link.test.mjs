// Comparing people by the command line, and on the Febrl data sets (not part of the project: skipped where they are not).
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { startServer } from "../../tools/server.mjs";
import { fails, run, workshop } from "./command.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const febrlMap = join(root, "examples", "febrl", "map.toml");
const febrl = (number) => join(root, "..", "shared", "data", "febrl", `dataset${number}.csv`);

// rec-12-org and rec-12-dup-3 are one person.
const truthOf = (file) =>
  ["identity,entity"].concat(readFileSync(file, "utf8").trim().split("\n").slice(1).map((line) => line.split(",")[0].trim()).map((record) => `user_id:${record},${record.split("-")[1]}`)).join("\n");

const heading = "rec_id,given_name,surname,street_number,address_1,address_2,suburb,postcode,state,date_of_birth,soc_sec_id";
const few = [
  "r-1,mitchell,green,7,wallaby place,delmar,cleveland,2119,sa,19560409,1804974",
  "r-2,mitchel,green,7,wallaby place,,cleveland,2119,sa,19560409,1804974",
  "r-3,harley,mccarthy,177,pridham street,milton,marsden,3165,nsw,19080419,6089216",
];

test("link compares people, suggests and merges nothing; --model tells what is in use", (t) => {
  const shop = workshop(t);
  fails(["link", "--data", shop.data], 1, /no data folder/);
  run(["import", shop.file("people.csv", [heading, ...few].join("\n")), "--map", febrlMap, "--data", shop.data]);
  fails(["link", "--model", "--data", shop.data], 1, /no model yet/);
  const { out } = run(["link", "--report", "--data", shop.data]);
  assert.match(out, /3 people, 1 pairs compared/);
  assert.match(out, /too little to learn from/);
  assert.match(run(["link", "--model", "--data", shop.data]).out, /Model 1, .* learnt from 3 people/);
  assert.match(run(["check", "--data", shop.data]).out, /^Sound/);
  fails(["link", "--truth", shop.file("truth.csv", "nothing here"), "--data", shop.data], 1, /no comma/);
  fails(["link", "--truth", shop.file("strangers.csv", "user_id:x,1"), "--data", shop.data], 1, /Nobody of the truth/);
});

test("on a folder that is served, link goes through the server", async (t) => {
  const shop = workshop(t);
  run(["import", shop.file("people.csv", [heading, ...few].join("\n")), "--map", febrlMap, "--data", shop.data]);
  const server = await startServer({ data: shop.data });
  t.after(() => server.stop());
  const result = JSON.parse(run(["link", "--json", "--truth", shop.file("truth.csv", "r-1,a\nr-2,a\nr-3,b"), "--data", shop.data]).out);
  assert.equal(result.people, 3);
  assert.equal(result.sure + result.look, 1);
  assert.equal(result.quality.true_pairs, 1);
  assert.equal(result.quality.blocking_recall, 1);
});

for (const [number, precision, recall] of [[3, 0.99, 0.95], [1, 0.99, 0.95], [2, 0.99, 0.95]]) {
  const file = febrl(number);
  test(`Febrl dataset${number}: sure suggestions are right and nearly complete`, { skip: existsSync(file) ? false : `${file} is not there` }, (t) => {
    const shop = workshop(t);
    run(["import", file, "--map", febrlMap, "--data", shop.data]);
    const result = JSON.parse(run(["link", "--json", "--truth", shop.file("truth.csv", truthOf(file)), "--data", shop.data]).out);
    const sure = result.quality.curve.find(({ threshold }) => threshold === 0.99);
    t.diagnostic(`blocking recall ${result.quality.blocking_recall}, sure: precision ${sure.precision}, recall ${sure.recall}, ${result.seconds.toFixed(1)} s`);
    assert.ok(result.quality.blocking_recall >= 0.99, `blocking recall ${result.quality.blocking_recall}`);
    assert.ok(sure.precision >= precision, `precision ${sure.precision}`);
    assert.ok(sure.recall >= recall, `recall ${sure.recall}`);
    assert.equal(result.sure, sure.shown);
  });
}
