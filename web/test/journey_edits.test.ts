import { describe, expect, it } from "vitest";
import type { Edit, JourneyMap } from "../src/api/journeys";
import { addStage, addTouchpoint, moveTouchpoint, shiftStage, shiftTouchpoint } from "../src/screens/journeys/commands";
import { apply, applyAll, at, inverse, inverseOfAll } from "../src/screens/journeys/edits";
import { parted } from "../src/screens/journeys/layout/laid";
import { mapOf } from "./journeys";

const map = mapOf({ consider: ["ad", "site"], buy: ["cart", "pay", "bill"], after: ["parcel"] });
const order = (of: JourneyMap) => parted(of).map(({ stage, touchpoints }) => [stage.key, ...touchpoints.map(({ key }) => key)]);

describe("edits", () => {
  it("set a field, a field of a task, and clear one", () => {
    expect(at(apply(map, { op: "set", path: "touchpoints/pay/name", value: "Payment" }), "touchpoints/pay/name")).toBe("Payment");
    const planned = applyAll(map, [{ op: "add", path: "touchpoints/pay/plan", value: { key: "t1" } }, { op: "set", path: "touchpoints/pay/plan/t1/title", value: "Shorter" }]);
    expect(at(planned, "touchpoints/pay/plan/t1")).toEqual({ key: "t1", part: "design", title: "Shorter", owner: "", state: "open" });
    const promised = applyAll(map, [{ op: "set", path: "touchpoints/pay/promise", value: { text: "x" } }, { op: "set", path: "touchpoints/pay/promise", value: null }]);
    expect(Object.hasOwn(promised.touchpoints[3] ?? {}, "promise")).toBe(false);
  });

  it("leave everything else as it is, the very same", () => {
    const after = apply(map, { op: "set", path: "touchpoints/pay/name", value: "Payment" });
    expect(after?.stages).toBe(map.stages);
    expect(after?.touchpoints[0]).toBe(map.touchpoints[0]);
  });

  it("pass over what is gone, and what is there already", () => {
    for (const edit of [
      { op: "set", path: "touchpoints/gone/name", value: "x" },
      { op: "remove", path: "stages/gone" },
      { op: "move", path: "touchpoints/gone", after: null },
      { op: "add", path: "stages", value: { key: "buy" } },
      { op: "add", path: "touchpoints", value: { key: "new", stage: "gone" } },
      { op: "move", path: "touchpoints/pay", after: null, stage: "gone" },
      { op: "set", path: "touchpoints/pay/stage", value: "gone" },
    ] as Edit[]) expect(apply(map, edit), JSON.stringify(edit)).toBeUndefined();
  });

  it("of somebody else may leave out what is ordinary, and clear what has to be there", () => {
    const added = applyAll(map, [{ op: "add", path: "touchpoints", value: { key: "call", name: "Call", stage: "buy" } as { key: string } }, { op: "set", path: "touchpoints/call/description", value: null }, { op: "set", path: "owner", value: null }]);
    expect(added.touchpoints.find(({ key }) => key === "call")).toEqual({ ...map.touchpoints[0], key: "call", name: "Call", stage: "buy" });
    expect(added.owner).toBe("");
  });

  it("a stage goes with its touchpoints, and comes back with them", () => {
    const edit: Edit = { op: "remove", path: "stages/buy" };
    const without = apply(map, edit);
    expect(without && order(without)).toEqual([["consider", "ad", "site"], ["after", "parcel"]]);
    expect(without && applyAll(without, inverse(map, edit))).toEqual(map);
  });

  it("are taken back by their inverse, whatever they are", () => {
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % below;
    };
    const pick = <T,>(list: T[]) => list[random(list.length)] as T;
    for (let turn = 0; turn < 400; turn += 1) {
      const edits: Edit[] = [];
      let now = map;
      for (let step = 0; step < 6; step += 1) {
        const [touchpoint, stage] = [now.touchpoints[random(Math.max(1, now.touchpoints.length))]?.key ?? "pay", now.stages[random(Math.max(1, now.stages.length))]?.key ?? "buy"];
        const others = [null, ...now.touchpoints.map(({ key }) => key)].filter((key) => key !== touchpoint);
        const edit = pick<Edit>([
          { op: "set", path: `touchpoints/${touchpoint}/name`, value: `n${turn}` },
          { op: "set", path: `touchpoints/${touchpoint}/promise`, value: { text: String(turn) } },
          { op: "set", path: `stages/${stage}/owner`, value: `o${turn}` },
          { op: "move", path: `touchpoints/${touchpoint}`, after: pick(others), stage },
          { op: "remove", path: `touchpoints/${touchpoint}` },
          { op: "remove", path: `stages/${stage}` },
          { op: "add", path: "touchpoints", value: { key: `x${turn}-${step}`, stage } as { key: string }, after: pick(others) },
        ]);
        edits.push(edit);
        now = apply(now, edit) ?? now;
      }
      expect(applyAll(now, inverseOfAll(map, edits)), JSON.stringify(edits)).toEqual(map);
    }
  });
});

