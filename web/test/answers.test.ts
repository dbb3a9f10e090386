import { describe, expect, it } from "vitest";
import { choose, lay, neighbour } from "../src/screens/explore/charts/flowLayout";
import { layStreams, linksOf, streamsOf } from "../src/screens/explore/charts/streams";
import { placeOf } from "../src/screens/explore/charts/Time";
import { moved } from "../src/screens/explore/Steps";
import { csvOf } from "../src/screens/explore/table";

const ref = (name: string) => ({ channel: "web", name });
const edge = (from: string, to: string, count: number) => ({ from: ref(from), to: ref(to), count, customers: count, mean_seconds: 1, median_seconds: 1, p90_seconds: 1 });
const activity = (name: string, count: number, starts = 0, ends = 0) => ({ activity: ref(name), count, starts, ends });

describe("a file of a table", () => {
  it("holds numbers as numbers, quotes what needs it and lets no spreadsheet compute", () => {
    const file = csvOf([
      { caption: "one", columns: [{ label: "Name" }, { label: "Median", file: "Median, seconds", figure: true }], rows: [[{ value: '=cmd|"x"' }, { value: 1.5, text: "1.5 s" }], [{ value: "a, b\nc" }, { value: null }], [{ value: "-5" }, { value: 0 }]] },
      { caption: "two", columns: [{ label: "B" }], rows: [[{ value: "＋1" }]] },
    ]);
    expect(file).toBe("\ufeffName,\"Median, seconds\"\r\n\"'=cmd|\"\"x\"\"\",1.5\r\n\"a, b\nc\",\r\n'-5,0\r\n\r\nB\r\n'＋1\r\n");
  });
});

describe("a flow", () => {
  const activities = [activity("A", 100, 60), activity("B", 90, 2, 10), activity("C", 80, 0, 50), activity("D", 5)];
  const edges = [edge("A", "B", 70), edge("B", "C", 60), edge("A", "A", 20), edge("C", "A", 3), edge("C", "D", 2), edge("B", "D", 1)];

  it("shows the commonest activities, and edges until the share is reached", () => {
    const shown = choose(activities, edges, 3, 0.8);
    expect(shown.activities.map(({ activity: { name } }) => name)).toEqual(["A", "B", "C"]);
    expect(shown.edges.map(({ count }) => count)).toEqual([70, 60, 3]);
    expect(shown.share).toBeCloseTo(133 / 156);
  });

  it("leaves nobody without a way in", () => {
    expect(choose(activities, edges, 4, 0.1).edges.some(({ to }) => to.name === "D")).toBe(true);
    expect(choose(activities, edges, 4, 1).share).toBe(1);
  });

  it("is laid in layers: what comes later stands below", () => {
    const down = lay(choose(activities, edges, 3, 1), () => 40);
    const at = (laid: typeof down, name: string) => laid.nodes.find(({ id }) => id === `web:${name}`) ?? { x: NaN, y: NaN };
    expect(at(down, "A").y).toBeLessThan(at(down, "B").y);
    expect(at(down, "B").y).toBeLessThan(at(down, "C").y);
    expect(at(down, "A")).toMatchObject({ again: 20 });
    const drawn = down.edges.find(({ from, to }) => from === "web:A" && to === "web:B");
    expect(drawn).toMatchObject({ weight: 70 });
    expect(drawn?.path).toMatch(/^M[\d.]+ [\d.]+/);
    // Only sequences that begin often enough are drawn: 2 of 62 are not.
    expect(down.edges.filter(({ edge: real }) => !real).map(({ weight }) => weight).sort((a, b) => a - b)).toEqual([10, 50, 60]);
  });

  it("is walked by arrows to the nearest in that direction", () => {
    const node = (id: string, x: number, y: number) => ({ id, x, y, again: 0 });
    const [here, below, aside, above] = [node("here", 0, 0), node("below", 10, 100), node("aside", 120, 60), node("above", 0, -100)];
    const all = [here, below, aside, above];
    expect(neighbour(all, here, 0, 1)).toBe(below);
    expect(neighbour(all, here, 0, -1)).toBe(above);
    expect(neighbour(all, here, 1, 0)).toBe(aside);
    expect(neighbour(all, above, 0, -1)).toBeUndefined();
  });
});

describe("streams of paths", () => {
  const paths = [
    { activities: [ref("S"), ref("A"), ref("B")], customers: 50, share: 0.5, ended: false },
    { activities: [ref("S"), ref("A")], customers: 20, share: 0.2, ended: true },
    { activities: [ref("S"), ref("C"), ref("B")], customers: 10, share: 0.1, ended: false },
    { activities: [ref("S"), ref("D"), ref("E")], customers: 8, share: 0.1, ended: false },
    { activities: [ref("S"), ref("F"), ref("A")], customers: 7, share: 0.1, ended: false },
    { activities: [ref("S")], customers: 5, share: 0.1, ended: true },
  ];
  const streams = streamsOf(linksOf(paths, false), 2);
  const column = (number: number) => streams.nodes.filter((node) => node.column === number);

  it("lose nobody: every column holds those of the one before it", () => {
    const sum = (list: { customers: number }[]) => list.reduce((all, { customers }) => all + customers, 0);
    expect(streams.columns).toBe(3);
    expect(sum(column(0))).toBe(100);
    expect(sum(column(1))).toBe(100);
    expect(sum(column(2))).toBe(95);
    expect(sum(streams.links.filter(({ to }) => to.startsWith("1 ")))).toBe(100);
  });

  it("fold what is rare into one, and say where it was over", () => {
    expect(column(1).map(({ kind, customers, folded }) => [kind, customers, folded])).toEqual([["activity", 70, 0], ["activity", 10, 0], ["rest", 15, 2], ["end", 5, 0]]);
    expect(column(2).find(({ kind }) => kind === "end")?.customers).toBe(20);
  });

  it("run to the left when they are of what came before", () => {
    const back = streamsOf(linksOf([{ activities: [ref("A"), ref("B"), ref("S")], customers: 3, share: 1, ended: true }], true), 2);
    expect(back.nodes.map(({ id }) => id)).toEqual(["0 web:S", "1 web:B", "2 web:A", "3 end"]);
    const laid = layStreams(back, 600, 300, 100, true);
    const x = (id: string) => laid.nodes.find(({ node }) => node.id === id)?.x ?? NaN;
    expect(x("0 web:S")).toBeGreaterThan(x("1 web:B"));
    expect(x("1 web:B")).toBeGreaterThan(x("2 web:A"));
  });
});

it("a promise lies inside of the class that it cuts", () => {
  const classes = [{ from_seconds: 60, to_seconds: 300, count: 1 }, { from_seconds: 300, to_seconds: 900, count: 1 }];
  expect([60, 180, 300, 600, 900].map((seconds) => placeOf(classes, seconds))).toEqual([0, 0.5, 1, 1.5, 2]);
  expect([10, 901].map((seconds) => placeOf(classes, seconds))).toEqual([undefined, undefined]);
  expect(placeOf([], 5)).toBeUndefined();
});

it("a step that is moved takes its place, and the others close up", () => {
  expect(moved(["a", "b", "c", "d"], 0, 2)).toEqual(["b", "c", "a", "d"]);
  expect(moved(["a", "b", "c", "d"], 3, 0)).toEqual(["d", "a", "b", "c"]);
});
