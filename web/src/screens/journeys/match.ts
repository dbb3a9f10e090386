// A matcher as one builds it by clicking: activities, and values that an interaction must have. What programs write may say more.
import type { Match } from "../../api/journeys";
import type { Activity } from "../../api/types";
import { same, type Ref } from "../explore/question";

export interface Built {
  refs: Ref[];
  where: Record<string, string[]>;
}

const listOf = (value: unknown): string[] | undefined => {
  if (typeof value === "string") return [value];
  return Array.isArray(value) && value.every((one) => typeof one === "string") ? (value as string[]) : undefined;
};

/** Undefined: it says more than can be clicked together. */
export function builtOf(match: Match | null | undefined): Built | undefined {
  if (!match) return { refs: [], where: {} };
  const where: Record<string, string[]> = {};
  for (const [name, value] of Object.entries(match.where ?? {})) {
    const values = listOf(value);
    if (!values) return undefined;
    where[name] = values;
  }
  const any = match.any ?? [];
  const plain = (one: Match) => !one.touchpoint && !(one.any?.length) && Object.keys(one.where ?? {}).length === 0;
  if (match.touchpoint || !any.every(plain) || (any.length > 0 && (match.channel || match.name))) return undefined;
  const refs = any.length > 0 ? any : match.channel || match.name ? [match] : [];
  return { refs: refs.map(({ channel = "", name = "" }) => ({ channel, name })), where };
}

const one = ({ channel, name }: Ref): Match => ({ ...(channel && { channel }), ...(name && { name }) });

/** Null: it matches nothing, as nothing was chosen. */
export function matchOf({ refs, where }: Built): Match | null {
  const conditions = Object.fromEntries(Object.entries(where).filter(([, values]) => values.length > 0));
  const limited = Object.keys(conditions).length > 0 && { where: conditions };
  const [first] = refs;
  if (!first) return limited ? { ...limited } : null;
  return refs.length === 1 ? { ...one(first), ...limited } : { any: refs.map(one), ...limited };
}

export const holds = ({ channel, name }: Ref, activity: Ref) => (!channel || channel === activity.channel) && (!name || name === activity.name);

/** How many interactions it matches (without an activity: all of them); undefined where values limit it, which only the server can count. */
export function countOf({ refs, where }: Built, activities: Activity[]): number | undefined {
  if (Object.values(where).some((values) => values.length > 0)) return undefined;
  return activities.filter((activity) => refs.length === 0 || refs.some((ref) => holds(ref, activity))).reduce((sum, { interactions }) => sum + interactions, 0);
}

export const withRef = (built: Built, ref: Ref): Built => (built.refs.some((other) => same(other, ref)) ? built : { ...built, refs: [...built.refs, ref] });
export const withoutRef = (built: Built, ref: Ref): Built => ({ ...built, refs: built.refs.filter((other) => !same(other, ref)) });
