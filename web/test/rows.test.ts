import { describe, expect, it } from "vitest";
import type { Interaction } from "../src/api/types";
import { dayOfRow, rowsOf } from "../src/screens/customer/timeline/rows";

let count = 0;
function heard(at: string, more: Partial<Interaction> = {}): Interaction {
  count += 1;
  return {
    id: `i${count}`,
    customer: "c1",
    at: new Date(at).toISOString(),
    received_at: new Date(at).toISOString(),
    channel: "web",
    name: "Page Viewed",
    direction: "in",
    actor: { kind: "customer" },
    properties: {},
    source: "shop",
    source_key: `k${count}`,
    ...more,
  };
}
const kinds = (items: Interaction[], open: string[] = [], joined: string[] = []) => rowsOf(items, new Set(open), new Set(joined)).map((row) => row.type);

describe("the rows of a timeline", () => {
  it("begin every day with its heading", () => {
    expect(kinds([heard("2024-05-02T10:00"), heard("2024-05-01T10:00", { channel: "email" })])).toEqual(["day", "item", "day", "item"]);
  });

  it("fold three or more of the same within half an hour", () => {
    const burst = [heard("2024-05-01T10:50"), heard("2024-05-01T10:30"), heard("2024-05-01T10:05")];
    expect(kinds(burst)).toEqual(["day", "fold"]);
    expect(kinds(burst.slice(0, 2))).toEqual(["day", "item", "item"]);
    expect(kinds(burst, [burst[0]?.id ?? ""])).toEqual(["day", "fold", "item", "item", "item"]);
  });

  it("do not fold across a longer silence, another day, channel, name or direction", () => {
    const calm = [heard("2024-05-01T12:00"), heard("2024-05-01T11:00"), heard("2024-05-01T10:00")];
    expect(kinds(calm)).toEqual(["day", "item", "item", "item"]);
    const midnight = [heard("2024-05-02T00:10"), heard("2024-05-02T00:05"), heard("2024-05-01T23:55")];
    expect(kinds(midnight)).toEqual(["day", "item", "item", "day", "item"]);
    const mixed = [heard("2024-05-01T10:03"), heard("2024-05-01T10:02", { channel: "app" }), heard("2024-05-01T10:01", { direction: "out" })];
    expect(kinds(mixed)).toEqual(["day", "item", "item", "item"]);
  });

  it("never hide words, money or scores in a fold", () => {
    const said = ["10:03", "10:02", "10:01"].map((time) => heard(`2024-05-01T${time}`, { text: "hello" }));
    expect(kinds(said)).toEqual(["day", "item", "item", "item"]);
    const paid = ["10:03", "10:02", "10:01"].map((time) => heard(`2024-05-01T${time}`, { amount: { minor: 100, currency: "EUR" } }));
    expect(kinds(paid)).toEqual(["day", "item", "item", "item"]);
  });

  it("mark once where a joined profile runs in", () => {
    const items = [heard("2024-05-01T10:03"), heard("2024-05-01T09:00", { customer: "c2" }), heard("2024-05-01T08:00", { customer: "c2" })];
    expect(kinds(items, [], ["c2"])).toEqual(["day", "item", "join", "item", "item"]);
  });

  it("know their day", () => {
    const [day, item] = rowsOf([heard("2024-05-01T10:00")], new Set());
    expect(day && dayOfRow(day)).toBe("2024-05-01");
    expect(item && dayOfRow(item)).toBe("2024-05-01");
  });
});
