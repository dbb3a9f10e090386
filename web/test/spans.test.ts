import { describe, expect, it } from "vitest";
import { spansOf } from "../src/screens/home/spans";

const day = (of: string, interactions = 1) => ({ day: of, interactions });

describe("recent days", () => {
  it("keep the empty days between", () => {
    const { unit, spans } = spansOf([day("2024-02-27"), day("2024-03-01", 4)]);
    expect(unit).toBe("day");
    expect(spans.map((span) => span.interactions)).toEqual([1, 0, 0, 4]);
  });

  it("are summed by week or month when they are far apart, and lose nothing", () => {
    const weeks = spansOf([day("2024-01-01"), day("2024-01-07"), day("2024-01-08"), day("2024-06-30", 3)]);
    expect(weeks.unit).toBe("week");
    expect(weeks.spans[0]).toEqual({ day: "2024-01-01", end: "2024-01-07", interactions: 2 });
    expect(weeks.spans.at(-1)?.end).toBe("2024-06-30");
    expect(weeks.spans.reduce((sum, span) => sum + span.interactions, 0)).toBe(6);
    const months = spansOf([day("2019-12-24"), day("2024-06-30")]);
    expect(months.unit).toBe("month");
    expect(months.spans.length).toBe(55);
    expect(months.spans[1]?.day).toBe("2020-01-01");
  });

  it("may be none", () => expect(spansOf([]).spans).toEqual([]));
});
