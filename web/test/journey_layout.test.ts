import { describe, expect, it } from "vitest";
import type { JourneyMap } from "../src/api/journeys";
import { between, curve, heightAt } from "../src/screens/journeys/layout/curve";
import type { Figures } from "../src/screens/journeys/layout/figures";
import { slotAt, type Laid } from "../src/screens/journeys/layout/laid";
import { layLine } from "../src/screens/journeys/layout/line";
import { linesOf } from "../src/screens/journeys/layout/paper";
import { layRing, spread } from "../src/screens/journeys/layout/ring";
import { wrap } from "../src/screens/journeys/layout/wrap";
import { largeMap, mapOf } from "./journeys";

/** Chinese letters are as wide as two of the others. */
const measure = (text: string) => [...text].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 0x2e00 ? 13 : 6.5), 0);
const options = { width: 1200, editing: true, measure, measureBold: measure };
const line = (map: JourneyMap, more = {}) => layLine(map, { ...options, lanes: "none", ...more });
const ring = (map: JourneyMap, more = {}) => layRing(map, { ...options, ...more });
const sizes = [[2, 1], [5, 4], [12, 6], [30, 5], [60, 8]] as const;

const figuresOf = (map: JourneyMap, of: (place: number) => { lived?: number; expected?: number }): Figures =>
  new Map(map.touchpoints.map(({ key }, place) => {
    const { lived, expected } = of(place);
    return [key, { ...(lived !== undefined && { perception: { mean: lived, n: 40, low: lived - 0.2, high: lived + 0.2 } }), ...(expected !== undefined && { expectation: { mean: expected, n: 40 } }) }];
  }));

/** The room that a label takes. */
const boxes = (laid: Laid) => laid.touchpoints.map(({ label }) => {
  const wide = Math.max(...label.lines.map(measure));
  const left = label.anchor === "middle" ? label.x - wide / 2 : label.anchor === "end" ? label.x - wide : label.x;
  return { left, right: left + wide, top: label.y - 12, bottom: label.y + (label.lines.length - 1) * 16 + 4 };
});

