// A map as it is laid out, as a line or as a ring: the drawing puts marks where this says, and knows nothing else of the form.
import type { JourneyMap, Stage, Touchpoint } from "../../../api/journeys";
import type { Point, Shade } from "./curve";
import type { Lane } from "./lanes";

export interface Label extends Point {
  lines: string[];
  anchor: "start" | "middle" | "end";
}

export interface LaidTouchpoint extends Point {
  touchpoint: Touchpoint;
  /** Of what people lived there something is known; else it stands where the line happens to be. */
  known: boolean;
  /** Others spoke of theirs, of this one nobody did. */
  silent: boolean;
  few: boolean;
  /** There is room for the signs of its channels under its name. */
  signs: boolean;
  expected?: Point;
  /** From the low to the high end of the interval. */
  interval?: [Point, Point];
  label: Label;
  /** From the mark to its label. */
  leader: string;
}

export interface LaidStage {
  stage: Stage;
  count: number;
  label: Label;
  /** The stroke under (or within) its name, as long as the stage. */
  band: string;
  /** What parts it from the stage before. */
  edge: string;
  /** Where a touchpoint is added to it. */
  add: Point;
}

/** A place that a touchpoint or a stage can be moved to: behind `after`, or as the first one. */
export interface Slot {
  stage: string;
  after: string | null;
  from: Point;
  to: Point;
}

export interface Laid {
  form: "line" | "ring";
  width: number;
  height: number;
  stages: LaidStage[];
  touchpoints: LaidTouchpoint[];
  lived: string;
  /** Before the first and behind the last that people spoke of. */
  silent: string;
  expected: string;
  shades: Shade[];
  ticks: { value: number; path: string; at: Point }[];
  lanes: Lane[];
  way: string;
  /** Where a stage is added. */
  addStage: Point;
  slots: Slot[];
  stageSlots: Slot[];
}

/** The touchpoints of each stage in their order. What names a stage that is not there stands in the first one. */
export function parted(map: JourneyMap): { stage: Stage; touchpoints: Touchpoint[] }[] {
  const known = new Set(map.stages.map(({ key }) => key));
  return map.stages.map((stage, place) => ({
    stage,
    touchpoints: map.touchpoints.filter((one) => one.stage === stage.key || (place === 0 && !known.has(one.stage))),
  }));
}

/** Behind which touchpoint of the whole list one has to stand to be behind `after` in its stage. */
export function afterInList(map: JourneyMap, stage: string, after: string | null): string | null {
  if (after !== null) return after;
  const place = map.stages.findIndex(({ key }) => key === stage);
  const before = new Set(map.stages.slice(0, Math.max(0, place)).map(({ key }) => key));
  return [...map.touchpoints].reverse().find((one) => before.has(one.stage))?.key ?? null;
}

const middle = ({ from, to }: Slot): Point => ({ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 });

/** The place nearest to a point. In a line, it is by how far it is aside; being above or below doesn't matter. */
export function slotAt(laid: Pick<Laid, "form">, slots: Slot[], { x, y }: Point): Slot | undefined {
  const far = (slot: Slot) => {
    const at = middle(slot);
    return Math.abs(at.x - x) + (laid.form === "line" ? 0 : Math.abs(at.y - y));
  };
  return slots.reduce<Slot | undefined>((best, slot) => (!best || far(slot) < far(best) ? slot : best), undefined);
}
