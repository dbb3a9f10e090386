import { describe, expect, it } from "vitest";
import { inWords, mapIn } from "../src/screens/journeys/file";
import { builtOf, countOf, matchOf, type Built } from "../src/screens/journeys/match";
import { mapOf } from "./journeys";

describe("a map out of a file", () => {
  it("is the document, or an answer that holds it, and nothing else", () => {
    const map = mapOf({ buy: ["pay"] });
    expect(mapIn(JSON.stringify(map))).toEqual(map);
    expect(mapIn(JSON.stringify({ revision: 3, map }))).toEqual(map);
    for (const text of ["", "{", "[]", "null", '{"stages":[]}', '{"name":"x"}']) expect(mapIn(text), text).toBeUndefined();
  });

  it("a proposal is said in the reader's words", () => {
    const map = mapOf({ s: ["a", "b"] });
    Object.assign(map.touchpoints[0] ?? {}, { name: "Order Placed", match: { any: [{ channel: "web", name: "Order Placed" }] } });
    Object.assign(map.stages[0] ?? {}, { name: "Order Placed" });
    const said = inWords(map, ({ name }) => `said ${name}`);
    expect([said.stages[0]?.name, ...said.touchpoints.map(({ name }) => name)]).toEqual(["said Order Placed", "said Order Placed", "b"]);
  });
});

describe("a matcher", () => {
  const activities = [{ channel: "web", name: "Visit", interactions: 5 }, { channel: "web", name: "Order", interactions: 3 }, { channel: "app", name: "Order", interactions: 2 }];

  it("is clicked together, and read again", () => {
    const all: Built[] = [
      { refs: [{ channel: "web", name: "Visit" }], where: {} },
      { refs: [{ channel: "web", name: "" }, { channel: "", name: "Order" }], where: { segment: ["gold", "silver"] } },
      { refs: [], where: { segment: ["gold"] } },
    ];
    for (const built of all) expect(builtOf(matchOf(built))).toEqual(built);
    expect(matchOf({ refs: [], where: {} })).toBeNull();
    expect(builtOf({ channel: "web", any: [], where: {} }), "as the server says it").toEqual({ refs: [{ channel: "web", name: "" }], where: {} });
  });

  it("that says more is left to programs", () => {
    for (const match of [{ touchpoint: "a/b" }, { any: [{ any: [{ name: "x" }] }] }, { any: [{ name: "x", where: { a: "b" } }] }, { name: "x", any: [{ name: "y" }] }, { where: { a: { from: 1 } } }]) expect(builtOf(match), JSON.stringify(match)).toBeUndefined();
  });

  it("counts each interaction once", () => {
    expect(countOf({ refs: [{ channel: "web", name: "" }, { channel: "", name: "Order" }], where: {} }, activities)).toBe(10);
    expect(countOf({ refs: [{ channel: "", name: "Order" }], where: {} }, activities)).toBe(5);
    expect(countOf({ refs: [], where: {} }, activities)).toBe(10);
    expect(countOf({ refs: [], where: { a: ["b"] } }, activities), "only the server can").toBeUndefined();
  });
});
