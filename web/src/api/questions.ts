// Questions over journeys: the answer, the customers behind a number of it, and what can be filtered and told by.
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { call } from "./client";
import type { Dimension, DriversAnswer, FlowAnswer, FunnelAnswer, PathsAnswer, People, RepeatsAnswer, RetentionAnswer, TimeAnswer, VariantsAnswer } from "./types";

export interface Answers {
  funnel: FunnelAnswer;
  flow: FlowAnswer;
  paths: PathsAnswer;
  retention: RetentionAnswer;
  time: TimeAnswer;
  repeats: RepeatsAnswer;
  variants: VariantsAnswer;
  drivers: DriversAnswer;
}

export type Body = Record<string, unknown>;

/** An answer that knows which question it is of: as the server was asked, and as the screen wrote it. */
export type Answered<Q> = { [K in keyof Answers]: { kind: K; answer: Answers[K]; body: Body; of: Q } }[keyof Answers];

/** Another question cancels the request before it; of the same kind, the former answer stays until the next one is here. */
export function useAnswer<Q>(kind: keyof Answers, body: Body | undefined, of: Q) {
  return useQuery<Answered<Q>>({
    queryKey: ["question", kind, body],
    enabled: body !== undefined,
    // Counts of a log that grows: asked again on demand, and never under a reader's eyes.
    staleTime: Infinity,
    placeholderData: (before) => (before?.kind === kind ? before : undefined),
    queryFn: async ({ signal }) => ({ kind, answer: await call<unknown>("POST", `/api/questions/${kind}`, { body, signal }), body, of }) as Answered<Q>,
  });
}

/** The customers behind one number of an answer: `cell` says which. */
export function usePeople(kind: keyof Answers, question: Body, cell: Body) {
  return useInfiniteQuery({
    queryKey: ["question-people", kind, question, cell],
    initialPageParam: "",
    staleTime: 60_000,
    queryFn: ({ pageParam, signal }) =>
      call<People>("POST", `/api/questions/${kind}/customers`, { signal, body: { question, cell, limit: 100, ...(pageParam && { cursor: pageParam }) } }),
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export function useDimensions() {
  return useQuery({
    queryKey: ["dimensions"],
    staleTime: 60_000,
    queryFn: async ({ signal }) => (await call<{ items: Dimension[] }>("GET", "/api/dimensions", { signal })).items,
  });
}

export function useDimensionValues(name: string, q: string) {
  return useQuery({
    queryKey: ["dimension-values", name, q],
    enabled: name !== "",
    staleTime: 60_000,
    placeholderData: (before: string[] | undefined, query) => (query?.queryKey[1] === name ? before : undefined),
    queryFn: async ({ signal }) =>
      (await call<{ items: { value: string }[] }>("GET", `/api/dimensions/${encodeURIComponent(name)}/values`, { signal, query: { q: q || undefined, limit: 100 } })).items.map(({ value }) => value),
  });
}
