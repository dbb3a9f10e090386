// Rows under the line: in which channel, or with which department, each touchpoint is.
import type { Touchpoint } from "../../../api/journeys";
import { byChannelOrder } from "../../../theme/channels";

export const laneKinds = ["none", "channels", "department"] as const;
export type LaneKind = (typeof laneKinds)[number];

export interface Lane {
  /** The channel or the department; "" for touchpoints that name none. */
  name: string;
  y: number;
  marks: { touchpoint: string; x: number; first: boolean }[];
}

export interface Lanes {
  lanes: Lane[];
  /** The way from lane to lane, as the customer goes. */
  way: { x: number; y: number }[];
  height: number;
}

export const laneHeight = 34;

export function layLanes(kind: LaneKind, places: { touchpoint: Touchpoint; x: number }[], top: number): Lanes {
  if (kind === "none" || places.length === 0) return { lanes: [], way: [], height: 0 };
  const of = ({ channels, department }: Touchpoint) => (kind === "channels" ? (channels.length > 0 ? channels : [""]) : [department]);
  const names = [...new Set(places.flatMap(({ touchpoint }) => of(touchpoint)))];
  // Departments in the order in which customers meet them; what names none comes last.
  if (kind === "channels") names.sort(byChannelOrder);
  const sorted = [...names.filter(Boolean), ...names.filter((name) => !name)];
  const lanes = sorted.map((name, row): Lane => ({
    name,
    y: top + row * laneHeight + laneHeight / 2,
    marks: places.flatMap(({ touchpoint, x }) => (of(touchpoint).includes(name) ? [{ touchpoint: touchpoint.key, x, first: of(touchpoint)[0] === name }] : [])),
  }));
  const heights = new Map(lanes.map(({ name, y }) => [name, y]));
  return { lanes, way: places.map(({ touchpoint, x }) => ({ x, y: heights.get(of(touchpoint)[0] ?? "") ?? top })), height: sorted.length * laneHeight };
}
