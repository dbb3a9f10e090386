// Promise 4: an Idempotency-Key means once, also when the server is killed between the work and its answer. What was answered is
// answered again; what was not is either not done, or done once and said so – never twice.
import assert from "node:assert/strict";
import { test } from "node:test";
import { KilledFolder, pause } from "../kill/killed.mjs";

test("killed again and again under requests with keys: each is carried out once at most, and once if it was answered", { timeout: 180_000 }, async (t) => {
  const house = new KilledFolder("retries");
  t.after(() => house.remove());
  await house.start();
  const people = Array.from({ length: 8 }, (_, n) => `person-${n}`);
  const interactions = people.map((user) => ({ source: "shop", source_key: user, at: "2026-06-01T10:00:00Z", channel: "web", name: "Seen", identities: [{ namespace: "user_id", value: user }] }));
  assert.equal((await house.call("POST", "/api/interactions", { json: { interactions } })).status, 200);
  const ids = [];
  for (const user of people) ids.push((await house.call("GET", `/api/customers?identity=user_id:${user}`)).json().items[0].id);

  // A statement of consent is a new row each time: doing it twice would show.
  const send = (n) =>
    fetch(`${house.server.url}/api/customers/${ids[n % ids.length]}/consents`, {
      method: "POST",
      headers: { authorization: `Bearer ${house.adminKey}`, "content-type": "application/json", "idempotency-key": `consent-${n}` },
      body: JSON.stringify({ purpose: `purpose ${n}`, state: "given", how: "form" }),
      signal: AbortSignal.timeout(20_000),
    }).then(async (answer) => ({ status: answer.status, replayed: answer.headers.get("idempotency-replayed"), text: await answer.text() }));
  const answered = new Map();
  const cut = new Set();
  let next = 0;
  for (let round = 0; round < 8; round += 1) {
    let going = true;
    const asked = [];
    const senders = Array.from({ length: 4 }, async () => {
      while (going) {
        const n = next++;
        asked.push(n);
        try {
          const answer = await send(n);
          assert.equal(answer.status, 201, answer.text);
          answered.set(n, answer.text);
        } catch (error) {
          if (error.code === "ERR_ASSERTION") throw error;
          cut.add(n);
          return;
        }
      }
    });
    while (asked.length < 12 + round * 5) await pause(1);
    await house.kill();
    going = false;
    await Promise.all(senders);
    await house.start();
    for (const n of asked) {
      const again = await send(n);
      if (answered.has(n)) {
        assert.deepEqual([again.status, again.replayed, again.text], [201, "true", answered.get(n)], `${n} was answered before`);
      } else {
        assert.ok([201, 409].includes(again.status), `${n}: ${again.status} ${again.text}`);
        if (again.status === 409) assert.match(again.text, /cut off before its answer/);
      }
    }
  }
  const statements = new Map();
  for (const id of ids) {
    const { history } = (await house.call("GET", `/api/customers/${id}/consents`)).json();
    for (const { purpose } of history) statements.set(purpose, (statements.get(purpose) ?? 0) + 1);
  }
  for (const [purpose, times] of statements) assert.equal(times, 1, `${purpose} was done ${times} times`);
  for (const n of answered.keys()) assert.ok(statements.has(`purpose ${n}`), `${n} was answered and is lost`);
  assert.ok(cut.size > 0, "nothing was cut off");
  await house.stop();
  house.check();
  t.diagnostic(`${answered.size} answered, ${cut.size} cut off`);
});
