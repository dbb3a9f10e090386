import { dayOf, startOfDay } from "../../text/format";

export type Unit = "day" | "week" | "month";

/** One bar's worth of time; `day` is its first day, `end` its last. */
export interface Span {
  day: string;
  end: string;
  interactions: number;
}

const longest = 92;

const daysBetween = (from: string, to: string) => Math.round((startOfDay(to).getTime() - startOfDay(from).getTime()) / 86_400_000);

/** The days in true time: empty days are there too, and what spans many months is summed by week or month. */
export function spansOf(days: readonly { day: string; interactions: number }[]): { unit: Unit; spans: Span[] } {
  const first = days[0]?.day;
  const last = days.at(-1)?.day;
  if (!first || !last) return { unit: "day", spans: [] };
  const all = daysBetween(first, last) + 1;
  const unit: Unit = all <= longest ? "day" : all <= longest * 7 ? "week" : "month";
  const spans: Span[] = [];
  for (let day = first; day <= last; ) {
    const [year = 1970, month = 1] = day.split("-").map(Number);
    const next = unit === "month" ? dayOf(new Date(year, month, 1)) : dayOf(startOfDay(day, unit === "week" ? 7 : 1));
    const end = dayOf(startOfDay(next, -1));
    spans.push({ day, end: end < last ? end : last, interactions: 0 });
    day = next;
  }
  let at = 0;
  for (const { day, interactions } of days) {
    while (at < spans.length - 1 && day > (spans[at]?.end ?? "")) at += 1;
    const span = spans[at];
    if (span) span.interactions += interactions;
  }
  return { unit, spans };
}
