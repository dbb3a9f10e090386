// Heights of what people said: expected and lived, on one scale that holds them all.
import type { Scores } from "./figures";

export interface Scale {
  low: number;
  high: number;
  ticks: number[];
}

/** Whole numbers around all that is shown, so that a line never touches the edge. None without numbers. */
export function scaleOf(figures: Iterable<Scores>): Scale | undefined {
  const values = [...figures].flatMap(({ perception, expectation }) => [perception, expectation]).flatMap((one) => (one ? [one.mean] : []));
  if (values.length === 0) return undefined;
  const [low, high] = [Math.floor(Math.min(...values) - 0.25), Math.ceil(Math.max(...values) + 0.25)];
  const step = Math.max(1, Math.ceil((high - low) / 5));
  return { low, high, ticks: Array.from({ length: Math.floor((high - low) / step) + 1 }, (_, place) => low + place * step) };
}

/** 0 at the foot of the scale, 1 at its top. */
export const partOf = (scale: Scale, value: number) => Math.min(1, Math.max(0, (value - scale.low) / (scale.high - scale.low)));
