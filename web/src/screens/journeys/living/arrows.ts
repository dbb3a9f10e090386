// Where the ways between touchpoints run on the drawing: on over the line, back under it; in a ring, through its middle.
import type { FlowTold } from "../../../api/living";
import type { Point } from "../layout/curve";
import type { Laid } from "../layout/laid";

export interface Arrow {
  flow: FlowTold;
  path: string;
  width: number;
  /** Of the head: where it points, and from which side it comes (degrees). */
  head: Point & { turn: number };
}

export const mostArrows = 28;
/** Of the commonest way: what fewer go would hide the line. */
const least = { line: 0.02, ring: 0.06 };
const gap = 12;

const round = (value: number) => Math.round(value * 10) / 10;

/** The commonest ways; what stays at the same place is no way. */
export function commonest(flows: FlowTold[], form: Laid["form"]): FlowTold[] {
  const ways = flows.filter(({ from, to, customers }) => from !== to && customers > 0).sort((a, b) => b.customers - a.customers);
  const most = ways[0]?.customers ?? 0;
  return ways.slice(0, mostArrows).filter(({ customers }) => customers >= most * least[form]);
}

/** The point by which the curve is pulled aside. */
function pull(laid: Laid, from: Point, to: Point, kind: FlowTold["kind"]): Point {
  const back = kind === "back";
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  if (laid.form === "ring") {
    const centre = { x: laid.width / 2, y: laid.height / 2 };
    const part = back ? 0.5 : kind === "skip" ? 0.35 : 0.12;
    return { x: middle.x + (centre.x - middle.x) * part, y: middle.y + (centre.y - middle.y) * part };
  }
  const bow = Math.min(88, 12 + Math.abs(to.x - from.x) * 0.16);
  return { x: middle.x, y: back ? Math.max(from.y, to.y) + bow * 0.8 : Math.min(from.y, to.y) - bow };
}

export function arrowsOf(laid: Laid, flows: FlowTold[]): Arrow[] {
  const places = new Map<string, Point>(laid.touchpoints.map(({ touchpoint, x, y }) => [touchpoint.key, { x, y }]));
  const shown = commonest(flows, laid.form);
  const most = shown[0]?.customers ?? 1;
  return shown.flatMap((flow) => {
    const [from, to] = [places.get(flow.from), places.get(flow.to)];
    if (!from || !to) return [];
    const aside = pull(laid, from, to, flow.kind);
    const away = (at: Point): Point => {
      const far = Math.max(1, Math.hypot(aside.x - at.x, aside.y - at.y));
      return { x: at.x + ((aside.x - at.x) / far) * gap, y: at.y + ((aside.y - at.y) / far) * gap };
    };
    const [start, end] = [away(from), away(to)];
    return [{
      flow,
      path: `M${round(start.x)} ${round(start.y)}Q${round(aside.x)} ${round(aside.y)} ${round(end.x)} ${round(end.y)}`,
      width: 1 + (laid.form === "ring" ? 4 : 7) * Math.sqrt(flow.customers / most),
      head: { x: round(end.x), y: round(end.y), turn: round((Math.atan2(end.y - aside.y, end.x - aside.x) * 180) / Math.PI) },
    }];
  });
}
