import { useMemo } from "react";
import { useLivingAnswer, type BreakTold } from "../../../../api/living";
import { useEditing } from "../../editing";
import { useLiving } from "../useLiving";

/** The break points of the map, in the period and among the customers that are looked at. */
export function useBreaks() {
  const { map } = useEditing();
  const living = useLiving();
  const outcome = map.outcomes.find(({ key }) => key === living?.seen.outcome) ?? map.outcomes[0];
  const { from, to, filter } = living?.body ?? {};
  const body = useMemo(
    () => (outcome ? { journey: map.key, outcome: outcome.key, ...(from !== undefined && { from }), ...(to !== undefined && { to }), ...(filter !== undefined && { filter }) } : undefined),
    [map.key, outcome, from, to, filter],
  );
  const asked = useLivingAnswer("breakpoints", body, living?.revision ?? 0);
  return { outcome, body, answer: body && asked.data?.answer, error: asked.error, again: () => void asked.refetch() };
}

/** The worst break point of each touchpoint; they come in that order. */
export function worstOf(breaks: BreakTold[]): BreakTold[] {
  const met = new Set<string>();
  return breaks.filter(({ is_break, touchpoint }) => is_break && !met.has(touchpoint) && met.add(touchpoint));
}
