import { beforeAll, describe, expect, it } from "vitest";
import { dayOf, formatter, startOfDay } from "../src/text/format";

beforeAll(() => {
  Object.defineProperty(globalThis, "navigator", { value: { languages: ["en-GB"] }, configurable: true });
});

describe("figures by locale", () => {
  it("put minor units right for every currency", () => {
    const { money } = formatter("en");
    expect(money(16800, "CNY")).toBe("¥168.00");
    expect(money(1200, "JPY")).toBe("¥1,200");
    expect(money(12345, "BHD")).toContain("12.345");
    expect(money(150, "nonsense")).toBe("1.5 nonsense");
  });

  it("say spans of time in their largest unit, and differences with their sign", () => {
    const { duration, points, share } = formatter("en");
    expect([0, 0.2, 45, 150, 5400, 3 * 86_400, 100 * 86_400].map((seconds) => duration(seconds))).toEqual(["0 secs", "< 1 sec", "45 secs", "2.5 mins", "1.5 hrs", "3 days", "100 days"]);
    expect(formatter("zh").duration(5400)).toBe("1.5小时");
    expect([0.042, -0.1, 0].map(points)).toEqual(["+4.2", "-10.0", "0.0"]);
    expect(share(0.1234)).toBe("12.3%");
  });

  it("say near times in words and far ones as dates", () => {
    const now = Date.parse("2024-05-10T12:00:00Z");
    const { ago } = formatter("en");
    expect(ago("2024-05-10T11:57:00Z", now)).toBe("3 min ago");
    expect(ago("2024-05-10T11:59:50Z", now)).toBe("just now");
    expect(ago("2024-05-10T12:00:50Z", now)).toBe("in 1 min");
    expect(ago("2024-05-09T12:00:00Z", now)).toBe("yesterday");
    expect(ago("2023-05-09T12:00:00Z", now)).toContain("2023");
    expect(formatter("zh").ago("2024-05-10T11:57:00Z", now)).toBe("3分钟前");
    expect(formatter("zh").ago("2024-05-10T11:59:50Z", now)).toBe("刚刚");
  });

  it("keep what they do not know", () => {
    expect(formatter("en").language("not a tag")).toBe("not a tag");
  });
});

it("days are the reader's", () => {
  expect(dayOf(startOfDay("2024-05-01"))).toBe("2024-05-01");
  expect(dayOf(startOfDay("2024-02-28", 2))).toBe("2024-03-01");
});
