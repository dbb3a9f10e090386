// Attacks on memory by what the record learns for good (class G 25: tags, hash flooding): a public write key may say any name
// of what happened, any channel, any identifier. Their number is bounded (src/base/limits.h), and what is known goes on.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { interaction, isProblem, openOffice } from "../api/office.mjs";

let office, call;
before(async () => {
  office = await openOffice({ name: "learned", people: [] });
  call = office.call;
});
after(async () => {
  assert.deepEqual((await call("GET", "/api/check", { as: "admin key", expect: 200 })).json().findings, []);
  await office.close();
});

const sendAll = (interactions) => call("POST", "/api/interactions", { as: "write key", json: { interactions } });
const range = (count, make) => Array.from({ length: count }, (_, i) => make(i));

test("1,000 channels are learned, not one more, and known ones go on", async () => {
  const channels = range(999, (i) => interaction("ann", { channel: `channel_${i}` }));
  assert.equal((await sendAll(channels)).json().accepted, 999);
  assert.equal((await sendAll([interaction("ann")])).json().accepted, 1); // the thousandth: email
  const problem = isProblem(await sendAll([interaction("ann", { channel: "one_more" })]), 413);
  assert.match(problem.detail, /1000 different channels/);
  assert.ok(problem.hint);
  assert.equal((await sendAll([interaction("ann"), interaction("ann", { channel: "channel_7" })])).json().accepted, 2);
  assert.equal((await call("GET", "/api/channels", { as: "read key", expect: 200 })).json().items.length, 1000);
});

test("1,000 kinds of identifiers are learned, not one more", async () => {
  const named = (name, i) => interaction("x", { identities: [{ namespace: name, value: `v${i}` }] });
  await sendAll(range(990, (i) => named(`kind_${i}`, i)));
  let refused = null;
  for (let i = 0; i < 20 && !refused; i++) {
    const answer = await sendAll([named(`more_${i}`, i)]);
    if (answer.status !== 200) refused = answer;
  }
  assert.match(isProblem(refused, 413).detail, /1000 different kinds of identifiers/);
  assert.equal((await sendAll([named("kind_5", 5)])).json().accepted, 1);
});

test(
  "names of what happened that only differ in a number end at 100,000, and the batch that is refused leaves nothing behind",
  { timeout: 240_000 },
  async () => {
    let learned = 0;
    let refused = null;
    for (let batch = 0; batch < 21 && !refused; batch++) {
      const answer = await sendAll(range(5000, (i) => interaction("ann", { name: `Order ${batch * 5000 + i} viewed` })));
      if (answer.status === 200) learned += answer.json().accepted;
      else refused = answer;
    }
    assert.match(isProblem(refused, 413).detail, /100000 different names/);
    assert.ok(learned >= 90_000 && learned <= 100_000, `${learned} were learned`);
    const total = async () => (await call("GET", "/api/overview", { as: "read key", expect: 200 })).json().interactions;
    const before = await total();
    isProblem(await sendAll([interaction("ann", { name: "Order 17 viewed" }), ...range(4999, (i) => interaction("ann", { name: `More ${i}` }))]), 413);
    assert.equal(await total(), before, "a batch goes in whole or not at all");
    assert.equal((await sendAll([interaction("ann", { name: "Order 17 viewed" })])).json().accepted, 1);
  },
);

test("one interaction with very many, very long or very deep properties is refused by itself", async () => {
  const many = Object.fromEntries(range(30_000, (i) => [`property ${i}`, i]));
  let deep = {};
  for (let i = 0; i < 40; i++) deep = { deep };
  const answer = await sendAll([
    interaction("ann", { properties: many }),
    interaction("ann", { properties: deep }),
    interaction("ann", { customer: { traits: { long: "x".repeat(70_000) } } }),
    interaction("ann"),
  ]);
  assert.equal(answer.status, 200, answer.body.slice(0, 300));
  const { accepted, rejected } = answer.json();
  assert.equal(accepted, 1);
  assert.deepEqual(
    rejected.map(({ position }) => position),
    [0, 1, 2],
  );
});

test("a JSON object with 100,000 members, and members that are the same, cost no more than their size", async () => {
  const members = range(100_000, (i) => `"m${i}":0`).join(",");
  isProblem(
    await call("POST", "/api/interactions", { as: "write key", body: `{${members}}`, headers: { "content-type": "application/json" }, wrong: true }),
    400,
  );
  const same = `{${range(100_000, () => '"same":0').join(",")}}`;
  isProblem(await call("POST", "/api/interactions", { as: "write key", body: same, headers: { "content-type": "application/json" }, wrong: true }), 400);
});
