import { describe, expect, it } from "vitest";
import { addressOf } from "../src/screens/explore/saved";
import { bodyOf, read, refOf, secondsOf, textOf, turn, write } from "../src/screens/explore/question";

const byPeople = { where: { direction: ["in"], channel: ["voice", "email", "chat", "sms", "social", "letter"] } };
const of = (address: string) => read(new URLSearchParams(address));
const body = (address: string) => bodyOf(of(address).question, "Asia/Shanghai");

describe("a question in the address", () => {
  it("is the same after it was written and read again", () => {
    for (const address of [
      "ask=funnel&step=web:Visit&not=voice:&next=:Cart&step=web:Order%26Pay&within=36h&period=30d&where.topic=delivery&where.topic=refund&where.plan=gold&by=region",
      "ask=flow&view=table&activities=30&links=0.5&tell=p90&from=2026-01-01&to=2026-02-28",
      "ask=paths&start=:Call&length=5&back=1&fold=1&group=",
      "ask=retention&start=:Order&end=:&unit=month",
      "ask=time&start=:Order&end=:Delivered&promise=2d&first=1&by=topic&group=refund",
      "ask=repeats&contact=voice:&within=3d&topic=reason",
    ]) {
      const first = of(address);
      const again = of(write(first.question, first.view).toString());
      expect(again, address).toEqual(first);
    }
  });

  it("keeps names as they are, with colons and what addresses treat in a special way", () => {
    for (const ref of [{ channel: "web", name: "a: b & c = d?" }, { channel: "", name: "下单" }, { channel: "voice", name: "" }]) expect(refOf(textOf(ref))).toEqual(ref);
  });

  it("leaves the ordinary case out", () => {
    const { question, view } = of("");
    expect(write(question, view).toString()).toBe("ask=funnel");
  });

  it("takes nothing that is no question", () => {
    const { question, view } = of("ask=nonsense&within=-3d&period=x&from=tomorrow&length=99&unit=year&activities=1e9&links=7&tell=x&promise=0d");
    expect(question).toMatchObject({ kind: "funnel", within: "30d", period: "", from: "", length: 3, unit: "week", promise: "" });
    expect(view).toMatchObject({ activities: 12, links: 0.8, told: "median" });
    expect(of("step=a&".repeat(40)).question.steps).toHaveLength(20);
  });
});

describe("what the server is asked", () => {
  it("has a funnel's steps in order, and what must not happen between two of them", () => {
    expect(body("ask=funnel&step=web:Visit&not=voice:Call&not=chat:&next=:Cart&step=:Order&not=:Never&within=7d")).toEqual({
      steps: [{ channel: "web", name: "Visit" }, { name: "Cart", directly: true }, { name: "Order" }],
      exclusions: [{ channel: "voice", name: "Call", after: 1 }, { channel: "chat", after: 1 }],
      within: "7d",
    });
  });

  it("has the days as the reader's, the last one with all its hours", () => {
    expect(body("ask=flow&from=2026-03-01&to=2026-03-02")).toEqual({ top: 1000, from: "2026-02-28T16:00:00.000Z", to: "2026-03-02T16:00:00.000Z", zone: "Asia/Shanghai" });
    expect(body("ask=flow")).toEqual({ top: 1000 });
  });

  it("has the days of the zone that the address says, also where clocks change", () => {
    expect(body("ask=flow&from=2026-03-29&to=2026-03-29&zone=Europe/Berlin")).toMatchObject({ from: "2026-03-28T23:00:00.000Z", to: "2026-03-29T22:00:00.000Z", zone: "Europe/Berlin" });
    expect(of("ask=flow&from=2026-03-29&zone=Nowhere").question.zone).toBe("");
  });

  it("counts the last days anew each time", () => {
    expect(body("ask=flow&period=365d")).toEqual({ top: 1000, days: 365, zone: "Asia/Shanghai" });
  });

  it("has no days that are none", () => {
    for (const day of ["0000-00-00", "0001-01-01", "2026-02-30", "2026-13-01"]) expect(of(`ask=flow&from=${day}`).question.from, day).toBe("");
  });

  it("counts as contacts what people sent, unless everything that came in is chosen", () => {
    expect(body("ask=repeats")).toMatchObject({ contact: byPeople });
    expect(bodyOf(of("ask=repeats").question, "UTC", ["web", "chat"])).toMatchObject({ contact: { where: { direction: ["in"], channel: ["chat"] } } });
    expect(bodyOf(of("ask=repeats").question, "UTC", ["web"])).toEqual({ topic: "topic", within: "7d" });
    expect(body("ask=repeats&all=1")).toEqual({ topic: "topic", within: "7d" });
    expect(body("ask=repeats&contact=voice:")).toMatchObject({ contact: { channel: "voice" } });
  });

  it("has filters and the breakdown", () => {
    expect(body("ask=repeats&where.topic=a&where.topic=b&by=language")).toEqual({ contact: byPeople, topic: "topic", within: "7d", filter: { where: { topic: ["a", "b"] } }, by: "language" });
  });

  it("is nothing while something is to be chosen", () => {
    for (const address of ["ask=funnel", "ask=paths", "ask=time&start=:A", "ask=time&end=:A"]) expect(body(address), address).toBeUndefined();
    for (const address of ["ask=flow", "ask=retention", "ask=repeats"]) expect(body(address), address).toBeDefined();
  });
});

