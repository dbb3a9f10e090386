// The drill of the continuous backup: a server that ships to a folder takes things in and is killed again and again; then
// the folder is restored to odd moments. What was acknowledged by a moment is there, what was sent after it is not.
import assert from "node:assert/strict";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { startServer } from "../../tools/server.mjs";
import { exported, fails, run, workshop } from "../cli/command.mjs";

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
// The server counts microseconds; so that no moment is asked for that lies within the same millisecond as a commit.
const moment = (milliseconds) => new Date(milliseconds).toISOString();

test("any moment is restored as it was acknowledged, through kills", { timeout: 300_000, skip: Boolean(process.env.POSTGRES_FOR_TESTS) && "PostgreSQL keeps its own moments" }, async (t) => {
  const shop = workshop(t, "moments");
  const key = run(["key", "add", "shop", "--scope", "write", "--data", shop.data]).out.trim();
  const events = [];   // {key, sent, acknowledged}
  let number = 0;
  let first = 0;
  for (let round = 0; round < 4; round += 1) {
    const server = await startServer({ data: shop.data, args: ["--backup-to", shop.at("copies")] });
    if (round === 0) {
      for (let n = 0; n < 400 && !/a base of the continuous backup was taken/.test(server.output()); n += 1) await pause(25);
      assert.match(server.output(), /a base of the continuous backup was taken/);
      await pause(5);
      first = Date.now();
    }
    for (let n = 0; n < 60; n += 1) {
      const source_key = `k${(number += 1)}`;
      const event = { source_key, at: "2026-06-01T10:00:00Z", channel: "web", name: "Page", identities: [{ namespace: "user_id", value: `u${number % 20}` }, { namespace: "device", value: `d${number % 7}` }] };
      const sent = Date.now();
      const answer = await fetch(`${server.url}/api/interactions`, { method: "POST", headers: { authorization: `Bearer ${key}`, "content-type": "application/json" }, body: JSON.stringify({ interactions: [event] }) });
      assert.ok(answer.ok, await answer.text());
      events.push({ key: source_key, sent, acknowledged: Date.now() });
      await pause(n % 10 === 9 ? 300 : 3);
    }
    await (round === 2 ? server.stop() : server.kill());
  }
  const last = await startServer({ data: shop.data, args: ["--backup-to", shop.at("copies")] });
  await last.stop();

  const moments = [first, ...[7, 33, 58, 61, 97, 119, 121, 150, 200, 239].map((n) => events[n].acknowledged + (n % 3))];
  for (const [index, at] of moments.entries()) {
    const into = shop.at(`at-${index}`);
    const { out } = run(["restore", shop.at("copies"), "--at", moment(at), "--data", into]);
    assert.match(out, /Sound:/);
    const there = new Set(exported(into).map((each) => each.source_key));
    for (const event of events) {
      if (event.acknowledged <= at - 1) assert.ok(there.has(event.key), `${event.key} was acknowledged at ${event.acknowledged}, before ${at}`);
      if (event.sent >= at + 1) assert.ok(!there.has(event.key), `${event.key} was sent at ${event.sent}, after ${at}`);
    }
  }
  run(["restore", shop.at("copies"), "--data", shop.at("latest")]);
  assert.equal(exported(shop.at("latest")).length, events.length);
  fails(["restore", shop.at("copies"), "--at", "2020-01-01T00:00:00Z", "--data", shop.at("never")], 1, /begins at/);
  fails(["restore", shop.at("copies"), "--at", "yesterday", "--data", shop.at("never")], 1, /no moment/);

  // A file of the middle is lost: what is before it is restored and sound, the rest is told, and the exit code says so too.
  const generations = readdirSync(shop.at("copies")).sort();
  const generation = shop.at("copies", generations.at(-1));
  const bases = readdirSync(generation).filter((name) => name.startsWith("base-")).sort();
  const behind = Number(bases.at(-1).split("-")[1]);
  const segments = readdirSync(generation).filter((name) => name.endsWith(".segment") && Number(name.split(".")[0]) > behind).sort();
  assert.ok(segments.length >= 3, "there is a middle");
  rmSync(join(generation, segments[Math.floor(segments.length / 2)]));
  const { out } = run(["restore", shop.at("copies"), "--data", shop.at("with-a-hole")], { code: 4 });
  assert.match(out, /NOT ALL OF IT: The backup has a hole/);
  const partly = exported(shop.at("with-a-hole")).length;
  assert.ok(partly > 0 && partly < events.length, `${partly} of ${events.length}`);
});
