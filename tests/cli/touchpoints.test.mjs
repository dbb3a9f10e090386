// The living numbers of a map, against truths that were counted independently of this project (shared/data/README.md).
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "../../tools/server.mjs";
import { run, workshop } from "./command.mjs";
import { visitors } from "./visitors.mjs";

const olist = join(root, "../shared/data/olist");

test("olist: reviews by what became of the promised date, and what is behind the numbers", { skip: !existsSync(olist) && "the olist files are not here" }, (t) => {
  const { data } = workshop(t);
  const at = ["--data", data, "--dimension", "order=property:order", "--dimension", "state=trait:state"];
  run(["import", olist, "--map", join(root, "examples/olist/map.toml"), ...at]);
  const map = join(root, "examples/olist/journey.json");
  const told = JSON.parse(run(["ask", "touchpoints", "--map", map, "--json", ...at]).out);
  const delivery = told.touchpoints.find(({ key }) => key === "delivery");
  const truth = { kept: [4893, 4.2728], late: [345, 2.1768], missing: [2987, 1.758] };
  assert.deepEqual(Object.fromEntries(delivery.promise.scores.map(({ promise, stars }) => [promise, [stars.n, Math.round(stars.mean * 10_000) / 10_000]])), truth);
  for (const { stars } of delivery.promise.scores) assert.ok(stars.low < stars.mean && stars.mean < stars.high && stars.high - stars.low < 0.4);
  assert.equal(delivery.stars.n, 8225);
  const orders = told.touchpoints.find(({ key }) => key === "order");
  assert.deepEqual([orders.interactions, orders.customers], [8135, 8016]);
  assert.equal(delivery.promise.kept.count + delivery.promise.late + delivery.promise.overdue, delivery.promise.kept.of);

  assert.match(run(["ask", "touchpoints", "--map", map, ...at]).out, /delivery\t.*\n {2}promise kept\tstars 4\.27 \(.*\) of 4,893\n {2}promise late\tstars 2\.18 .* of 345\n/);
  run(["journey", "import", map, ...at]);
  const behind = run(["ask", "touchpoints", "--journey", "olist", "--cell", '{"touchpoint":"order"}', ...at]).out;
  assert.match(behind, /\n8,016 customers\n$/);
});

test("a map in a file that is none is told", (t) => {
  const shop = visitors(t);
  const file = shop.file("none.json", '{"name": "None", "touchpoints": [{"key": "a", "name": "A", "stage": "none"}]}');
  assert.match(run(["ask", "touchpoints", "--map", file, "--data", shop.data], { code: 1 }).err, /map\.touchpoints\[0\]\.stage/);
});
