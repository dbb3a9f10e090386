// A question as a person puts it together, and as the address holds it: `?ask=funnel&step=web:Page+Viewed&step=…&within=7d`.
// What is left out is the ordinary case, so a link stays short enough to be read.
import { dayIn, isDay, isZone, startOfDayIn } from "./zone";

export const kinds = ["funnel", "flow", "paths", "variants", "retention", "time", "repeats", "drivers"] as const;
export type Kind = (typeof kinds)[number];

/** An activity: a channel and a name. Without a name: anything on that channel; without a channel: on any. */
export interface Ref {
  channel: string;
  name: string;
}

export interface Step {
  activity: Ref;
  /** Nothing else between the step before and this one. */
  directly: boolean;
  /** What must not happen between this step and the next. */
  not: Ref[];
}

export interface Question {
  kind: Kind;
  steps: Step[];
  /** Where paths, episodes, cohorts and times begin; to what they go, or which outcome is explained. */
  start?: Ref;
  end?: Ref;
  contact?: Ref;
  /** Of repeat contacts: without a `contact` everything that came in, not only what people sent. */
  everything: boolean;
  /** Of a funnel, and of repeat contacts: "7d". */
  within: string;
  /** "30d" and so on: the days up to today; "" with neither `from` nor `to`: all there is. */
  period: string;
  /** Days, both inclusive. */
  from: string;
  to: string;
  /** Whose days, weeks and months; "": the reader's. */
  zone: string;
  where: Record<string, string[]>;
  by: string;
  length: number;
  backwards: boolean;
  fold: boolean;
  unit: "day" | "week" | "month";
  promise: string;
  first: boolean;
  topic: string;
  /** Of variants: the dimension that says which episode an interaction belongs to. */
  key: string;
  /** Of drivers: how far is looked back, until when behind the start things count, and the dimensions that effects are adjusted for. */
  before: string;
  after: string;
  adjust: string[];
}

/** What questions of every kind have: which days, which customers and interactions, told by what. */
export type Scoped = Pick<Question, "period" | "from" | "to" | "zone" | "where" | "by">;

/** How the answer is looked at; it stands in the address, too. */
export interface View {
  table: boolean;
  /** The value of the breakdown that is drawn; undefined: all. */
  group?: string;
  /** Of a flow: how many activities, which share of the steps between them, and what stands on an edge. */
  activities: number;
  links: number;
  told: "customers" | "count" | "median" | "p90";
}

/** How long a funnel may take, within what a contact is a repeat, within what an outcome counts. */
const windows: Partial<Record<Kind, string>> = { repeats: "7d", drivers: "90d" };
const windowOf = (kind: Kind) => windows[kind] ?? "30d";

export const ordinary = { length: 3, unit: "week", topic: "topic", activities: 12, links: 0.8, told: "median" } as const;
export const tellings = ["median", "p90", "customers", "count"] as const;
export const mostSteps = 20;
export const mostAdjusted = 4;

export const textOf = ({ channel, name }: Ref) => `${channel}:${name}`;

export function refOf(text: string): Ref {
  const at = text.indexOf(":");
  return at < 0 ? { channel: "", name: text.trim() } : { channel: text.slice(0, at).trim(), name: text.slice(at + 1).trim() };
}

export const same = (a: Ref, b: Ref) => a.channel === b.channel && a.name === b.name;

const whole = (text: string | null, ordinarily: number, least: number, most: number) => {
  const number = Number(text);
  return text && Number.isInteger(number) && number >= least && number <= most ? number : ordinarily;
};

const spanForm = /^[1-9]\d{0,6}[smhdw]$/;
const span = (text: string | null, ordinarily: string) => (text && spanForm.test(text) ? text : ordinarily);
const oneOf = <T extends string>(all: readonly T[], text: string | null, ordinarily: T): T => all.find((one) => one === text) ?? ordinarily;

