// A kept question as the page's own, to be opened and changed: the other way round than `bodyOf`.
import type { Body } from "../../api/questions";
import { byPeople, kinds, read, textOf, write, type Ref } from "./question";
import { dayIn, isZone } from "./zone";

const plain = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** An activity that the page's fields can hold: a channel, a name, or both. Lists of them, and values beside them, it can't. */
function refOf(match: unknown): Ref | undefined {
  if (!plain(match)) return undefined;
  const { channel = "", name = "", ...rest } = match;
  const { any = [], where = {}, directly: _directly, after: _after, ...unknown } = rest;
  const alone = Array.isArray(any) && any.length === 0 && plain(where) && Object.keys(where).length === 0 && Object.keys(unknown).length === 0;
  return alone && typeof channel === "string" && typeof name === "string" ? { channel, name } : undefined;
}

/** What people sent, as the page asks for it. */
function isByPeople(match: unknown): boolean {
  if (!plain(match) || !plain(match.where) || Object.keys(match).length > 1) return false;
  const { direction, channel, ...more } = match.where;
  return Object.keys(more).length === 0 && JSON.stringify(direction) === '["in"]' && Array.isArray(channel) && channel.every((one) => byPeople.includes(one as string));
}

/** The address of a kept question; undefined when it asks for something that only programs can write. */
export function addressOf(kind: string, asked: Body, readers: string): string | undefined {
  if (!kinds.some((one) => one === kind)) return undefined;
  const search = new URLSearchParams({ ask: kind });
  let whole = true;
  const put = (name: string, value: unknown) => {
    if (value !== undefined && value !== null && value !== "") search.append(name, String(value));
  };
  const putRef = (name: string, match: unknown) => {
    if (match === undefined || match === null) return;
    const ref = refOf(match);
    if (ref) search.append(name, textOf(ref));
    else whole = false;
  };
  const { steps, exclusions = [], start, end, outcome, return: back, contact, filter, from, to, days, period, zone, top: _top, ...rest } = asked;
  if (Array.isArray(steps)) {
    const between = Array.isArray(exclusions) ? (exclusions as Body[]) : [];
    steps.forEach((step: Body, place) => {
      putRef(step.directly === true ? "next" : "step", step);
      between.filter(({ after }) => after === place + 1).forEach((exclusion) => putRef("not", exclusion));
    });
    if (between.some(({ after }) => typeof after !== "number")) whole = false;
  } else put("length", steps);
  putRef("start", start);
  putRef("end", end ?? outcome ?? back);
  if (kind === "repeats" && (contact === undefined || contact === null)) put("all", 1);
  else if (!isByPeople(contact)) putRef("contact", contact);
  const { where = {}, ...others } = plain(filter) ? filter : {};
  if (Object.keys(others).some((name) => name !== "any" || (others.any as unknown[]).length > 0) || !plain(where)) whole = false;
  else for (const [dimension, values] of Object.entries(where)) for (const value of Array.isArray(values) ? values : [values]) put(`where.${dimension}`, value);
  const clock = typeof zone === "string" && isZone(zone) ? zone : "";
  if (typeof from === "string") put("from", dayIn(clock || readers, from));
  if (typeof to === "string") put("to", dayIn(clock || readers, new Date(new Date(to).getTime() - 1)));
  if (typeof days === "number") put("period", `${days}d`);
  // What no zone was said for has UTC's days, but for moments: those stand for themselves.
  put("zone", clock || (kind === "retention" || typeof days === "number" ? "UTC" : ""));
  put("unit", period);
  const { backwards, fold_repeats: fold, first_only: first, adjust = [], within, by, promise, topic, key, before, after, ...unknown } = rest;
  if (backwards === true) put("back", 1);
  if (fold === true) put("fold", 1);
  if (first === true) put("first", 1);
  for (const [name, value] of Object.entries({ within, by, promise, topic, key, before, after })) put(name, value);
  if (Array.isArray(adjust)) for (const dimension of adjust) put("adjust", dimension);
  if (!whole || Object.values(unknown).some((value) => value !== undefined && value !== null)) return undefined;
  const { question, view } = read(search);
  return write(question, view).toString();
}
