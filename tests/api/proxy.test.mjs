// Behind a proxy: who really asks is believed of the proxies that the operator named, and of nobody else.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { openOffice, send } from "./office.mjs";

const offices = [];
after(async () => {
  for (const office of offices) await office.close();
});

async function addressOf(office, forwarded) {
  const answer = await send(office.url, "POST", "/api/session", {
    headers: { "content-type": "application/json", ...(forwarded && { "x-forwarded-for": forwarded }), "user-agent": "curl/8.0" },
    body: JSON.stringify({ email: "viewer@example.com", password: "four words nobody else has" }),
  });
  assert.equal(answer.status, 201, answer.body);
  const cookie = answer.headers["set-cookie"][0].split(";")[0];
  const { items } = (await send(office.url, "GET", "/api/me/sessions", { headers: { cookie } })).json();
  return items.find(({ current }) => current);
}

test("the address of a session is that before the trusted proxy", async () => {
  const office = await openOffice({ name: "proxy", args: ["--trusted-proxy", "127.0.0.1"] });
  offices.push(office);
  assert.equal((await addressOf(office, "203.0.113.9")).address, "203.0.113.9");
  assert.equal((await addressOf(office, "198.51.100.1, 203.0.113.9")).address, "203.0.113.9", "what the caller wrote stands further left");
  assert.equal((await addressOf(office)).address, "127.0.0.1");
  assert.equal((await addressOf(office, "<script>")).address, "127.0.0.1");
  assert.equal((await addressOf(office)).device, "curl");
});

test("without a trusted proxy the header means nothing", async () => {
  const office = await openOffice({ name: "proxy" });
  offices.push(office);
  assert.equal((await addressOf(office, "203.0.113.9")).address, "127.0.0.1");
});
