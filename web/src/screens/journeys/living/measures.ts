// The figures of a touchpoint, one like the other: a value, its interval, how many told it, and what stands behind it.
import type { ChangeMeasure, Mean, Nps, ScoresTold, TouchpointTold } from "../../../api/living";
import type { Share } from "../../../api/types";

/** How a value is written. Shares are 0 … 1; scores as they were given. */
export type Unit = "count" | "score" | "difference" | "nps" | "share" | "span";

export interface Measured {
  /** Undefined: too few told one for it to be shown. */
  value?: number;
  low?: number;
  high?: number;
  n: number;
  /** Below 30: it is shown pale. */
  few: boolean;
}

export interface Measure {
  name: string;
  unit: Unit;
  /** The ends of the scale on which its interval is drawn. */
  scale?: [number, number];
  of: (told: TouchpointTold) => Measured | undefined;
  /** What the server is told to list who is behind it. */
  cell?: Record<string, string>;
  /** How many are behind it, as the server lists them; the n of the figure when left out. */
  behind?: (told: TouchpointTold) => number;
  change?: ChangeMeasure;
}

const least = { shown: 5, sure: 30 };

const ofMean = (mean: Mean | undefined): Measured | undefined => mean && mean.n > 0 ? { value: mean.mean ?? undefined, low: mean.low ?? undefined, high: mean.high ?? undefined, n: mean.n, few: mean.few } : undefined;
const ofNps = (nps: Nps | undefined): Measured | undefined => nps && nps.n > 0 ? { value: nps.value ?? undefined, low: nps.low ?? undefined, high: nps.high ?? undefined, n: nps.n, few: nps.few } : undefined;

export function ofShare(share: Share | undefined): Measured | undefined {
  if (!share || share.of === 0) return undefined;
  const few = share.of < least.sure;
  return share.of < least.shown ? { n: share.of, few } : { value: share.share, low: share.low, high: share.high, n: share.of, few };
}

const told = (name: ChangeMeasure & keyof ScoresTold, unit: Unit, scale: [number, number], of: (scores: TouchpointTold) => Measured | undefined, score: string = name): Measure =>
  ({ name, unit, scale, of, change: name, cell: score ? { measure: "told", score } : { measure: "told" } });

export const measures: Measure[] = [
  { name: "customers", unit: "count", of: ({ customers }) => ({ value: customers, n: customers, few: false }), cell: { measure: "customers" } },
  { name: "interactions", unit: "count", of: ({ interactions }) => ({ value: interactions, n: interactions, few: false }), cell: { measure: "customers" } },
  told("expectation", "score", [1, 7], ({ expectation }) => ofMean(expectation)),
  told("perception", "score", [1, 7], ({ perception }) => ofMean(perception)),
  { ...told("gap", "difference", [-3, 3], ({ gap }) => ofMean(gap)), cell: { measure: "below" } },
  told("nps", "nps", [-100, 100], ({ nps }) => ofNps(nps)),
  told("csat", "share", [0, 1], ({ csat }) => ofShare(csat)),
  told("ces", "score", [1, 7], ({ ces }) => ofMean(ces?.mean)),
  told("stars", "score", [1, 5], ({ stars }) => ofMean(stars)),
  { ...told("sentiment", "difference", [-1, 1], ({ sentiment }) => ofMean(sentiment)), cell: { measure: "customers" } },
  { name: "promise", unit: "share", scale: [0, 1], of: ({ promise }) => ofShare(promise?.kept), cell: { measure: "promise_broken" }, behind: ({ promise }) => (promise?.late ?? 0) + (promise?.overdue ?? 0), change: "promise" },
  { name: "resolved", unit: "share", scale: [0, 1], of: ({ repeats }) => ofShare(repeats?.resolved_at_first), cell: { measure: "repeat" }, behind: ({ repeats }) => repeats?.repeats ?? 0, change: "resolved_at_first" },
  { name: "next", unit: "span", of: ({ next }) => (next && next.n > 0 ? { value: next.n < least.shown ? undefined : next.median_seconds, n: next.n, few: next.n < least.sure } : undefined), cell: { measure: "flow" } },
  { name: "drop_off", unit: "share", scale: [0, 1], of: ({ drop_off }) => ofShare(drop_off), cell: { measure: "dropped" }, behind: ({ drop_off }) => drop_off.count, change: "drop_off" },
];

export const measureOf = (name: string): Measure | undefined => measures.find((one) => one.name === name);

/** Those of which anything is known anywhere on the map: an empty column says nothing. */
export function knownMeasures(all: TouchpointTold[]): Measure[] {
  return measures.filter(({ name, of }) => name === "customers" || name === "interactions" || all.some((one) => of(one) !== undefined));
}

/** What the height of the line can stand for. */
export const heights = ["perception", "stars", "csat", "nps", "ces", "sentiment", "promise"] as const;
export type Height = (typeof heights)[number];

/** The one that says most: what was asked together with the expectation, else what most told. */
export function bestHeight(all: TouchpointTold[]): Height | undefined {
  const shown = (height: Height) => all.filter((one) => measureOf(height)?.of(one)?.value !== undefined).length;
  if (shown("perception") > 0) return "perception";
  return [...heights].sort((a, b) => shown(b) - shown(a)).find((height) => shown(height) > 0);
}

/** Hundredths, where the scale would else lie between 0 and 1. */
export const onScale = (unit: Unit, value: number) => (unit === "share" ? 100 * value : value);
