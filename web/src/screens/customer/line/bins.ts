// The density of a line, cut into bins that are wide enough to be seen and pressed.
import type { Density } from "../../../api/types";
import { dayOf, startOfDay } from "../../../text/format";

export type Unit = "day" | "week" | "month";

export interface Bin {
  /** First day, and the day after the last. */
  start: string;
  end: string;
  counts: Record<string, number>;
  total: number;
  feeling?: number;
}

export const addDays = (day: string, count: number) => dayOf(startOfDay(day, count));

/** Whole days between two days; noon avoids the hour that summer time takes or gives. */
export const daysBetween = (from: string, to: string) =>
  Math.round((startOfDay(to).getTime() - startOfDay(from).getTime()) / 86_400_000);

const monthLength = 30.4;

/** The finest unit whose bins are still at least `least` pixels wide. */
export function unitFor(days: number, width: number, least = 6): Unit {
  if ((width / Math.max(1, days)) >= least) return "day";
  if ((width * 7) / days >= least) return "week";
  return "month";
}

function firstOf(day: string, unit: Unit): string {
  if (unit === "day") return day;
  const date = startOfDay(day);
  if (unit === "month") return `${day.slice(0, 7)}-01`;
  return addDays(day, -((date.getDay() + 6) % 7)); // weeks begin on Monday
}

function nextOf(day: string, unit: Unit): string {
  if (unit === "day") return addDays(day, 1);
  if (unit === "week") return addDays(day, 7);
  const date = startOfDay(day);
  return dayOf(new Date(date.getFullYear(), date.getMonth() + 1, 1));
}

/** Bins without gaps from `from` to `to` (both included), so that silence is as wide as it was long. */
export function binsOf(days: Density["days"], from: string, to: string, unit: Unit, channels: string[] = []): Bin[] {
  const bins: Bin[] = [];
  for (let start = firstOf(from, unit); start <= to; start = nextOf(start, unit)) {
    bins.push({ start, end: nextOf(start, unit), counts: {}, total: 0 });
  }
  const wanted = channels.length > 0 ? new Set(channels) : null;
  const weights = new Array<number>(bins.length).fill(0);
  let place = 0;
  for (const { day, counts, feeling } of [...days].sort((a, b) => (a.day < b.day ? -1 : 1))) {
    if (day < from || day > to) continue;
    while (place < bins.length - 1 && day >= (bins[place]?.end ?? "")) place += 1;
    const bin = bins[place];
    if (!bin) break;
    let heard = 0;
    for (const [channel, count] of Object.entries(counts)) {
      if (wanted && !wanted.has(channel)) continue;
      bin.counts[channel] = (bin.counts[channel] ?? 0) + count;
      heard += count;
    }
    bin.total += heard;
    if (feeling !== undefined && heard > 0) {
      // The mean of a bin weighs each day by what was said on it.
      const weight = weights[place] ?? 0;
      bin.feeling = ((bin.feeling ?? 0) * weight + feeling * heard) / (weight + heard);
      weights[place] = weight + heard;
    }
  }
  return bins;
}

/** Whole years, months or days that the span is long, for the marks under the line. */
export function ticksOf(from: string, to: string, most: number): string[] {
  const days = daysBetween(from, to) + 1;
  const months = days / monthLength;
  const stepMonths = [1, 2, 3, 6, 12, 24, 60].find((step) => months / step <= most) ?? 120;
  const ticks: string[] = [];
  if (months < 2) {
    const step = Math.max(1, Math.ceil(days / most));
    for (let day = from; day <= to; day = addDays(day, step)) ticks.push(day);
    return ticks;
  }
  const date = startOfDay(from);
  for (let month = new Date(date.getFullYear(), Math.ceil(date.getMonth() / stepMonths) * stepMonths, 1); ; ) {
    const day = dayOf(month);
    if (day > to) return ticks;
    if (day >= from) ticks.push(day);
    month = new Date(month.getFullYear(), month.getMonth() + stepMonths, 1);
  }
}
