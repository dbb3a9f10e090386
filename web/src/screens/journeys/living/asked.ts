// What one asks of the numbers of a map, as the address holds it: `?period=30d&where.state=SP&by=channel&against=before`.
import { zone as here } from "../../../api/customers";
import { scope, type Scoped } from "../../explore/question";
import { dayIn, isZone, startOfDayIn } from "../../explore/zone";

/** Held against nothing, against as many days right before, or against other customers and interactions. */
export const againsts = ["", "before", "other"] as const;
export type Against = (typeof againsts)[number];

export interface Asked extends Scoped {
  against: Against;
  /** What the others have. */
  other: Record<string, string[]>;
}

const dayForm = /^\d{4}-\d{2}-\d{2}$/;

function valuesOf(search: URLSearchParams, prefix: string): Record<string, string[]> {
  const values: Record<string, string[]> = {};
  for (const [name, value] of search) if (name.startsWith(prefix)) (values[name.slice(prefix.length)] ??= []).push(value);
  return values;
}

export function readAsked(search: URLSearchParams): Asked {
  const text = (name: string, form: RegExp) => (form.test(search.get(name) ?? "") ? (search.get(name) ?? "") : "");
  return {
    period: text("period", /^\d{1,4}d$/),
    from: text("from", dayForm),
    to: text("to", dayForm),
    zone: isZone(search.get("zone") || "?") ? (search.get("zone") ?? "") : "",
    where: valuesOf(search, "where."),
    by: search.get("by") ?? "",
    against: againsts.find((one) => one === search.get("against")) ?? "",
    other: valuesOf(search, "other."),
  };
}

/** Writes its own part of the address and leaves the rest as it is. */
export function writeAsked(search: URLSearchParams, asked: Asked): URLSearchParams {
  const next = new URLSearchParams([...search].filter(([name]) => !name.startsWith("where.") && !name.startsWith("other.")));
  for (const name of ["period", "from", "to", "zone", "by", "against"] as const) {
    if (asked[name]) next.set(name, asked[name]);
    else next.delete(name);
  }
  for (const [prefix, values] of [["where.", asked.where], ["other.", asked.other]] as const) {
    for (const [name, list] of Object.entries(values)) for (const value of list) next.append(`${prefix}${name}`, value);
  }
  return next;
}

/** Without a first day there is nothing before it. */
export const hasBefore = ({ period, from }: Scoped) => period !== "" || from !== "";

/** As many days right before, as the server takes them. */
function daysBefore(zone: string, from: string, to: string | undefined, now: Date) {
  const first = new Date(from);
  const end = to ? new Date(to) : startOfDayIn(zone, dayIn(zone, now), 1);
  const days = Math.max(1, Math.round((end.getTime() - first.getTime()) / 86_400_000));
  return { from: startOfDayIn(zone, dayIn(zone, first), -days).toISOString(), to: from };
}

function compared(asked: Asked, zone: string, now: Date) {
  const { filter, from, to } = scope(asked, zone, now);
  if (asked.against === "before") return from ? { ...daysBefore(zone, from, to, now), ...(filter && { filter }) } : undefined;
  if (asked.against === "other") {
    const other = scope({ ...asked, where: asked.other }, zone, now);
    return other.filter && { filter: other.filter, ...(from && { from }), ...(to && { to }) };
  }
  return undefined;
}

/** The question as the server takes it. */
export function bodyOf(journey: string, asked: Asked, now = new Date()): Record<string, unknown> {
  const zone = asked.zone || here;
  const compare = compared(asked, zone, now);
  return { journey, ...scope(asked, zone, now), ...(compare && { compare }) };
}
