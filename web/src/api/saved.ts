// Questions kept under a name, and segments: a question with a cell of its answer is the customers behind it, as they are now.
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "./client";
import type { Body } from "./questions";
import type { NewSaved, Page, People, Saved, SavedChange } from "./types";

const key = ["saved-questions"];

export function useSaved(q: string) {
  return useQuery({
    queryKey: [...key, q],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => (await call<Page<Saved>>("GET", "/api/saved-questions", { signal, query: { q: q || undefined, limit: 200 } })).items,
  });
}

export function useSave() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (saved: Omit<NewSaved, "asked" | "cell"> & { asked: Body; cell?: Body }) => call<Saved>("POST", "/api/saved-questions", { body: saved }),
    onSuccess: () => cache.invalidateQueries({ queryKey: key }),
  });
}

/** Also removes (`removed: true`) and brings back. */
export function useChangeSaved() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...change }: SavedChange & { id: string }) => call<Saved>("PATCH", `/api/saved-questions/${encodeURIComponent(id)}`, { body: change }),
    onSuccess: () => cache.invalidateQueries({ queryKey: key }),
  });
}

export function useSegmentPeople(id: string) {
  return useInfiniteQuery({
    queryKey: ["question-people", "segment", id],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) => call<People>("GET", `/api/saved-questions/${encodeURIComponent(id)}/customers`, { signal, query: { limit: 100, cursor: pageParam } }),
    getNextPageParam: (page) => page.next ?? undefined,
  });
}
