// Saved questions and segments from the command line, alike on a folder and on its server.
import assert from "node:assert/strict";
import { test } from "node:test";
import { startServer } from "../../tools/server.mjs";
import { fails, run } from "./command.mjs";
import { visitors } from "./visitors.mjs";

test("a question is kept, asked again, opened as a segment, renamed, removed and brought back", async (t) => {
  const shop = visitors(t);
  const at = ["--data", shop.data];
  const funnel = ["ask", "funnel", "--step", "web: Visit", "--step", "Order", "--within", "2h", ...at];
  assert.match(run([...funnel, "--cell", '{"step": 1, "dropped": true}']).out, /user_id:bob\n\n1 customers/);
  run([...funnel, "--save", "How far"]);
  run([...funnel, "--cell", '{"step": 1, "dropped": true}', "--save", "Stuck", "--share"]);
  const all = () => {
    assert.match(run(["ask", "saved", "How far", ...at]).out, /2\.\t1\t50\.0 %/);
    assert.match(run(["segment", "Stuck", ...at]).out, /user_id:bob\n\n1 customers/);
    assert.match(run(["ask", "saved", "Stuck", ...at]).out, /user_id:bob/);
    assert.equal(JSON.parse(run(["segment", "Stuck", ...at, "--json"]).out).identities[0].value, "bob");
    assert.match(run(["saved", ...at]).out, /^q1\tHow far\tfunnel\tprivate\toperator\nq2\tStuck\tfunnel \(segment\)\tshared\toperator\n$/);
  };
  all();
  const server = await startServer({ data: shop.data });
  try {
    all();
    assert.match(run(["saved", "remove", "Stuck", ...at]).out, /bring-back q2/);
    assert.doesNotMatch(run(["saved", ...at]).out, /Stuck/);
    assert.match(run(["saved", "--removed", ...at]).out, /Stuck/);
    fails(["segment", "Stuck", ...at], 1, /Nothing is saved as/);
    run(["saved", "bring-back", "q2", ...at]);
  } finally {
    await server.stop();
  }
  all();
  run(["saved", "rename", "Stuck", "Lost", ...at]);
  run(["saved", "unshare", "Lost", ...at]);
  assert.match(run(["saved", ...at]).out, /q2\tLost\tfunnel \(segment\)\tprivate/);
  fails(["segment", "How far", ...at], 1, /is a question, not a segment/);
  fails(["ask", "saved", "Nowhere", ...at], 1, /Nothing is saved/);
});