export function read(search: URLSearchParams): { question: Question; view: View } {
  const steps: Step[] = [];
  const where: Record<string, string[]> = {};
  // The order of steps and of what stands between them is the order in the address.
  for (const [name, value] of search) {
    if ((name === "step" || name === "next") && steps.length < mostSteps) steps.push({ activity: refOf(value), directly: name === "next" && steps.length > 0, not: [] });
    if (name === "not") steps.at(-1)?.not.push(refOf(value));
    if (name.startsWith("where.")) (where[name.slice(6)] ??= []).push(value);
  }
  const kind = oneOf(kinds, search.get("ask"), "funnel");
  const ref = (name: string) => (search.has(name) ? refOf(search.get(name) ?? "") : undefined);
  const day = (name: string) => (isDay(search.get(name) ?? "") ? (search.get(name) ?? "") : "");
  const links = Number(search.get("links"));
  return {
    question: {
      kind,
      steps,
      start: ref("start"),
      end: ref("end"),
      contact: ref("contact"),
      everything: search.has("all"),
      within: span(search.get("within"), windowOf(kind)),
      period: /^\d{1,4}d$/.test(search.get("period") ?? "") ? (search.get("period") ?? "") : "",
      from: day("from"),
      to: day("to"),
      zone: isZone(search.get("zone") || "?") ? (search.get("zone") ?? "") : "",
      where,
      by: search.get("by") ?? "",
      length: whole(search.get("length"), ordinary.length, 1, 8),
      backwards: search.has("back"),
      fold: search.has("fold"),
      unit: oneOf(["day", "week", "month"], search.get("unit"), ordinary.unit),
      promise: span(search.get("promise"), ""),
      first: search.has("first"),
      topic: search.get("topic") ?? ordinary.topic,
      key: search.get("key") ?? "",
      before: span(search.get("before"), ""),
      after: span(search.get("after"), ""),
      adjust: search.getAll("adjust").slice(0, mostAdjusted),
    },
    view: {
      table: search.get("view") === "table",
      group: search.get("group") ?? undefined,
      activities: whole(search.get("activities"), ordinary.activities, 2, 200),
      links: links > 0 && links <= 1 ? links : ordinary.links,
      told: oneOf(tellings, search.get("tell"), ordinary.told),
    },
  };
}

export function write(question: Question, view: View): URLSearchParams {
  const search = new URLSearchParams();
  const put = (name: string, value: string | number | boolean | undefined, ordinarily: string | number | boolean = "") => {
    if (value !== undefined && value !== false && value !== ordinarily) search.append(name, value === true ? "1" : String(value));
  };
  search.set("ask", question.kind);
  for (const step of question.steps) {
    put(step.directly ? "next" : "step", textOf(step.activity));
    for (const not of step.not) put("not", textOf(not));
  }
  for (const name of ["start", "end", "contact"] as const) {
    const ref = question[name];
    if (ref) search.set(name, textOf(ref));
  }
  put("all", question.everything);
  put("within", question.within, windowOf(question.kind));
  put("length", question.length, ordinary.length);
  put("back", question.backwards);
  put("fold", question.fold);
  put("unit", question.unit, ordinary.unit);
  put("promise", question.promise);
  put("first", question.first);
  put("topic", question.topic, ordinary.topic);
  put("key", question.key);
  put("before", question.before);
  put("after", question.after);
  for (const dimension of question.adjust) put("adjust", dimension);
  put("period", question.period);
  put("from", question.from);
  put("to", question.to);
  put("zone", question.zone);
  for (const [name, values] of Object.entries(question.where)) for (const value of values) search.append(`where.${name}`, value);
  put("by", question.by);
  // The group of those without a value is called "".
  if (view.group !== undefined) search.set("group", view.group);
  if (view.table) search.set("view", "table");
  put("activities", view.activities, ordinary.activities);
  put("links", view.links, ordinary.links);
  put("tell", view.told, ordinary.told);
  return search;
}

/** Another question about the same things: what was chosen for the one is taken over into the other. */
export function turn(question: Question, kind: Kind): Question {
  const first = question.steps[0]?.activity;
  const last = question.steps.length > 1 ? question.steps.at(-1)?.activity : undefined;
  const ends = [question.start, question.end].filter((ref) => ref !== undefined);
  return {
    ...question,
    kind,
    start: question.start ?? first,
    end: question.end ?? last,
    steps: question.steps.length > 0 ? question.steps : ends.map((activity) => ({ activity, directly: false, not: [] })),
    within: windowOf(kind) === windowOf(question.kind) ? question.within : windowOf(kind),
  };
}

