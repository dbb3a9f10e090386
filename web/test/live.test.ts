import { QueryClient } from "@tanstack/react-query";
import { describe, expect, it } from "vitest";
import { apply, type News, waitBefore } from "../src/api/live";

const keys = [
  ["customer", "c1"],
  ["customer", "c1", "timeline", {}],
  ["customer", "c1", "latest", 3, {}],
  ["customer", "c2"],
  ["customers", {}, 60],
  ["merges", ""],
  ["imports"],
  ["imports", "n1"],
  ["users"],
];

function staleAfter(news: News): string[] {
  const cache = new QueryClient();
  for (const key of keys) cache.setQueryData(key, {});
  apply(cache, news);
  return keys.filter((key) => cache.getQueryState(key)?.isInvalidated).map((key) => key.slice(0, 3).join(" "));
}

describe("news", () => {
  it("touch what they name, and lists of people", () => {
    expect(staleAfter({ position: 5, customers: ["c1"] })).toEqual(["customer c1", "customer c1 timeline", "customer c1 latest", "customers [object Object] 60"]);
    expect(staleAfter({ imports: "many" })).toEqual(["imports", "imports n1"]);
    expect(staleAfter({ merges: "many" })).toEqual(["merges "]);
    expect(staleAfter({ position: 6 })).toEqual([]);
  });

  it("of many touch everybody, and nothing else", () => {
    expect(staleAfter({ customers: "many" })).toContain("customer c2");
    expect(staleAfter({ customers: "many" })).not.toContain("users");
  });
});

describe("the wait before the next try", () => {
  it("grows, is never the same for all, and ends at half a minute", () => {
    expect(waitBefore(0, 0)).toBe(250);
    expect(waitBefore(0, 1)).toBe(500);
    expect(waitBefore(3, 1)).toBe(4000);
    expect(waitBefore(40, 1)).toBe(30_000);
    expect(waitBefore(40, 0)).toBe(15_000);
  });
});
