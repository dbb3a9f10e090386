// A small server of maps in memory, and two people at it: whatever comes first, both end with the same map and nobody's work is lost.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Problem } from "../src/api/client";
import type { Edit, JourneyMap, Made } from "../src/api/journeys";
import { Draft, type Shelf, type Wire } from "../src/screens/journeys/draft";
import { apply, applyAll, inverse } from "../src/screens/journeys/edits";
import { mapOf } from "./journeys";

class Server {
  revision = 1;
  reachable = true;
  refuses: Problem | undefined;
  made: Made[] = [];
  calls = 0;

  constructor(public map: JourneyMap) {}

  wire(by: string): Wire {
    const reach = async () => {
      this.calls += 1;
      await Promise.resolve();
      if (!this.reachable) throw new Problem({ title: "unreachable", status: 0 });
    };
    const since = (revision: number) => ({ revision: this.revision, edits: this.made.filter((one) => one.revision > revision) });
    return {
      send: async (base, edits) => {
        await reach();
        if (this.refuses) throw this.refuses;
        const undo: Edit[] = [];
        let now = this.map;
        for (const edit of edits) {
          undo.unshift(...inverse(now, edit));
          now = apply(now, edit) ?? now;
        }
        this.map = now;
        this.revision += 1;
        this.made.push({ revision: this.revision, by, at: "", edits, undo });
        return since(base);
      },
      since: async (revision) => {
        await reach();
        return since(revision);
      },
      whole: async () => {
        await reach();
        return { revision: this.revision, map: this.map };
      },
    };
  }

  open(by: string, refused?: (problem: unknown) => void, shelf?: Shelf) {
    const draft = new Draft({ revision: this.revision, map: this.map }, this.wire(by), refused, shelf);
    draft.subscribe(() => undefined);
    return draft;
  }
}

const name = (touchpoint: string, value: string): Edit => ({ op: "set", path: `touchpoints/${touchpoint}/name`, value });
const nameOf = (map: JourneyMap, key: string) => map.touchpoints.find((one) => one.key === key)?.name;
const settle = () => vi.advanceTimersByTimeAsync(0);

let server: Server;
beforeEach(() => {
  vi.useFakeTimers();
  server = new Server(mapOf({ buy: ["cart", "pay"], after: ["parcel"] }));
});
afterEach(() => vi.useRealTimers());

