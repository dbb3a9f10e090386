import { type InfiniteData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { call } from "./client";
import { customerKey } from "./customers";
import type { Interaction, Page } from "./types";

export interface TimelineFilter {
  channel?: string;
  name?: string;
  from?: string;
  to?: string;
  profile?: string;
}

const path = (id: string) => `/api/customers/${encodeURIComponent(id)}/timeline`;

/** Newest first. The first page is small to be there at once, the ones after it are large to keep ahead of a fast scroll. */
export function useTimeline(id: string, filter: TimelineFilter) {
  return useInfiniteQuery({
    queryKey: [...customerKey(id), "timeline", filter],
    initialPageParam: "",
    // A new filter keeps the old rows until its own are there; another customer never shows a stranger's.
    placeholderData: (before: InfiniteData<Page<Interaction>, string> | undefined, query) => (query?.queryKey[1] === id ? before : undefined),
    staleTime: Infinity,
    queryFn: ({ pageParam, signal }) =>
      call<Page<Interaction>>("GET", path(id), {
        signal,
        query: { ...filter, limit: pageParam === "" ? 80 : 400, cursor: pageParam },
      }),
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

/** The newest few: the strip at the top of a customer, and the previews of a join. */
export function useLatest(id: string, limit: number, filter: TimelineFilter = {}, wanted = true) {
  return useQuery({
    queryKey: [...customerKey(id), "latest", limit, filter],
    enabled: id !== "" && wanted,
    queryFn: async ({ signal }) =>
      (await call<Page<Interaction>>("GET", path(id), { signal, query: { ...filter, limit } })).items,
  });
}
