// Limits of journey maps: what is too much is refused with its place, and the map stays as it was.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { interaction, isProblem, openOffice } from "../api/office.mjs";

let office, call, empty;
const path = "/api/journeys/full";

before(async () => {
  office = await openOffice({ name: "journey limits", people: ["admin"], keys: [] });
  call = office.call;
  empty = (await call("PUT", path, { json: { key: "full", name: "Full", stages: [{ key: "s", name: "S" }] }, wrong: true, expect: 200 })).json().map;
});
after(() => office?.close());

const many = (n, make) => Array.from({ length: n }, (_, i) => make(i));
const touchpoint = (more) => ({ key: "t", name: "T", stage: "s", ...more });
const refused = async (change, field, status = 400) => {
  const answer = await call("PUT", path, { json: { ...empty, ...change }, wrong: true });
  isProblem(answer, status, JSON.stringify(change).slice(0, 100));
  if (field) assert.equal(answer.json().field, field);
};
const edits = (list) => call("POST", `${path}/edits`, { json: { base: 1, edits: list }, wrong: true });

test("a map has at most so many parts, texts so many bytes", async () => {
  await refused({ stages: many(61, (i) => ({ key: `s${i}`, name: "S" })) }, "stages");
  await refused({ touchpoints: many(401, (i) => touchpoint({ key: `t${i}` })) }, "touchpoints");
  await refused({ outcomes: many(21, (i) => ({ key: `o${i}`, name: "O" })) }, "outcomes");
  await refused({ touchpoints: [touchpoint({ plan: many(101, (i) => ({ key: `p${i}`, title: "P" })) })] }, "touchpoints[0].plan");
  await refused({ touchpoints: [touchpoint({ channels: many(101, (i) => `c${i}`) })] }, "touchpoints[0].channels");
  await refused({ owner: "x".repeat(201) }, "owner");
  await refused({ description: "字".repeat(1334) }, "description");
  await refused({ touchpoints: [touchpoint({ links: [{ key: "l", url: `https://example.com/${"x".repeat(2000)}` }] })] }, "touchpoints[0].links[0].url");
  await refused({ touchpoints: many(400, (i) => touchpoint({ key: `t${i}`, description: "x".repeat(4000), expects: "x".repeat(4000) })) }, undefined, 413);
  assert.equal((await call("GET", path, { expect: 200 })).json().revision, 1);
});

test("a request has at most 2,000 edits, a comment 20 mentions and 4,000 bytes", async () => {
  isProblem(await edits(many(2001, () => ({ op: "set", path: "name", value: "x" }))), 400);
  isProblem(await edits([]), 400);
  isProblem(await call("POST", `${path}/comments`, { json: { text: "x", mentions: many(21, (i) => `u${i}`) } }), 400);
  isProblem(await call("POST", `${path}/comments`, { json: { text: "x".repeat(4001) } }), 400);
  isProblem(await call("POST", `${path}/presence`, { json: { where: "x".repeat(201) } }), 400);
});

test("touchpoints that name each other in a circle, or open up without end, are refused", async () => {
  await call("POST", "/api/interactions", { json: { interactions: [interaction("ann", { channel: "web", name: "Visit" })] }, expect: 200 });
  const names = (key, n, of) => touchpoint({ key, match: { any: many(n, () => ({ touchpoint: `wide/${of}` })) } });
  const touchpoints = [names("a", 1, "b"), names("b", 1, "a"), ...many(7, (i) => names(`w${i}`, 1000, `w${i + 1}`)), touchpoint({ key: "w7", match: { name: "Visit" } })];
  await call("PUT", "/api/journeys/wide", { json: { ...empty, key: "wide", touchpoints }, wrong: true, expect: 200 });
  const ask = (key, expect) => call("POST", "/api/questions/funnel", { json: { steps: [{ touchpoint: `wide/${key}` }], within: "1d" }, expect });
  await office.until(() => ask("w7"), ({ status }) => status === 200);
  for (const key of ["a", "w0", "w5"]) assert.match((await ask(key, 400)).json().detail, /Touchpoints|1000 activities/);
});

test("a company has at most 500 maps", async () => {
  for (let i = 2; i < 500; ++i) await call("POST", "/api/journeys", { json: { key: `m${i}`, name: "M", template: "line" }, documented: false, expect: 201 });
  isProblem(await call("POST", "/api/journeys", { json: { key: "one-more", name: "M", template: "line" } }), 409);
});
