import { describe, expect, it } from "vitest";
import type { BreakTold, FlowTold, TouchpointTold } from "../src/api/living";
import { arrowsOf, commonest } from "../src/screens/journeys/living/arrows";
import { bodyOf, readAsked, writeAsked } from "../src/screens/journeys/living/asked";
import { spanAround } from "../src/screens/journeys/living/breaks/Done";
import { addTask, gainOf, signalOf } from "../src/screens/journeys/living/breaks/task";
import { worstOf } from "../src/screens/journeys/living/breaks/useBreaks";
import { figuresOf } from "../src/screens/journeys/living/figures";
import { bestHeight, knownMeasures, measureOf, ofShare } from "../src/screens/journeys/living/measures";
import { beginning, withMix } from "../src/screens/journeys/living/risk/assume";
import type { Laid } from "../src/screens/journeys/layout/laid";

const today = new Date(2026, 10, 22, 9, 30);
const asked = (text: string) => readAsked(new URLSearchParams(text));
const touchpoint = (key: string, more: Partial<TouchpointTold> = {}): TouchpointTold =>
  ({ key, interactions: 0, customers: 0, drop_off: { count: 0, of: 0, share: 0, low: 0, high: 1, open: 0 }, trend: [], ...more });
const mean = (value: number, n: number) => ({ n, mean: value, low: value - 0.2, high: value + 0.2, hidden: false, few: n < 30 });

describe("what is asked of a map", () => {
  it("stands in the address and comes back from it, beside what else stands there", () => {
    const text = "form=line&at=touchpoints%2Fpay&period=30d&by=channel&against=other&where.state=SP&where.state=RJ&other.state=MG";
    const read = asked(text);
    expect(read).toMatchObject({ period: "30d", by: "channel", against: "other", where: { state: ["SP", "RJ"] }, other: { state: ["MG"] } });
    const written = writeAsked(new URLSearchParams(text), read);
    expect(asked(written.toString())).toEqual(read);
    expect(written.get("form")).toBe("line");
    expect(writeAsked(written, asked("")).toString()).toBe("form=line&at=touchpoints%2Fpay");
  });

  it("takes nothing that is no day and no period", () => {
    expect(asked("period=soon&from=2026-1-1&against=all")).toMatchObject({ period: "", from: "", against: "" });
  });

  it("holds a period against as many days right before it", () => {
    const body = bodyOf("m", asked("period=30d&against=before&where.state=SP"), today);
    expect(body).toMatchObject({ journey: "m", filter: { where: { state: ["SP"] } } });
    const compare = body["compare"] as { from: string; to: string; filter: unknown };
    expect(compare.to).toBe(body["from"]);
    expect(Math.round((Date.parse(compare.to) - Date.parse(compare.from)) / 86_400_000)).toBe(30);
    expect(compare.filter).toEqual(body["filter"]);
    const own = bodyOf("m", asked("from=2026-03-01&to=2026-03-31&against=before"), today)["compare"] as { from: string; to: string };
    expect(Math.round((Date.parse(own.to) - Date.parse(own.from)) / 86_400_000)).toBe(31);
  });

  it("has nothing before all time, and no others before they are chosen", () => {
    expect(bodyOf("m", asked("against=before"), today)).toEqual({ journey: "m" });
    expect(bodyOf("m", asked("against=other"), today)).toEqual({ journey: "m" });
    expect(bodyOf("m", asked("against=other&other.state=MG"), today)).toEqual({ journey: "m", compare: { filter: { where: { state: ["MG"] } } } });
  });
});

describe("figures", () => {
  it("hide shares of fewer than five and are pale below thirty", () => {
    expect(ofShare({ count: 2, of: 4, share: 0.5, low: 0.1, high: 0.9 })).toEqual({ n: 4, few: true });
    expect(ofShare({ count: 9, of: 10, share: 0.9, low: 0.6, high: 0.98 })).toMatchObject({ value: 0.9, few: true });
    expect(ofShare({ count: 170, of: 200, share: 0.85, low: 0.79, high: 0.89 })?.few).toBe(false);
    expect(ofShare({ count: 0, of: 0, share: 0, low: 0, high: 1 })).toBeUndefined();
  });

  it("of a map are those of which anything is known", () => {
    const names = knownMeasures([touchpoint("a"), touchpoint("b", { stars: mean(4, 50) })]).map(({ name }) => name);
    expect(names).toEqual(["customers", "interactions", "stars"]);
  });

  it("lift the line by perception, else by what most told; shares in hundredths", () => {
    expect(bestHeight([touchpoint("a")])).toBeUndefined();
    expect(bestHeight([touchpoint("a", { stars: mean(4, 50) }), touchpoint("b", { stars: mean(4, 9), nps: { n: 60, value: 20, low: 1, high: 39, promoters: 0, passives: 0, detractors: 0, hidden: false, few: false } })])).toBe("stars");
    expect(bestHeight([touchpoint("a", { stars: mean(4, 50), perception: mean(5, 6) })])).toBe("perception");
    const promise = { kept: { count: 91, of: 100, share: 0.91, low: 0.84, high: 0.95 }, late: 9, overdue: 0, open: 0, scores: [] };
    expect(figuresOf([touchpoint("a", { promise })], "promise")?.get("a")?.perception).toMatchObject({ mean: 91, low: 84, high: 95, n: 100 });
    expect(figuresOf([touchpoint("a")], "stars")).toBeUndefined();
  });

  it("of what was expected stand beside what was lived alone", () => {
    const told = [touchpoint("a", { perception: mean(4, 40), expectation: mean(6, 40), stars: mean(4, 40) })];
    expect(figuresOf(told, "perception")?.get("a")?.expectation?.mean).toBe(6);
    expect(figuresOf(told, "stars")?.get("a")?.expectation).toBeUndefined();
  });

  it("open those who are behind them", () => {
    const promise = { kept: { count: 91, of: 100, share: 0.91, low: 0.84, high: 0.95 }, late: 7, overdue: 2, open: 3, scores: [] };
    expect(measureOf("promise")?.behind?.(touchpoint("a", { promise }))).toBe(9);
    expect(measureOf("nps")?.cell).toEqual({ measure: "told", score: "nps" });
  });
});