describe("another kind of question", () => {
  it("is asked about the same activities", () => {
    const { question } = of("ask=funnel&step=:A&step=:B&step=:C&by=region&period=30d");
    expect(turn(question, "time")).toMatchObject({ kind: "time", start: { name: "A" }, end: { name: "C" }, by: "region", period: "30d" });
    const back = turn(of("ask=time&start=:A&end=:C").question, "funnel");
    expect(back.steps.map(({ activity }) => activity.name)).toEqual(["A", "C"]);
    expect(turn(question, "repeats").within).toBe("7d");
  });

  it("keeps the window that was chosen when it is the same kind of window", () => {
    expect(turn(of("ask=funnel&step=:A&within=3d").question, "flow").within).toBe("3d");
  });
});

it("spans of time are seconds", () => {
  expect(["90s", "2m", "3h", "1d", "2w", "", "d", "x"].map(secondsOf)).toEqual([90, 120, 10_800, 86_400, 1_209_600, 0, 0, 0]);
});

describe("a kept question", () => {
  it("opens as what was asked", () => {
    for (const address of [
      "ask=funnel&step=web:Visit&not=voice:&next=:Cart&step=web:Order&within=36h&where.topic=a&where.topic=b&by=region&from=2026-01-01&to=2026-02-28",
      "ask=flow",
      "ask=paths&start=:Call&length=5&back=1&fold=1",
      "ask=variants&start=:Call&key=case&fold=1",
      "ask=retention&start=:Order&end=:Again&unit=month",
      "ask=time&start=:Order&end=:Delivered&promise=2d&first=1&by=topic",
      "ask=repeats&contact=voice:&within=3d&topic=reason",
      "ask=drivers&start=:Order&end=:Again&within=60d&before=30d&after=2d&adjust=region&adjust=plan",
      "ask=repeats",
      "ask=repeats&all=1",
      "ask=flow&period=365d",
      "ask=flow&from=2026-01-01&to=2026-02-28",
    ]) {
      const asked = body(address) ?? {};
      const opened = addressOf(of(address).question.kind, asked, "America/Sao_Paulo");
      expect(opened, address).toBeDefined();
      expect(body(opened ?? ""), address).toEqual(asked);
    }
  });

  it("opens with its own days, whoever reads it", () => {
    const kept = (address: string) => addressOf(of(address).question.kind, body(address) ?? {}, "America/Sao_Paulo");
    expect(kept("ask=flow&period=365d")).toBe("ask=flow&period=365d&zone=Asia%2FShanghai");
    expect(kept("ask=retention")).toBe("ask=retention&zone=Asia%2FShanghai");
    // What was kept before zones were: moments, told as the reader's days.
    expect(addressOf("flow", { from: "2026-01-01T03:00:00Z" }, "America/Sao_Paulo")).toBe("ask=flow&from=2026-01-01");
  });

  it("stays closed when the page's fields can't hold all of it", () => {
    expect(addressOf("funnel", { steps: [{ any: [{ name: "A" }, { name: "B" }] }], within: "1d" }, "UTC")).toBeUndefined();
    expect(addressOf("funnel", { steps: [{ name: "A", where: { topic: "x" } }], within: "1d" }, "UTC")).toBeUndefined();
    expect(addressOf("funnel", { steps: [{ name: "A" }, { name: "B" }], exclusions: [{ name: "C" }], within: "1d" }, "UTC")).toBeUndefined();
    expect(addressOf("flow", { filter: { channel: "voice" } }, "UTC")).toBeUndefined();
    expect(addressOf("time", { start: { name: "A" }, end: { name: "B" }, as_of: "2026-01-01T00:00:00Z" }, "UTC")).toBeUndefined();
    expect(addressOf("touchpoints", {}, "UTC")).toBeUndefined();
  });
});
