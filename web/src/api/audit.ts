// Who did what: the audit log, and the proof that it is whole.
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { address, call } from "./client";
import type { AuditItem, AuditProof, Page } from "./types";

export interface AuditFilter {
  who?: string;
  what?: string;
  object?: string;
  id?: string;
  since?: string;
  until?: string;
  outcome?: string;
}

export function useAudit(filter: AuditFilter) {
  return useInfiniteQuery({
    queryKey: ["audit", filter],
    initialPageParam: "",
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) => call<Page<AuditItem>>("GET", "/api/audit", { signal, query: { ...filter, cursor: pageParam } }),
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

/** Reads every entry: asked for once, and again when somebody wants to know. */
export function useAuditProof() {
  return useQuery({
    queryKey: ["audit-proof"],
    staleTime: Infinity,
    queryFn: ({ signal }) => call<AuditProof>("GET", "/api/audit/proof", { signal }),
  });
}

export const auditFile = (filter: AuditFilter) => address("/api/audit/export", { ...filter });