describe("ways between touchpoints", () => {
  const flow = (from: string, to: string, customers: number, kind: FlowTold["kind"] = "next"): FlowTold => ({ from, to, kind, customers, count: customers, median_seconds: 60 });
  const laid = { form: "line", width: 900, height: 300, touchpoints: ["a", "b", "c"].map((key, place) => ({ touchpoint: { key }, x: 100 + 200 * place, y: 100 })) } as unknown as Laid;

  it("are the commonest, and none to itself", () => {
    expect(commonest([flow("a", "b", 1000), flow("b", "b", 900, "again"), flow("a", "c", 5, "skip"), flow("b", "c", 400)], "line").map(({ to }) => to)).toEqual(["b", "c"]);
  });

  it("run over the line on, under it back, thicker the more go there", () => {
    const [on, back] = arrowsOf(laid, [flow("a", "b", 1000), flow("c", "a", 250, "back"), flow("a", "gone", 800)]);
    expect(on?.width).toBe(8);
    expect(back?.width).toBe(4.5);
    expect(Number(/Q[\d.]+ (-?[\d.]+)/.exec(on?.path ?? "")?.[1])).toBeLessThan(100);
    expect(Number(/Q[\d.]+ (-?[\d.]+)/.exec(back?.path ?? "")?.[1])).toBeGreaterThan(100);
  });
});

describe("break points", () => {
  const one = (touchpoint: string, is_break: boolean, more: Partial<BreakTold> = {}): BreakTold => ({
    touchpoint, signal: "broken", n_bad: 100, n_good: 400, outcome_bad: 0.4, outcome_good: 0.6, effect: -0.15, low: -0.21, high: -0.09, p: 0.001, q: 0.002, is_break,
    affected: 120, per_month: 10, losses_elsewhere: [], currency: "", open: 0, early: 0, missing: 0, caveats: [], ...more,
  });

  it("show the worst of each touchpoint", () => {
    expect(worstOf([one("a", true), one("b", false), one("a", true, { signal: "below" }), one("c", true)]).map(({ touchpoint, signal }) => `${touchpoint} ${signal}`)).toEqual(["a broken", "c broken"]);
  });

  it("become a task with what it is expected to gain", () => {
    const loss = { minor: 3_812_300, low: 2_100_000, high: 5_200_000, currency: "CNY" };
    expect(gainOf(one("a", true, { loss_per_month: loss }), "happens", (minor) => minor / 100)).toEqual({ low: 21_000, value: 38_123, high: 52_000, unit: "CNY/month" });
    expect(gainOf(one("a", true), "happens", (minor) => minor)).toEqual({ low: 0.9, value: 1.5, high: 2.1, unit: "customers/month" });
    const [edit] = addTask(one("a", true), "Mend it", { text: "", low: 1, value: 2, high: 3, unit: "score" });
    expect(edit).toMatchObject({ op: "add", path: "touchpoints/a/plan", value: { key: "mend-broken", state: "open" } });
    expect(signalOf("mend-broken")).toBe("broken");
    expect(signalOf("task-abc")).toBeUndefined();
  });

  it("are looked at for as long before a task was done as behind it, three months at most", () => {
    const now = Date.parse("2026-11-22T00:00:00Z");
    expect(spanAround("2026-11-12T00:00:00Z", now)).toEqual({ from: "2026-11-12T00:00:00.000Z", to: "2026-11-22T00:00:00.000Z", compare: { from: "2026-11-02T00:00:00.000Z", to: "2026-11-12T00:00:00.000Z" } });
    const long = spanAround("2026-01-01T00:00:00Z", now);
    expect((Date.parse(long.to) - Date.parse(long.from)) / 86_400_000).toBe(90);
  });
});

describe("market at risk", () => {
  it("keeps how complaints end at one in sum, the others sharing the rest as before", () => {
    const next = withMix(beginning, "satisfied", 0.7);
    expect(next.satisfied + next.mollified + next.dissatisfied).toBeCloseTo(1, 9);
    expect(next.mollified / next.dissatisfied).toBeCloseTo(beginning.mollified / beginning.dissatisfied, 4);
    expect(withMix({ ...beginning, satisfied: 1, mollified: 0, dissatisfied: 0 }, "satisfied", 0.5)).toMatchObject({ mollified: 0.25, dissatisfied: 0.25 });
    expect(withMix(beginning, "dissatisfied", 2)).toMatchObject({ satisfied: 0, mollified: 0, dissatisfied: 1 });
  });
});
