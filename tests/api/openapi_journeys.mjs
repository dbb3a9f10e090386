// The journey maps' part of the OpenAPI document, each operation with success and with an error.
import assert from "node:assert/strict";
import { test } from "node:test";

export function journeyMaps(stage) {
  test("journey maps", async () => {
    const { call } = stage.office;
    const map = "/api/journeys/told";
    await call("POST", "/api/journeys", { json: { key: "told", name: "Told", template: "circular", language: "en" }, expect: 201 });
    await call("POST", "/api/journeys", { json: { name: "Told", template: "ring" }, expect: 400 });
    assert.equal((await call("GET", "/api/journeys?q=told&limit=1", { expect: 200 })).json().items.length, 1);
    await call("GET", "/api/journeys?cursor=none", { expect: 400 });
    const stored = (await call("GET", `${map}?revision=1`, { expect: 200 })).json();
    await call("GET", "/api/journeys/none", { expect: 404 });
    await call("PUT", map, { json: stored.map, expect: 200 });
    await call("PUT", map, { json: stored.map, headers: { "if-match": '"7"' }, expect: 409 });
    const full = {
      key: "pay", name: "Pay", stage: "buy", channels: ["web"], description: "", expects: "", emotion: "", function: "", owner: "Mei", department: "", region: "", moment_of_truth: true,
      match: { any: [{ channel: "web", name: "Paid" }] }, answers: { channel: "survey", where: { topic: ["pay"] } }, promise: { text: "soon", within: "1h", after: {}, due: false },
      links: [{ key: "help", title: "Help", url: "https://example.com" }], barriers: [{ kind: "no_help", note: "" }],
      plan: [{ key: "do", part: "design", title: "Do it", owner: "", due: "2026-05-01", state: "done", expected: { text: "", low: 1, value: 2, high: 3, unit: "customers" } }],
    };
    const edited = (await call("POST", `${map}/edits`, { json: { base: 1, edits: [{ op: "add", path: "touchpoints", value: full, after: null }, { op: "remove", path: "touchpoints/none" }] }, expect: 200 })).json();
    assert.deepEqual([edited.revision, edited.skipped.length], [2, 1]);
    await call("POST", `${map}/edits`, { json: { base: 1, edits: [] }, expect: 400 });
    await call("GET", `${map}/edits?since=1`, { expect: 200 });
    await call("GET", `${map}/edits?since=soon`, { expect: 400 });
    await call("GET", `${map}/versions?limit=1`, { expect: 200 });
    await call("GET", `${map}/versions?cursor=soon`, { expect: 400 });
    await call("PATCH", `${map}/versions/1`, { json: { name: "First" }, expect: 200 });
    await call("PATCH", `${map}/versions/99`, { json: { name: "None" }, expect: 404 });
    assert.equal((await call("GET", `${map}/versions/1/compare/2`, { expect: 200 })).json().items[0].path, "touchpoints/pay");
    await call("GET", `${map}/versions/1/compare/99`, { expect: 404 });
    await call("POST", `${map}/restore`, { json: { revision: 1 }, expect: 200 });
    await call("POST", `${map}/restore`, { json: { revision: 99 }, expect: 404 });
    const { items } = (await call("GET", "/api/colleagues", { expect: 200 })).json();
    await call("GET", "/api/colleagues", { as: "viewer", expect: 403 });
    const comment = (await call("POST", `${map}/comments`, { json: { path: "stages/buy", text: "Whose?", mentions: [items[0].id] }, expect: 201 })).json();
    await call("POST", `${map}/comments`, { json: { path: "stages/none", text: "Whose?" }, expect: 400 });
    await call("GET", `${map}/comments`, { expect: 200 });
    await call("GET", "/api/journeys/none/comments", { expect: 404 });
    await call("PATCH", `${map}/comments/${comment.id}`, { json: { resolved: true, text: "Mine." }, expect: 200 });
    await call("PATCH", `${map}/comments/n99`, { json: { resolved: true }, expect: 404 });
    await call("GET", "/api/mentions", { expect: 200 });
    await call("GET", "/api/mentions", { as: "nobody", expect: 401 });
    await call("POST", `${map}/presence`, { json: { where: "stages/buy" }, expect: 200 });
    await call("POST", "/api/journeys/none/presence", { json: {}, expect: 404 });
    await call("GET", `${map}/coverage`, { expect: 200 });
    await call("GET", "/api/journeys/none/coverage", { expect: 404 });
    await call("POST", "/api/journeys/propose", { json: { top: 5, language: "zh" }, expect: 200 });
    await call("POST", "/api/journeys/propose", { json: { top: 0 }, expect: 400 });
    await call("DELETE", map, { expect: 200 });
    await call("DELETE", map, { expect: 404 });
    await call("PATCH", map, { json: { removed: false }, expect: 200 });
    await call("PATCH", "/api/journeys/none", { json: { removed: false }, expect: 404 });
  });
}