const match = ({ channel, name }: Ref) => ({ ...(channel && { channel }), ...(name && { name }) });

/** Whether the answer depends on whose days they are. */
export const hasDays = ({ kind, period, from, to }: Scoped & { kind?: Kind }) => kind === "retention" || period !== "" || from !== "" || to !== "";

/** As the server takes it, the last days as the moments that they are now. */
export function scope(question: Scoped, zone: string, now: Date) {
  const days = Number.parseInt(question.period, 10);
  const from = days > 0 ? startOfDayIn(zone, dayIn(zone, now), 1 - days) : question.from ? startOfDayIn(zone, question.from) : undefined;
  const to = days > 0 || !question.to ? undefined : startOfDayIn(zone, question.to, 1);
  const where = Object.fromEntries(Object.entries(question.where).filter(([, values]) => values.length > 0));
  return {
    ...(Object.keys(where).length > 0 && { filter: { where } }),
    ...(from && { from: from.toISOString() }),
    ...(to && { to: to.toISOString() }),
    ...(question.by && { by: question.by }),
  };
}

/** The same to be kept: the last days stay the last days, of the zone that goes along. */
function lasting(question: Question, zone: string) {
  const { from, ...all } = scope(question, zone, new Date());
  const days = Number.parseInt(question.period, 10);
  return { ...(days > 0 ? { days } : from && { from }), ...all, ...(hasDays(question) && { zone }) };
}

/** Channels on which people turn to a company; what comes in on others (pages viewed, orders) is no contact. */
export const byPeople = ["voice", "email", "chat", "sms", "social", "letter"];

/** What counts as a contact: what was chosen, else what people sent on those of the channels that were ever heard. */
function contactOf({ contact, everything }: Question, heard: string[]) {
  const channel = byPeople.filter((one) => heard.includes(one));
  if (contact) return { contact: match(contact) };
  return everything || channel.length === 0 ? {} : { contact: { where: { direction: ["in"], channel } } };
}

/** The question as the server takes it; undefined while something that it needs is not chosen yet. */
export function bodyOf(question: Question, readers: string, heard = byPeople): Record<string, unknown> | undefined {
  const all = lasting(question, question.zone || readers);
  const { start, end } = question;
  switch (question.kind) {
    case "funnel": {
      if (question.steps.length === 0) return undefined;
      // What must not happen after the last step stands before nothing, and so is not asked.
      const exclusions = question.steps.slice(0, -1).flatMap(({ not }, place) => not.map((ref) => ({ ...match(ref), after: place + 1 })));
      const steps = question.steps.map(({ activity, directly }, place) => ({ ...match(activity), ...(directly && place > 0 && { directly }) }));
      return { steps, within: question.within, ...(exclusions.length > 0 && { exclusions }), ...all };
    }
    case "flow":
      return { top: 1000, ...all };
    case "paths":
      return start && { start: match(start), steps: question.length, top: 100, ...(question.backwards && { backwards: true }), ...(question.fold && { fold_repeats: true }), ...all };
    case "variants":
      return { ...(start && { start: match(start) }), ...(end && { end: match(end) }), ...(question.key && { key: question.key }), ...(question.fold && { fold_repeats: true }), top: 100, ...all };
    case "retention":
      return { ...(start && { start: match(start) }), ...(end && { return: match(end) }), period: question.unit, ...all };
    case "time":
      return start && end && { start: match(start), end: match(end), ...(question.promise && { promise: question.promise }), ...(question.first && { first_only: true }), ...all };
    case "repeats":
      return { ...contactOf(question, heard), topic: question.topic, within: question.within, ...all };
    case "drivers": {
      const { before, after, adjust } = question;
      return start && end && { start: match(start), outcome: match(end), within: question.within, ...(before && { before }), ...(after && { after }), ...(adjust.length > 0 && { adjust }), ...all };
    }
  }
}

const unitSeconds: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** "24h" in seconds. */
export const secondsOf = (text: string) => (spanForm.test(text) ? Number.parseInt(text, 10) * (unitSeconds[text.slice(-1)] ?? 0) : 0);
