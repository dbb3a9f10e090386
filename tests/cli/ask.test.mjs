// Questions from the command line: of a folder that nobody serves, and of one that is served; as a table and as JSON.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { startServer } from "../../tools/server.mjs";
import { fails, run } from "./command.mjs";
import { visitors } from "./visitors.mjs";

test("what is no question says so", (t) => {
  const shop = visitors(t);
  fails(["ask", "flow", "--top", "0", "--data", shop.data], 2, /--top/);
  fails(["ask", "flow", "--body", "[1]", "--data", shop.data], 1, /no question/);
});

test("who asks by dimensions of their own leaves the server's snapshot as it is", (t) => {
  const shop = visitors(t);
  const snapshot = () => readFileSync(join(shop.data, "journey.index"));
  run(["ask", "flow", "--data", shop.data, "--dimension", "plan=property:plan"]);
  const before = snapshot();
  run(["ask", "flow", "--data", shop.data]);
  assert.ok(before.equals(snapshot()));
  run(["rebuild", "--data", shop.data]);
  assert.ok(!before.equals(snapshot()));
});

test("a question is answered alike from the folder and from its server", async (t) => {
  const shop = visitors(t);
  const funnel = ["ask", "funnel", "--step", "web: Visit", "--step", "Order", "--within", "2h", "--data", shop.data];
  const { out } = run(funnel);
  assert.match(out, /1\.\t2\t100\.0 %/);
  assert.match(out, /2\.\t1\t50\.0 %\tmedian 60\.0 min/);
  const told = JSON.parse(run([...funnel, "--json"]).out);
  assert.deepEqual(told.steps.map(({ customers }) => customers), [2, 1]);
  const server = await startServer({ data: shop.data });
  try {
    const served = JSON.parse(run([...funnel, "--json"]).out);
    assert.deepEqual(served.steps, told.steps);
    assert.match(run(["ask", "flow", "--data", shop.data]).out, /web: Visit → web: Order/);
    assert.match(run(["ask", "paths", "--start", "Visit", "--data", shop.data]).out, /web: Visit → web: Order ■/);
    assert.match(run(["ask", "retention", "--data", shop.data]).out, /2026-01-05\t2\t100 %/);
    fails(["ask", "funnel", "--step", "Nothing", "--within", "2h", "--data", shop.data], 1, /was ever heard/);
  } finally {
    await server.stop();
  }
  run(["rebuild", "--data", shop.data]);
  assert.deepEqual(JSON.parse(run([...funnel, "--json"]).out).steps, told.steps);
});
