import { describe, expect, it } from "vitest";
import type { Density } from "../src/api/types";
import { addDays, binsOf, daysBetween, ticksOf, unitFor } from "../src/screens/customer/line/bins";
import { curve } from "../src/screens/customer/line/curve";

const days: Density["days"] = [
  { day: "2024-01-30", counts: { email: 2 }, feeling: -1 },
  { day: "2024-02-01", counts: { web: 3, email: 1 }, feeling: 0.5 },
  { day: "2024-03-15", counts: { voice: 1 } },
];

describe("the bins of a line", () => {
  it("lose nothing and invent nothing, in every unit", () => {
    for (const unit of ["day", "week", "month"] as const) {
      const bins = binsOf(days, "2024-01-30", "2024-03-15", unit);
      expect(bins.reduce((sum, bin) => sum + bin.total, 0)).toBe(7);
      for (let place = 1; place < bins.length; place += 1) expect(bins[place]?.start).toBe(bins[place - 1]?.end);
    }
  });

  it("keep the silence between", () => {
    expect(binsOf(days, "2024-01-30", "2024-02-01", "day").map((bin) => bin.total)).toEqual([2, 0, 4]);
  });

  it("weigh the feeling of a bin by what was heard", () => {
    const [week] = binsOf(days, "2024-01-29", "2024-02-04", "week");
    expect(week?.feeling).toBeCloseTo((-1 * 2 + 0.5 * 4) / 6);
  });

  it("count only the channels asked for", () => {
    const bins = binsOf(days, "2024-01-30", "2024-02-01", "day", ["email"]);
    expect(bins.map((bin) => bin.total)).toEqual([2, 0, 1]);
    expect(bins[2]?.counts).toEqual({ email: 1 });
  });

  it("choose a unit that can be seen", () => {
    expect(unitFor(30, 600)).toBe("day");
    expect(unitFor(365, 600)).toBe("week");
    expect(unitFor(3650, 600)).toBe("month");
  });
});

describe("days", () => {
  it("are counted across summer time and leap days", () => {
    expect(daysBetween("2024-02-28", "2024-03-01")).toBe(2);
    expect(addDays("2024-03-31", 1)).toBe("2024-04-01");
    expect(daysBetween("2024-01-01", "2025-01-01")).toBe(366);
  });

  it("are marked under the line no more often than there is room", () => {
    for (const [from, to] of [["2024-01-01", "2024-01-20"], ["2023-01-15", "2024-06-01"], ["2010-01-01", "2024-06-01"]] as const) {
      const ticks = ticksOf(from, to, 6);
      expect(ticks.length).toBeGreaterThan(0);
      expect(ticks.length).toBeLessThanOrEqual(7);
      for (const tick of ticks) expect(tick >= from && tick <= to).toBe(true);
    }
  });
});

it("a curve goes through its points", () => {
  expect(curve([])).toBe("");
  expect(curve([[0, 1], [10, 5]])).toBe("M0.0 1.0C5.0 1.0 5.0 5.0 10.0 5.0");
});
