import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "./client";
import type { LinkageStatus, Merge, MergeDetail, Page, Suggestion, SuggestionCounts } from "./types";

export function useMerges(customer?: string) {
  return useInfiniteQuery({
    queryKey: ["merges", customer ?? ""],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      call<Page<Merge>>("GET", "/api/merges", { signal, query: { customer, cursor: pageParam } }),
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export function useMerge(id: string) {
  return useQuery({
    queryKey: ["merge", id],
    queryFn: ({ signal }) => call<MergeDetail>("GET", `/api/merges/${encodeURIComponent(id)}`, { signal }),
  });
}

export type SuggestionState = Suggestion["state"];

export const suggestionKinds = ["sure", "look", "rule"] as const;
export type SuggestionKind = (typeof suggestionKinds)[number];

/** The most probable first; those by a shared identifier alone come last, newest first. */
export function useSuggestions(state: SuggestionState, kind?: SuggestionKind) {
  return useInfiniteQuery({
    queryKey: ["suggestions", state, kind ?? ""],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      call<Page<Suggestion>>("GET", "/api/merge-suggestions", { signal, query: { state, kind, order: "probability", cursor: pageParam } }),
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export function useSuggestionCounts() {
  return useQuery({
    queryKey: ["suggestion-counts"],
    queryFn: ({ signal }) => call<SuggestionCounts>("GET", "/api/merge-suggestion-counts", { signal }),
  });
}

/** How people are compared: the model in use, and what is under way. Asked again while something is. */
export function useLinkage() {
  const cache = useQueryClient();
  return useQuery({
    queryKey: ["linkage"],
    queryFn: async ({ signal }) => {
      const before = cache.getQueryData<LinkageStatus>(["linkage"]);
      const status = await call<LinkageStatus>("GET", "/api/linkage", { signal });
      // Just come to its end: what it found is shown.
      if (before && before.state !== "idle" && status.state === "idle")
        for (const noun of ["suggestions", "suggestion-counts", "overview"]) void cache.invalidateQueries({ queryKey: [noun] });
      return status;
    },
    refetchInterval: (query) => (query.state.data && query.state.data.state !== "idle" ? 2000 : false),
  });
}

/** A join touches customers, timelines, suggestions and the counts of home: all are asked again. */
function useAfterJoin() {
  const cache = useQueryClient();
  return () =>
    Promise.all(
      ["customers", "customers-found", "customer", "merges", "merge", "suggestions", "suggestion-counts", "overview"].map((noun) =>
        cache.invalidateQueries({ queryKey: [noun] }),
      ),
    );
}

export function useJoin() {
  const after = useAfterJoin();
  return useMutation({
    mutationFn: (join: { customers: [string, string]; reason: string; suggestion?: string }) =>
      call<{ id: string; customer: string }>("POST", "/api/merges", { body: join }),
    onSuccess: () => void after(),
  });
}

export function usePart() {
  const after = useAfterJoin();
  return useMutation({
    mutationFn: (merge: string) =>
      call<{ id: string; customers: string[] }>("DELETE", `/api/merges/${encodeURIComponent(merge)}`),
    onSuccess: () => void after(),
  });
}

export function useAnswerSuggestion() {
  const after = useAfterJoin();
  return useMutation({
    mutationFn: ({ id, state }: { id: string; state: "open" | "dismissed" }) =>
      call<Suggestion>("PATCH", `/api/merge-suggestions/${encodeURIComponent(id)}`, { body: { state } }),
    onSuccess: () => void after(),
  });
}
