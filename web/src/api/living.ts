// The living numbers of journey maps. They follow what comes in: what is on the screen is asked for again, calmly, as interactions arrive.
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { call } from "./client";
import { usePolling } from "./live";
import type { BreakpointsAnswer, DigestAnswer, InteractionsTold, OutcomesAnswer, RiskAnswer, ScorecardAnswer, TouchpointsAnswer } from "./livingTypes";
import type { Body } from "./questions";
import type { People } from "./types";

export type * from "./livingTypes";
export { changeMeasures, signals } from "./livingTypes";

interface LivingAnswers {
  touchpoints: TouchpointsAnswer;
  breakpoints: BreakpointsAnswer;
  risk: RiskAnswer;
  outcomes: OutcomesAnswer;
  digest: DigestAnswer;
  scorecard: ScorecardAnswer;
}
export type LivingKind = keyof LivingAnswers;

/** Everything whose key begins so is told anew by news (live.ts). */
export const livingKey = "living";

/** `revision`: another version of the map is another question. The former answer stays until the next one of the same map is here. */
export function useLivingAnswer<K extends LivingKind>(kind: K, body: Body | undefined, revision: number) {
  const journey = body?.["journey"];
  return useQuery<{ journey: unknown; answer: LivingAnswers[K] }>({
    queryKey: [livingKey, kind, body, revision],
    enabled: body !== undefined,
    staleTime: Infinity,
    refetchInterval: usePolling(20_000),
    placeholderData: (before) => (before?.journey === journey ? before : undefined),
    queryFn: async ({ signal }) => ({ journey, answer: await call<LivingAnswers[K]>("POST", `/api/questions/${kind}`, { body, signal }) }),
  });
}

/** The customers behind a number of it; they stay as they are while one reads them. */
export function useLivingPeople(kind: LivingKind, question: Body, cell: Body) {
  return useInfiniteQuery({
    queryKey: ["living-people", kind, question, cell],
    initialPageParam: "",
    staleTime: 60_000,
    queryFn: ({ pageParam, signal }) =>
      call<People>("POST", `/api/questions/${kind}/customers`, { signal, body: { question, cell, limit: 100, ...(pageParam && { cursor: pageParam }) } }),
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export function useLivingInteractions(question: Body, cell: Body, asked: boolean) {
  return useInfiniteQuery({
    queryKey: ["living-interactions", question, cell],
    enabled: asked,
    initialPageParam: "",
    staleTime: 60_000,
    queryFn: ({ pageParam, signal }) =>
      call<InteractionsTold>("POST", "/api/questions/touchpoints/interactions", { signal, body: { question, cell, limit: 50, ...(pageParam && { cursor: pageParam }) } }),
    getNextPageParam: (page) => page.next ?? undefined,
  });
}