describe("the map as a line", () => {
  it.each(sizes)("%i touchpoints in %i stages: names don't overlap, and all is inside", (touchpoints, stages) => {
    const map = largeMap(touchpoints, stages);
    for (const one of map.touchpoints) one.name = `A rather long name ${one.key} 名称很长的接触点`;
    for (const width of [320, 1200, 3600]) {
      const laid = line(map, { width });
      expect(laid.touchpoints).toHaveLength(touchpoints);
      const rooms = boxes(laid);
      rooms.forEach((room, place) => {
        expect(room.left).toBeGreaterThanOrEqual(0);
        expect(room.right).toBeLessThanOrEqual(laid.width);
        expect(room.bottom).toBeLessThanOrEqual(laid.height);
        const next = rooms[place + 1];
        if (next) expect(room.right, `${place}`).toBeLessThan(next.left);
      });
      expect(laid.width).toBeGreaterThanOrEqual(width);
    }
  });

  it("fills the width that it has, as long as names can be read", () => {
    expect(line(largeMap(6, 3)).width).toBe(1200);
    expect(line(largeMap(60, 3)).width).toBeGreaterThan(1200);
  });

  it("is level without numbers", () => {
    const laid = line(largeMap(8, 3));
    expect(new Set(laid.touchpoints.map(({ y }) => y)).size).toBe(1);
    expect(laid.ticks).toEqual([]);
    expect(laid.shades).toEqual([]);
  });

  it("stands at the height of what was lived: better is higher", () => {
    const map = largeMap(5, 2);
    const laid = line(map, { figures: figuresOf(map, (place) => ({ lived: place + 1, expected: 4 })) });
    const heights = laid.touchpoints.map(({ y }) => y);
    expect([...heights].sort((a, b) => b - a)).toEqual(heights);
    expect(laid.touchpoints[3]?.expected?.y).toBeCloseTo(laid.touchpoints[3]?.y ?? 0);
    expect(laid.shades.map(({ short }) => short)).toEqual([true, false]);
    for (const { interval } of laid.touchpoints) expect(interval && interval[0].y > interval[1].y).toBe(true);
  });

  it("a touchpoint that nobody spoke of stands on the line between the others", () => {
    const map = largeMap(3, 1);
    const laid = line(map, { figures: figuresOf(map, (place) => (place === 1 ? {} : { lived: place === 0 ? 2 : 4 })) });
    const [a, b, c] = laid.touchpoints;
    expect(b?.known).toBe(false);
    expect(b && a && c && b.y < a.y && b.y > c.y).toBe(true);
    expect([a?.silent, b?.silent]).toEqual([false, true]);
    expect(laid.silent, "the ends are spoken of").toBe("");
    const ends = line(map, { figures: figuresOf(map, (place) => (place === 1 ? { lived: 3 } : {})) });
    expect(ends.silent).toMatch(/^M.*M/);
    expect(new Set(ends.touchpoints.map(({ y }) => y)).size).toBe(1);
  });

  it("an empty map, and an empty stage, have their place", () => {
    expect(line({ ...mapOf({}) }).touchpoints).toEqual([]);
    const laid = line(mapOf({ buy: [], after: ["parcel"] }));
    expect(laid.stages.map(({ count }) => count)).toEqual([0, 1]);
    expect(laid.slots.filter(({ stage }) => stage === "buy")).toHaveLength(1);
  });

  it("lanes: a row a channel, in the order of channels, and a mark where each is used", () => {
    const map = mapOf({ buy: ["site", "call", "mail"] });
    map.touchpoints.forEach((one, place) => (one.channels = [["web"], ["voice", "web"], []][place] ?? []));
    const laid = line(map, { lanes: "channels" });
    expect(laid.lanes.map(({ name, marks }) => [name, marks.map(({ touchpoint }) => touchpoint)])).toEqual([["web", ["site", "call"]], ["voice", ["call"]], ["", ["mail"]]]);
    expect(laid.height).toBeGreaterThan(line(map).height);
    map.touchpoints.forEach((one, place) => (one.department = ["Sales", "Care", "Sales"][place] ?? ""));
    expect(line(map, { lanes: "department" }).lanes.map(({ name }) => name)).toEqual(["Sales", "Care"]);
  });
});

describe("the map as a ring", () => {
  it.each(sizes)("%i touchpoints in %i stages: names don't overlap, and all is inside", (touchpoints, stages) => {
    const map = largeMap(touchpoints, stages);
    for (const one of map.touchpoints) one.name = `A rather long name ${one.key}`;
    const laid = ring(map);
    const rooms = boxes(laid);
    rooms.forEach((room, place) => {
      expect(room.left).toBeGreaterThanOrEqual(0);
      expect(room.right).toBeLessThanOrEqual(laid.width);
      expect(room.top).toBeGreaterThanOrEqual(0);
      expect(room.bottom).toBeLessThanOrEqual(laid.height);
      for (const other of rooms.slice(place + 1)) {
        const apart = room.right <= other.left || other.right <= room.left || room.bottom <= other.top || other.bottom <= room.top;
        expect(apart, `${place}`).toBe(true);
      }
    });
  });

  it("goes with the clock from the top, each stage in its part", () => {
    const laid = ring(largeMap(12, 4));
    const centre = { x: laid.width / 2, y: laid.height / 2 };
    const angles = laid.touchpoints.map(({ x, y }) => (Math.atan2(x - centre.x, centre.y - y) + 2 * Math.PI) % (2 * Math.PI));
    expect([...angles].sort((a, b) => a - b)).toEqual(angles);
  });

  it("better is farther out", () => {
    const map = largeMap(6, 2);
    const laid = ring(map, { figures: figuresOf(map, (place) => ({ lived: 1 + place * 0.8, expected: 4 })) });
    const far = laid.touchpoints.map(({ x, y }) => Math.hypot(x - laid.width / 2, y - laid.height / 2));
    expect([...far].sort((a, b) => a - b)).toEqual(far);
    expect(laid.shades.some(({ short }) => short) && laid.shades.some(({ short }) => !short)).toBe(true);
  });

  it("labels give way to each other and stay within", () => {
    expect(spread([10, 12, 14], 20, 0, 200)).toEqual([10, 30, 50]);
    expect(spread([190, 195], 20, 0, 200)).toEqual([180, 200]);
    expect(spread([], 20, 0, 200)).toEqual([]);
  });
});

