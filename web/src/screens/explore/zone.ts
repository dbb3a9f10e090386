// Days of a place's calendar, wherever the reader is.

const parts = new Map<string, Intl.DateTimeFormat>();

function clock(zone: string): Intl.DateTimeFormat {
  const known = parts.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-CA", { timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" });
  parts.set(zone, made);
  return made;
}

export function isZone(zone: string): boolean {
  try {
    return clock(zone) !== undefined;
  } catch {
    return false;
  }
}

/** What a clock of the zone shows at that moment, as if it were UTC. */
function shown(zone: string, at: Date): number {
  const told = Object.fromEntries(clock(zone).formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(told.year ?? 0, (told.month ?? 1) - 1, told.day, told.hour, told.minute, told.second);
}

/** The day (2024-05-01) of a moment. */
export const dayIn = (zone: string, at: string | Date) => new Date(shown(zone, new Date(at))).toISOString().slice(0, 10);

/** The moment at which a day begins; `plus` days later if asked. */
export function startOfDayIn(zone: string, day: string, plus = 0): Date {
  const wanted = new Date(`${day}T00:00:00Z`).getTime() + plus * 86_400_000;
  // Where clocks change on that day, the first guess stands on the wrong side of it.
  let at = wanted;
  for (let turn = 0; turn < 2; turn += 1) at += wanted - shown(zone, new Date(at));
  return new Date(at);
}

/** A day that there is, of years that a clock can tell. */
export const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && text >= "1900" && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