describe("a draft", () => {
  it("shows at once what is done, and keeps it", async () => {
    const draft = server.open("a");
    draft.change([name("pay", "Payment")]);
    expect(nameOf(draft.state().map, "pay")).toBe("Payment");
    expect(draft.state()).toMatchObject({ waiting: 1, saving: "saving" });
    await settle();
    expect(draft.state()).toMatchObject({ waiting: 0, saving: "saved", revision: 2 });
    expect(nameOf(server.map, "pay")).toBe("Payment");
  });

  it("is undone and redone, step by step, before and after it was kept", async () => {
    const draft = server.open("a");
    const names = ["one", "two", "three"];
    for (const one of names) draft.change([name("pay", one)]);
    draft.undo();
    expect(nameOf(draft.state().map, "pay")).toBe("two");
    await settle();
    draft.undo();
    draft.undo();
    await settle();
    expect(nameOf(server.map, "pay")).toBe("pay");
    expect(draft.state()).toMatchObject({ canUndo: false, canRedo: true });
    draft.redo();
    draft.redo();
    draft.redo();
    await settle();
    expect(nameOf(server.map, "pay")).toBe("three");
    expect(draft.state().canRedo).toBe(false);
    draft.undo();
    draft.change([name("cart", "Basket")]);
    expect(draft.state().canRedo).toBe(false);
  });

  it("takes typing in one field back in one go", async () => {
    const draft = server.open("a");
    for (const text of ["P", "Pa", "Pay!"]) {
      draft.change([name("pay", text)], "typing 1");
      await settle();
    }
    draft.change([name("pay", "Later")], "typing 2");
    await settle();
    draft.undo();
    expect(nameOf(draft.state().map, "pay")).toBe("Pay!");
    draft.undo();
    expect(nameOf(draft.state().map, "pay")).toBe("pay");
    await settle();
    expect(nameOf(server.map, "pay")).toBe("pay");
  });

  it("takes back one change in the middle", async () => {
    const draft = server.open("a");
    const removed = draft.change([{ op: "remove", path: "stages/buy" }]);
    draft.change([name("parcel", "Parcel")]);
    await settle();
    draft.undoChange(removed);
    await settle();
    expect(server.map.stages.map(({ key }) => key)).toEqual(["buy", "after"]);
    expect(server.map.touchpoints.map((one) => one.key).sort()).toEqual(["cart", "parcel", "pay"]);
    expect(nameOf(server.map, "parcel")).toBe("Parcel");
  });

  it("holds what is done while the server is away, and sends it when it is back", async () => {
    const draft = server.open("a");
    server.reachable = false;
    draft.change([name("pay", "Payment")]);
    draft.change([name("cart", "Basket")]);
    await settle();
    expect(draft.state()).toMatchObject({ saving: "unreachable", waiting: 2 });
    await vi.advanceTimersByTimeAsync(40_000);
    expect(server.calls, "it asks less and less often").toBeLessThan(9);
    expect(nameOf(draft.state().map, "cart")).toBe("Basket");
    server.reachable = true;
    await vi.advanceTimersByTimeAsync(16_000);
    expect(draft.state()).toMatchObject({ saving: "saved", waiting: 0 });
    expect([nameOf(server.map, "pay"), nameOf(server.map, "cart")]).toEqual(["Payment", "Basket"]);
  });

  it("finds what waited after a reload", async () => {
    let kept: Edit[][] = [];
    const shelf: Shelf = { read: () => kept, write: (waiting) => (kept = waiting) };
    server.reachable = false;
    const before = server.open("a", undefined, shelf);
    before.change([name("pay", "Payment")]);
    await settle();
    before.end();
    server.reachable = true;
    const draft = server.open("a", undefined, shelf);
    expect(nameOf(draft.state().map, "pay")).toBe("Payment");
    await settle();
    expect(nameOf(server.map, "pay")).toBe("Payment");
    expect(kept).toEqual([]);
  });

  it("sends what was typed last by somebody who goes away", async () => {
    const draft = server.open("a");
    draft.end();
    draft.change([name("pay", "Payment")]);
    await settle();
    expect(nameOf(server.map, "pay")).toBe("Payment");
  });

  it("gives up what is refused for good, says so, and goes on", async () => {
    const problems: unknown[] = [];
    const draft = server.open("a", (problem) => problems.push(problem));
    server.refuses = new Problem({ title: "no", status: 400 });
    draft.change([name("pay", "x".repeat(999))]);
    await settle();
    expect(problems).toHaveLength(1);
    expect(nameOf(draft.state().map, "pay")).toBe("pay");
    expect(draft.state()).toMatchObject({ saving: "saved", canUndo: false });
    server.refuses = undefined;
    draft.change([name("pay", "Payment")]);
    await settle();
    expect(nameOf(server.map, "pay")).toBe("Payment");
  });

  it("meets the edits of somebody else: different fields both stand, of one field the later", async () => {
    const [a, b] = [server.open("a"), server.open("b")];
    a.change([name("pay", "of a")]);
    b.change([{ op: "set", path: "touchpoints/pay/owner", value: "B" }]);
    b.change([name("cart", "of b")]);
    await settle();
    a.change([name("cart", "of a")]);
    await settle();
    await Promise.all([a.news(), b.news()]);
    expect(a.state().map).toEqual(server.map);
    expect(b.state().map).toEqual(server.map);
    expect(server.map.touchpoints).toMatchObject([{ name: "of a" }, { name: "of a", owner: "B" }, {}]);
  });

  it("keeps what is not sent yet on top of what comes in", async () => {
    const [a, b] = [server.open("a"), server.open("b")];
    b.change([{ op: "move", path: "touchpoints/parcel", after: null, stage: "buy" }, name("parcel", "of b")]);
    await settle();
    const wire = server.wire("a");
    server.reachable = false;
    a.change([name("parcel", "of a")]);
    await settle();
    server.reachable = true;
    vi.spyOn(wire, "send");
    await a.news();
    expect(nameOf(a.state().map, "parcel"), "one's own, on top").toBe("of a");
    expect(a.state().map.touchpoints.find(({ key }) => key === "parcel")?.stage).toBe("buy");
    await vi.advanceTimersByTimeAsync(2_000);
    expect(nameOf(server.map, "parcel")).toBe("of a");
  });

  it("fetches the map anew when too much happened to be told", async () => {
    const a = server.open("a");
    const b = server.open("b");
    for (const one of ["1", "2", "3"]) b.change([name("pay", one)]);
    await settle();
    server.made = server.made.slice(-1);
    await a.news();
    expect(a.state().map).toEqual(server.map);
    expect(a.state().revision).toBe(server.revision);
  });

  it("many changes by two people in any order lead to one map", async () => {
    let seed = 11;
    const random = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % below;
    };
    const people = [server.open("a"), server.open("b")];
    for (let turn = 0; turn < 300; turn += 1) {
      const one = people[random(2)] as Draft;
      const key = ["cart", "pay", "parcel", `n${random(6)}`][random(4)] ?? "";
      const edits: Edit[][] = [
        [name(key, `name ${turn}`)],
        [{ op: "move", path: `touchpoints/${key}`, after: null, stage: ["buy", "after"][random(2)] }],
        [{ op: "remove", path: `touchpoints/${key}` }],
        [{ op: "add", path: "touchpoints", value: { key: `n${random(6)}`, stage: "buy", name: "" } as { key: string } }],
      ];
      const act = random(7);
      if (act === 4) one.undo();
      else if (act === 5) one.redo();
      else if (act === 6) await one.news();
      else if (applyAll(one.state().map, edits[act] ?? []) !== one.state().map) one.change(edits[act] ?? []);
      if (random(3) === 0) await settle();
    }
    await vi.advanceTimersByTimeAsync(60_000);
    for (const one of people) await one.news();
    for (const one of people) expect(one.state().map).toEqual(server.map);
  });
});