describe("places to move to", () => {
  it.each([["line", line], ["ring", ring]] as const)("every place of every stage can be pointed at: %s", (_, lay) => {
    const map = largeMap(12, 4);
    const laid = lay(map);
    expect(laid.slots).toHaveLength(12 + 4);
    for (const slot of laid.slots) {
      const found = slotAt(laid, laid.slots, { x: (slot.from.x + slot.to.x) / 2, y: (slot.from.y + slot.to.y) / 2 });
      expect([found?.stage, found?.after]).toEqual([slot.stage, slot.after]);
    }
    // Behind a touchpoint, a little to its right.
    const third = laid.touchpoints[2];
    if (laid.form === "line" && third) expect(slotAt(laid, laid.slots, { x: third.x + 12, y: 0 })?.after).toBe(third.touchpoint.key);
  });
});

describe("lines", () => {
  it("go through their points and never beyond them", () => {
    const points = [{ x: 0, y: 10 }, { x: 10, y: 50 }, { x: 20, y: 50 }, { x: 30, y: 0 }, { x: 40, y: 20 }];
    for (const { x, y } of points) expect(heightAt(points, x)).toBeCloseTo(y);
    for (let x = 0; x <= 40; x += 0.5) {
      const [before, behind] = [points[Math.min(3, Math.floor(x / 10))], points[Math.min(4, Math.floor(x / 10) + 1)]];
      const y = heightAt(points, x);
      expect(y).toBeGreaterThanOrEqual(Math.min(before?.y ?? 0, behind?.y ?? 0) - 1e-9);
      expect(y).toBeLessThanOrEqual(Math.max(before?.y ?? 0, behind?.y ?? 0) + 1e-9);
    }
    expect(curve(points)).toMatch(/^M0 10C/);
  });

  it("are parted where they cross", () => {
    const shades = between([{ x: 0, y: 0 }, { x: 100, y: 0 }], [{ x: 0, y: -10 }, { x: 100, y: 10 }]);
    expect(shades.map(({ short }) => short)).toEqual([false, true]);
    expect(between([{ x: 0, y: 0 }], [{ x: 0, y: 1 }])).toEqual([]);
  });
});

describe("names in lines", () => {
  it("break between words and between Chinese letters, and are cut at the end", () => {
    expect(wrap("Order confirmation mail", 80, 3, measure)).toEqual(["Order", "confirmation", "mail"]);
    expect(wrap("订单确认邮件", 40, 3, measure)).toEqual(["订单确", "认邮件"]);
    expect(wrap("订单，确认", 26, 3, measure), "no line begins with a comma").toEqual(["订", "单，", "确认"]);
    expect(wrap("one two three four five six", 40, 2, measure).at(-1)).toMatch(/…$/);
    expect(wrap("Donaudampfschifffahrt", 40, 4, measure).join("")).toBe("Donaudampfschifffahrt");
    expect(wrap("  ", 40, 2, measure)).toEqual([]);
  });
});

describe("paper", () => {
  it.each(sizes)("%i touchpoints in %i stages: all are on it, in order, few enough on a line", (touchpoints, stages) => {
    const map = largeMap(touchpoints, stages);
    const lines = linesOf(map);
    expect(lines.flatMap((one) => one.touchpoints.map(({ key }) => key))).toEqual(map.touchpoints.map(({ key }) => key));
    for (const one of lines) expect(one.touchpoints.length).toBeLessThanOrEqual(12);
  });
});
