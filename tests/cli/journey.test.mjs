// Journey maps from the command line, alike on a folder and on its server.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { root, startServer } from "../../tools/server.mjs";
import { fails, run } from "./command.mjs";
import { visitors } from "./visitors.mjs";

const example = (name) => join(root, "examples", name, "journey.json");

test("a map is imported, listed, exported as it is and as it was, removed and brought back", async (t) => {
  const shop = visitors(t);
  const at = ["--data", shop.data];
  assert.equal(run(["journey", "import", example("olist"), ...at]).out, "olist\trevision 1\n");
  const walk = (revision) => {
    const map = JSON.parse(run(["journey", "export", "olist", ...at]).out);
    assert.deepEqual([map.key, map.touchpoints[3].promise.due, map.touchpoints[3].moment_of_truth], ["olist", true, true]);
    assert.equal(run(["journey", "import", "-", ...at], { input: run(["journey", "export", "olist", ...at]).out }).out, `olist\trevision ${revision - 1}\n`);   // the same: nothing new
    const name = `Renamed ${revision}`;
    assert.equal(run(["journey", "import", "-", ...at], { input: JSON.stringify({ ...map, name }) }).out, `olist\trevision ${revision}\n`);
    assert.match(run(["journey", "list", ...at]).out, new RegExp(`^olist\\t${name}\\t3 stages, 4 touchpoints, 0 unowned\\trevision ${revision}\\t.*\\toperator$`, "m"));
    assert.equal(JSON.parse(run(["journey", "export", "olist", "--revision", "1", ...at]).out).name, "An order on the marketplace");
    assert.match(run(["journey", "remove", "olist", ...at]).out, /bring-back olist/);
    assert.equal(run(["journey", "list", ...at]).out.includes("olist"), false);
    assert.match(run(["journey", "list", "--removed", ...at]).out, /^olist\t/);
    fails(["journey", "export", "olist", ...at], 1, /was removed/);
    run(["journey", "bring-back", "olist", ...at]);
  };
  walk(2);
  const server = await startServer({ data: shop.data });
  try {
    walk(3);
    assert.equal(run(["journey", "import", example("olist"), "--key", "copy", ...at]).out, "copy\trevision 1\n");
    assert.equal(JSON.parse(run(["journey", "list", "--json", ...at]).out.split("\n")[0]).key, "copy");
  } finally {
    await server.stop();
  }
  walk(4);
});

test("what is no map says where", (t) => {
  const shop = visitors(t);
  const at = ["--data", shop.data];
  const map = JSON.parse(readFileSync(example("olist"), "utf8"));
  const refused = (content, says) => fails(["journey", "import", shop.file("map.json", content), ...at], 1, says);
  map.touchpoints[3].promise.within = "soon";
  refused(JSON.stringify(map), /touchpoints\[3\]\.promise/);
  refused(JSON.stringify({ key: "m", name: "M", colour: "red" }), /no "colour" here/);
  refused("[]", /holds no journey map/);
  refused('{"name": "M"}', /--key/);
  refused("{", /JSON/);
  fails(["journey", "import", join(shop.path, "none.json"), ...at], 1, /can't be read/);
  fails(["journey", "export", "none", ...at], 1, /no journey map/);
});

test("the maps of the examples are maps, and a touchpoint is a match", (t) => {
  const shop = visitors(t);
  const at = ["--data", shop.data];
  for (const name of ["olist", "sample"]) {
    const [key] = run(["journey", "import", example(name), ...at]).out.split("\t");
    const text = run(["journey", "export", key, ...at]).out;
    assert.ok(text.split("\n").length > 40 && text.split("\n").every((line) => line.length < 400 && !/"[a-z]+": ?(""|\[\])/.test(line)), text);
    assert.equal(run(["journey", "import", "-", ...at], { input: text }).out, `${key}\trevision 1\n`);
  }
  const map = { key: "visits", name: "Visits", stages: [{ key: "all", name: "All" }], touchpoints: [{ key: "visit", name: "Visit", stage: "all", match: { channel: "web", name: "Visit" } }] };
  run(["journey", "import", "-", ...at], { input: JSON.stringify(map) });
  assert.match(run(["ask", "funnel", "--step", '{"touchpoint": "visits/visit"}', "--step", "Order", "--within", "2h", ...at]).out, /2\.\t1\t50\.0 %/);
  fails(["ask", "funnel", "--step", '{"touchpoint": "visits/none"}', "--within", "2h", ...at], 1, /no touchpoint/);
});
