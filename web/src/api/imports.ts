import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { keepPreviousData } from "@tanstack/react-query";
import { address, call, send } from "./client";
import { usePolling } from "./live";
import type { Import, ImportPreview, Mapping, Page, UploadPreview } from "./types";

const busy: Import["state"][] = ["queued", "running", "undoing"];

export const isBusy = (job: Pick<Import, "state">) => busy.includes(job.state);

/** Asked again quickly while something runs, slowly otherwise. */
export function useImports() {
  const idle = usePolling(20_000);
  return useInfiniteQuery({
    queryKey: ["imports"],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) => call<Page<Import>>("GET", "/api/imports", { signal, query: { cursor: pageParam } }),
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: (query) => (query.state.data?.pages.some((page) => page.items.some(isBusy)) ? 800 : idle),
  });
}

export function useImport(id: string) {
  return useQuery({
    queryKey: ["imports", id],
    queryFn: ({ signal }) => call<Import>("GET", `/api/imports/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: (query) => (query.state.data && isBusy(query.state.data) ? 500 : false),
  });
}

export const rejectedAddress = (id: string) => `/api/imports/${encodeURIComponent(id)}/rejected`;

export function upload(file: File, progress: (part: number) => void, signal?: AbortSignal) {
  return send<{ id: string; name: string; bytes: number }>(address("/api/uploads", { name: file.name }), file, progress, signal);
}

export function useUploadPreview(id: string) {
  return useQuery({
    queryKey: ["upload", id],
    enabled: id !== "",
    staleTime: Infinity,
    queryFn: ({ signal }) => call<UploadPreview>("GET", `/api/uploads/${encodeURIComponent(id)}/preview`, { signal }),
  });
}

/** What the mapping makes of the first rows; asked again whenever the mapping changes. */
export function useImportPreview(uploaded: string, mapping: Mapping | null) {
  return useQuery({
    queryKey: ["import-preview", uploaded, mapping],
    enabled: mapping !== null,
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: ({ signal }) => call<ImportPreview>("POST", "/api/imports/preview", { signal, body: { upload: uploaded, mapping } }),
  });
}

export function useStartImport() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (job: { upload: string; mapping: Mapping }) => call<{ id: string }>("POST", "/api/imports", { body: job }),
    onSuccess: () => void cache.invalidateQueries({ queryKey: ["imports"] }),
  });
}

export function useUndoImport() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call<Import>("DELETE", `/api/imports/${encodeURIComponent(id)}`),
    onSuccess: () => void cache.invalidateQueries({ queryKey: ["imports"] }),
  });
}
