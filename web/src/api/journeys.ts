// Journey maps: the document, its edits, its versions, what people say about it and who is looking at it.
import { keepPreviousData, useMutation, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { call } from "./client";
import { usePolling } from "./live";
import type { Comment, Coverage, Difference, JourneyLine, JourneyMap, MapEdited, MapRevision, Mention, Page, Present, StoredJourney, Version } from "./types";

export type { Barrier, Comment, Coverage, Difference, JourneyLine, JourneyLink, JourneyMap, JourneyPromise, Match, Outcome, Present, Stage, StoredJourney, Task, Touchpoint, Version } from "./types";

/** What may be done to a map: the server's edit, told apart by what each kind needs. */
export type Edit =
  | { op: "set"; path: string; value: unknown }
  | { op: "add"; path: string; value: { key: string }; after?: string | null }
  | { op: "remove"; path: string }
  | { op: "move"; path: string; after?: string | null; stage?: string };

/** Edits that were made together, and what takes them back. */
export type Made = Omit<MapRevision, "edits" | "undo"> & { edits: Edit[]; undo: Edit[] };
export type Told = Omit<MapEdited, "edits" | "skipped"> & { edits: Made[] };

const at = (key: string) => `/api/journeys/${encodeURIComponent(key)}`;

const readList = async (signal: AbortSignal) => (await call<Page<JourneyLine>>("GET", "/api/journeys", { signal, query: { limit: 200 } })).items;

export function useJourneys() {
  return useQuery({ queryKey: ["journeys"], queryFn: ({ signal }) => readList(signal), refetchInterval: usePolling(15_000) });
}

/** Those that can still be brought back. */
export function useRemovedJourneys() {
  return useQuery({ queryKey: ["journeys", "removed"], queryFn: async ({ signal }) => (await call<Page<JourneyLine>>("GET", "/api/journeys", { signal, query: { removed: "true", limit: 50 } })).items });
}

export const readJourney = (key: string, revision?: number, signal?: AbortSignal) => call<StoredJourney>("GET", at(key), { signal, query: { revision } });

/** The document as it was when it was opened; what happens to it afterwards is told by its edits. */
export function useJourney(key: string) {
  return useQuery({ queryKey: ["journey", key], queryFn: ({ signal }) => readJourney(key, undefined, signal), staleTime: Infinity, gcTime: 0 });
}

export const sendEdits = (key: string, base: number, edits: Edit[]) => call<Told>("POST", `${at(key)}/edits`, { body: { base, edits } });
export async function editsSince(key: string, since: number): Promise<Told> {
  const { items } = await call<Page<Made>>("GET", `${at(key)}/edits`, { query: { since } });
  return { revision: items.at(-1)?.revision ?? since, edits: items };
}

/** Calls `heard` whenever the map may have changed elsewhere; asks by itself while the server can't tell. */
export function useJourneyNews(key: string, heard: () => void): void {
  const { dataUpdatedAt } = useQuery({ queryKey: ["journey-news", key], queryFn: () => Date.now(), staleTime: 0, refetchInterval: usePolling(5_000) });
  const latest = useRef(heard);
  useEffect(() => {
    latest.current = heard;
  });
  const first = useRef(true);
  useEffect(() => {
    if (first.current) first.current = false;
    else latest.current();
  }, [dataUpdatedAt]);
}

function useChange<Asked, Answer>(send: (asked: Asked) => Promise<Answer>, ...nouns: string[]) {
  const cache = useQueryClient();
  return useMutation({ mutationFn: send, onSuccess: () => void Promise.all(nouns.map((noun) => cache.invalidateQueries({ queryKey: [noun] }))) });
}

export type Template = "circular" | "relationship" | "line" | "loop";

export const useAddJourney = () => useChange((journey: { name: string; template: Template; language: string }) => call<StoredJourney>("POST", "/api/journeys", { body: journey }), "journeys");
export const usePutJourney = () => useChange((map: JourneyMap) => call<StoredJourney>("PUT", at(map.key), { body: map }), "journeys");
export const useProposal = () => useMutation({ mutationFn: (asked: { language: string }) => call<JourneyMap>("POST", "/api/journeys/propose", { body: asked }) });
export const useRemoveJourney = () => useChange((key: string) => call<void>("DELETE", at(key)), "journeys");
export const useBringBack = () => useChange((key: string) => call<void>("PATCH", at(key), { body: { removed: false } }), "journeys");

export function useCoverage(key: string) {
  return useQuery({
    queryKey: ["journey-coverage", key],
    staleTime: 10_000,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call<Coverage>("GET", `${at(key)}/coverage`, { signal }),
  });
}

/** What happens and stands nowhere on the map yet, the commonest first. */
export function useUncovered(key: string) {
  const { data } = useCoverage(key);
  return useMemo(() => data && data.activities.flatMap(({ activity, uncovered }) => (uncovered > 0 ? [{ ...activity, interactions: uncovered }] : [])), [data]);
}

export function useVersions(key: string) {
  return useQuery({ queryKey: ["journey-versions", key], queryFn: async ({ signal }) => (await call<Page<Version>>("GET", `${at(key)}/versions`, { signal, query: { limit: 200 } })).items });
}

export const useNameVersion = (key: string) => useChange(({ revision, name }: { revision: number; name: string }) => call<Version>("PATCH", `${at(key)}/versions/${revision}`, { body: { name } }), "journey-versions");

export function useCompared(key: string, a: number | undefined, b: number) {
  return useQuery({
    queryKey: ["journey-compared", key, a, b],
    enabled: a !== undefined && a !== b,
    staleTime: Infinity,
    queryFn: async ({ signal }) => (await call<{ items: Difference[] }>("GET", `${at(key)}/versions/${a}/compare/${b}`, { signal })).items,
  });
}

export const restoreJourney = (key: string, revision: number) => call<StoredJourney>("POST", `${at(key)}/restore`, { body: { revision } });

export function useComments(key: string) {
  return useQuery({
    queryKey: ["journey-comments", key],
    refetchInterval: usePolling(15_000),
    queryFn: async ({ signal }) => (await call<Page<Comment>>("GET", `${at(key)}/comments`, { signal })).items,
  });
}

/** Where one is called by name and nothing was settled yet. */
export function useMentions() {
  return useQuery({ queryKey: ["journey-comments", "mentions"], queryFn: async ({ signal }) => (await call<Page<Mention>>("GET", "/api/mentions", { signal })).items });
}

export const useAddComment = (key: string) => useChange((comment: { path: string; text: string; mentions: string[] }) => call<Comment>("POST", `${at(key)}/comments`, { body: comment }), "journey-comments");
export const useChangeComment = (key: string) =>
  useChange(({ id, ...change }: { id: string; text?: string; resolved?: boolean; removed?: boolean }) => call<Comment>("PATCH", `${at(key)}/comments/${encodeURIComponent(id)}`, { body: change }), "journey-comments");

/** Says where one is, and hears who else is there. */
export function usePresence(key: string, where: string) {
  return useQuery({
    queryKey: ["journey-presence", key, where],
    placeholderData: keepPreviousData,
    refetchInterval: 5_000,
    retry: false,
    queryFn: async () => (await call<{ items: Present[] }>("POST", `${at(key)}/presence`, { body: where ? { where } : {} })).items,
  });
}

/** Says so once one is really gone: a screen that is put together anew has not left. */
export function useLeaving(key: string): void {
  const timer = useRef<number>(undefined);
  useEffect(() => {
    window.clearTimeout(timer.current);
    return () => {
      timer.current = window.setTimeout(() => void call("POST", `${at(key)}/presence`, { body: { leaving: true } }).catch(() => undefined), 200);
    };
  }, [key]);
}

const mostRead = 40;

/** All maps, and the documents of those that were changed last, where a touchpoint is looked for by its name. */
export function useAllJourneys(asked: boolean): { lines: JourneyLine[]; maps: JourneyMap[] } {
  const { data } = useQuery({ queryKey: ["journeys"], enabled: asked, queryFn: ({ signal }) => readList(signal) });
  const lines = useMemo(() => (asked ? [...(data ?? [])].sort((a, b) => b.changed_at.localeCompare(a.changed_at)) : []), [asked, data]);
  const maps = useQueries({
    queries: lines.slice(0, mostRead).map(({ key, revision }) => ({
      queryKey: ["journey-found", key, revision],
      staleTime: Infinity,
      queryFn: ({ signal }: { signal: AbortSignal }) => readJourney(key, undefined, signal),
    })),
    combine: (found) => found.flatMap((one) => (one.data ? [one.data.map] : [])),
  });
  return { lines, maps };
}
