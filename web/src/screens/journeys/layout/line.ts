// The map as a line: stages are columns, touchpoints stand at the height of what people lived, their names below.
import type { JourneyMap } from "../../../api/journeys";
import { between, curve, heightAt, straight, type Point } from "./curve";
import type { Figures } from "./figures";
import { parted, type Laid, type LaidStage, type LaidTouchpoint, type Slot } from "./laid";
import { layLanes, type LaneKind } from "./lanes";
import { partOf, scaleOf } from "./scale";
import { wrap, type Measure } from "./wrap";

export interface LineOptions {
  width: number;
  lanes: LaneKind;
  figures?: Figures;
  /** Room for what adds touchpoints and stages. */
  editing: boolean;
  measure: Measure;
  measureBold: Measure;
  /** How narrow a column may become; narrower, the line is wider than its place. */
  leastColumn?: number;
}

const column = { least: 108, most: 280 };
const margin = 16;
const axis = 28;
/** Of their names, as much as would lie under the first marks. */
const laneNames = 36;
const bare = 52;
const told = 176;
const labelGap = 26;
const lineHeight = 16;
const labelLines = 3;
const metaHeight = 24;
const addWidth = 34;

export function layLine(map: JourneyMap, options: LineOptions): Laid {
  const { figures, editing, measure, measureBold } = options;
  const parts = parted(map);
  const scale = scaleOf(figures?.values() ?? []);
  const left = margin + (scale ? axis : 0) + (options.lanes === "none" ? 0 : laneNames);
  const adding = editing ? addWidth : 0;
  const columns = parts.reduce((sum, { touchpoints }) => sum + Math.max(1, touchpoints.length), 0);
  const room = options.width - left - margin - parts.length * adding - (editing ? addWidth : 0);
  const each = Math.min(column.most, Math.max(options.leastColumn ?? column.least, Math.floor(room / Math.max(1, columns))));
  const names = parts.map(({ stage, touchpoints }) => wrap(stage.name, Math.max(1, touchpoints.length) * each + adding - 14, 2, measureBold));
  const head = 48 + (names.some((lines) => lines.length > 1) ? lineHeight : 0);
  const [top, bottom] = [head + 20, head + 20 + (scale ? told : bare)];
  const centre = (top + bottom) / 2;
  const heightOf = (value: number) => (scale ? bottom - partOf(scale, value) * (bottom - top) : centre);

  const places: { touchpoint: LaidTouchpoint["touchpoint"]; x: number }[] = [];
  let x = left;
  const boxes = parts.map(({ stage, touchpoints }) => {
    const box = { stage, touchpoints, x, width: Math.max(1, touchpoints.length) * each + adding };
    touchpoints.forEach((touchpoint, place) => places.push({ touchpoint, x: x + each * (place + 0.5) }));
    x += box.width;
    return box;
  });
  const width = Math.max(options.width, Math.ceil(x + margin + (editing ? addWidth : 0)));

  const line = (of: "perception" | "expectation"): Point[] => places.flatMap(({ touchpoint, x: at }) => {
    const score = figures?.get(touchpoint.key)?.[of];
    return score ? [{ x: at, y: heightOf(score.mean) }] : [];
  });
  const [lived, expected] = [line("perception"), line("expectation")];
  const standing = (at: number) => (lived.length > 0 ? heightAt(lived, at) : centre);

  const labelTop = bottom + labelGap;
  const touchpoints = places.map(({ touchpoint, x: at }): LaidTouchpoint => {
    const scores = figures?.get(touchpoint.key);
    const { perception, expectation } = scores ?? {};
    const y = standing(at);
    return {
      touchpoint,
      x: at,
      y,
      known: perception !== undefined,
      silent: lived.length > 0 && !perception,
      few: perception?.few ?? false,
      signs: true,
      expected: expectation && { x: at, y: heightOf(expectation.mean) },
      interval: perception?.low !== undefined && perception.high !== undefined ? [{ x: at, y: heightOf(perception.low) }, { x: at, y: heightOf(perception.high) }] : undefined,
      label: { x: at, y: labelTop, anchor: "middle", lines: wrap(touchpoint.name, each - 8, labelLines, measure) },
      leader: `M${at} ${y + 11}V${labelTop - 14}`,
    };
  });

  const labels = labelTop + Math.max(1, ...touchpoints.map(({ label }) => label.lines.length)) * lineHeight + metaHeight;
  const laneTop = labels + (options.lanes === "none" ? 0 : 20);
  const { lanes, way, height: laneRoom } = layLanes(options.lanes, places, laneTop);
  const foot = laneTop + laneRoom + 8;

  const stages = boxes.map(({ stage, touchpoints: here, x: from, width: wide }, place): LaidStage => ({
    stage,
    count: here.length,
    label: { x: from + 4, y: 22, anchor: "start", lines: names[place] ?? [] },
    band: `M${from + 4} ${head}H${from + wide - 8}`,
    edge: place === 0 ? "" : `M${from - 2} ${head + 8}V${foot}`,
    add: { x: from + wide - addWidth / 2 - 4, y: here.length > 0 ? standing(from + wide - addWidth / 2) : centre },
  }));

  const upright = (at: number, stage: string, after: string | null): Slot => ({ stage, after, from: { x: at, y: head + 8 }, to: { x: at, y: labels } });
  const slots = boxes.flatMap(({ stage, touchpoints: here, x: from }) => [
    upright(from + 2, stage.key, null),
    ...here.map(({ key }, place) => upright(from + each * (place + 1), stage.key, key)),
  ]);
  const stageSlots = [
    ...boxes.map(({ stage, x: from }, place): Slot => ({ stage: stage.key, after: boxes[place - 1]?.stage.key ?? null, from: { x: from - 2, y: 4 }, to: { x: from - 2, y: foot } })),
    ...(boxes.length > 0 ? [{ stage: "", after: boxes.at(-1)?.stage.key ?? null, from: { x: x - 2, y: 4 }, to: { x: x - 2, y: foot } }] : []),
  ];

  const first = places[0]?.x ?? left;
  const last = places.at(-1)?.x ?? left;
  return {
    form: "line",
    width,
    height: foot,
    stages,
    touchpoints,
    lived: lived.length > 0 ? curve(lived) : places.length > 1 ? straight([{ x: first, y: centre }, { x: last, y: centre }]) : "",
    silent: silentOf(places.map(({ x: at }) => at), lived),
    expected: curve(expected),
    shades: between(expected, lived),
    ticks: (scale?.ticks ?? []).map((value) => ({ value, path: `M${left} ${heightOf(value)}H${x - 8}`, at: { x: left - 8, y: heightOf(value) + 4 } })),
    lanes,
    way: straight(way),
    addStage: { x: x + 14, y: 28 },
    slots,
    stageSlots,
  };
}

/** Level, from the first touchpoint to the first that people spoke of, and from the last of these to the last. */
function silentOf(all: number[], lived: Point[]): string {
  const [begin, end, first, last] = [all[0], all.at(-1), lived[0], lived.at(-1)];
  if (begin === undefined || end === undefined || !first || !last) return "";
  return `${begin < first.x ? straight([{ x: begin, y: first.y }, first]) : ""}${end > last.x ? straight([last, { x: end, y: last.y }]) : ""}`;
}