describe("commands", () => {
  it("add at the end of a stage, behind one, or as its first", () => {
    const add = (after?: string | null) => {
      const { key, edits } = addTouchpoint(map, "buy", "New", after);
      return order(applyAll(map, edits)).find(([stage]) => stage === "buy")?.map((one) => (one === key ? "new" : one));
    };
    expect(add()).toEqual(["buy", "cart", "pay", "bill", "new"]);
    expect(add("cart")).toEqual(["buy", "cart", "new", "pay", "bill"]);
    expect(add(null)).toEqual(["buy", "new", "cart", "pay", "bill"]);
    const { key, edits } = addStage(map, "Between", "consider");
    expect(applyAll(map, edits).stages.map((one) => one.key)).toEqual(["consider", key, "buy", "after"]);
  });

  it("move to any place of any stage", () => {
    for (const stage of ["consider", "buy", "after"]) {
      const inside = parted(map).find((part) => part.stage.key === stage)?.touchpoints.map(({ key }) => key).filter((key) => key !== "pay") ?? [];
      for (const after of [null, ...inside]) {
        const moved = order(applyAll(map, moveTouchpoint(map, "pay", stage, after))).find(([key]) => key === stage)?.slice(1);
        const wanted = after === null ? ["pay", ...inside] : inside.flatMap((key) => (key === after ? [key, "pay"] : [key]));
        expect(moved, `${stage} behind ${after}`).toEqual(wanted);
      }
    }
    expect(moveTouchpoint(map, "pay", "buy", "cart"), "where it is already").toEqual([]);
  });

  it("walk one place at a time through the whole map and back", () => {
    let now = map;
    const seen = [order(now)];
    for (let step = 0; step < 7; step += 1) {
      now = applyAll(now, shiftTouchpoint(now, "ad", 1));
      seen.push(order(now));
    }
    expect(order(now)).toEqual([["consider", "site"], ["buy", "cart", "pay", "bill"], ["after", "parcel", "ad"]]);
    expect(shiftTouchpoint(now, "ad", 1)).toEqual([]);
    for (const before of seen.reverse().slice(1)) {
      if (JSON.stringify(before) === JSON.stringify(order(now))) continue;
      now = applyAll(now, shiftTouchpoint(now, "ad", -1));
      expect(order(now)).toEqual(before);
    }
    expect(applyAll(map, shiftStage(map, "after", -1)).stages.map(({ key }) => key)).toEqual(["consider", "after", "buy"]);
    expect(applyAll(map, shiftStage(map, "consider", 1)).stages.map(({ key }) => key)).toEqual(["buy", "consider", "after"]);
    expect(shiftStage(map, "after", 1)).toEqual([]);
  });
});
