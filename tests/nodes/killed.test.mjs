// Nodes that are killed or stop in the middle: the other goes on, takes over what was theirs, and nothing that was
// acknowledged is lost. THROUGHLINE_SEED repeats a run.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ask, chance, noServer, openCompany, person, startPostgres, timeline, until } from "./company.mjs";

const suite = { skip: noServer };
const seed = Number(process.env.THROUGHLINE_SEED ?? Date.now() % 100_000);
const rounds = Number(process.env.THROUGHLINE_ROUNDS ?? 4);
let postgres;
let company;

before(async () => {
  if (noServer) return;
  postgres = startPostgres();
  company = await openCompany(postgres, "killed");
});
after(async () => {
  await company?.close();
  postgres?.stop();
});

const users = 15;
const event = (key, who) => ({
  identities: [{ namespace: "user_id", value: `u${who}`, verified: true }, { namespace: "device", value: `d${who}` }],
  customer: { name: `Person ${who}` }, at: "2026-10-01T10:00:00Z", channel: "web", name: "Page Viewed", source: "shop", source_key: key,
});
const leases = () => postgres.query(company.database, "select name || ' ' || holder from throughline.lease where until > extract(epoch from clock_timestamp()) * 1000000").split("\n").filter(Boolean);

test(`a node is killed again and again under load (THROUGHLINE_SEED=${seed})`, suite, async (t) => {
  const pick = chance(seed);
  const nodes = { a: await company.node("a"), b: await company.node("b") };
  const acknowledged = new Map();
  let next = 0;

  // Sends to one node until told to end; what was not answered is sent again, to the other one.
  async function sender(first, going) {
    let which = first;
    while (going()) {
      const batch = Array.from({ length: 5 }, () => ({ key: `k${(next += 1)}`, who: pick(users) }));
      for (let done = false; !done && going(); ) {
        try {
          await ask(nodes[which], "/api/interactions", { method: "POST", key: company.secrets.admin, body: { interactions: batch.map(({ key, who }) => event(key, who)) }, seconds: 40 });
          for (const { key, who } of batch) acknowledged.set(key, who);
          done = true;
        } catch {
          which = which === "a" ? "b" : "a";
          await new Promise((wake) => setTimeout(wake, 20));
        }
      }
    }
  }

  let going = true;
  t.after(() => (going = false));
  for (let round = 0; round < rounds; round += 1) {
    going = true;
    const senders = ["a", "b", "a", "b"].map((which) => sender(which, () => going));
    const before = acknowledged.size;
    await until("some load", () => acknowledged.size, (size) => size > before + 40 + pick(200), 60);
    const [victim, other] = pick(2) ? ["a", "b"] : ["b", "a"];
    await nodes[victim].kill();
    // The other goes on writing, and reads what the dead one was reading.
    const then = acknowledged.size;
    await until("writing goes on", () => acknowledged.size, (size) => size > then + 40, 60);
    const name = `Round ${round} Survivor`;
    await ask(nodes[other], "/api/interactions", { method: "POST", key: company.secrets.admin, body: { interactions: [{ ...event(`s${round}`, `s${round}`), customer: { name } }] } });
    const took = Date.now();
    await until("the other node's search", () => ask(nodes[other], `/api/customers?q=${encodeURIComponent(name)}`, { key: company.secrets.read }), ({ items }) => items.length === 1, 20);
    console.log(`round ${round}: killed ${victim}; ${other} reads on after ${((Date.now() - took) / 1000).toFixed(1)} s`);
    nodes[victim] = await company.node(victim);
    going = false;
    await Promise.all(senders);
  }

  for (let who = 0; who < users; who += 1) {
    const keys = [...acknowledged].filter(([, whose]) => whose === who).map(([key]) => key);
    if (keys.length === 0) continue;
    const [[here], [there]] = [await person(nodes.a, company.secrets.read, `user_id:u${who}`), await person(nodes.b, company.secrets.read, `user_id:u${who}`)];
    assert.equal(here.id, there.id);
    const lines = await timeline(nodes.a, company.secrets.read, here.id);
    const stored = lines.map((line) => line.split(" ")[2]);
    assert.equal(new Set(stored).size, stored.length, "nothing is there twice");
    for (const key of keys) assert.ok(stored.includes(key), `${key} was acknowledged`);
    assert.deepEqual(await until("the same on the other", () => timeline(nodes.b, company.secrets.read, here.id), (list) => list.length === lines.length), lines);
  }
  company.check();
  for (const which of ["a", "b"]) assert.deepEqual(await nodes[which].stop(), { code: 0, signal: null });
  assert.deepEqual(leases(), [], "nodes that end give back what they hold");
});

test("a node that stops in the middle, without ending, holds nobody up", suite, async () => {
  const nodes = { a: await company.node("a"), b: await company.node("b") };
  let going = true;
  const load = (async () => {
    for (let n = 0; going; n += 1) await ask(nodes.a, "/api/interactions", { method: "POST", key: company.secrets.admin, body: { interactions: Array.from({ length: 200 }, (_, i) => event(`stop-${n}-${i}`, i % users)) }, seconds: 60 }).catch(() => {});
  })();
  try {
    for (let round = 0; round < 2; round += 1) {
      await until("leases", leases, (list) => list.length > 0);
      process.kill(nodes.a.pid, "SIGSTOP");
      try {
        // Whether it held the turn to write or only its leases: both come free.
        const name = `Stopped ${round} Survivor`;
        await ask(nodes.b, "/api/interactions", { method: "POST", key: company.secrets.admin, body: { interactions: [{ ...event(`t${round}`, `t${round}`), customer: { name } }] }, seconds: 60 });
        await until("the other node's search", () => ask(nodes.b, `/api/customers?q=${encodeURIComponent(name)}`, { key: company.secrets.read }), ({ items }) => items.length === 1, 60);
      } finally {
        process.kill(nodes.a.pid, "SIGCONT");
      }
      // Awake again it goes on, and sees what it missed.
      await until("the awakened node", () => person(nodes.a, company.secrets.read, `user_id:ut${round}`), (list) => list.length === 1, 60);
    }
  } finally {
    going = false;
    await load;
  }
  company.check();
});
