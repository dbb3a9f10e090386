import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { call } from "./client";
import { usePolling } from "./live";
import type { Customer, CustomerDetail, Density, Page } from "./types";

export interface CustomerFilter {
  q?: string;
  kind?: string;
  channel?: string;
  seen_after?: string;
  seen_before?: string;
}

/** The list, page by page. A new filter cancels the request of the one before it. */
export function useCustomers(filter: CustomerFilter, limit = 60) {
  return useInfiniteQuery({
    queryKey: ["customers", filter, limit],
    initialPageParam: "",
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) =>
      call<Page<Customer>>("GET", "/api/customers", { signal, query: { ...filter, limit, cursor: pageParam } }),
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

/** A handful for the palette and for choosing whom to join with. */
export function useFoundCustomers(q: string, limit = 8) {
  return useQuery({
    queryKey: ["customers-found", q, limit],
    enabled: q.trim().length > 0,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => (await call<Page<Customer>>("GET", "/api/customers", { signal, query: { q, limit } })).items,
  });
}

export const customerKey = (id: string) => ["customer", id];

export function useCustomer(id: string) {
  const refetchInterval = usePolling(15_000);
  return useQuery({
    queryKey: customerKey(id),
    enabled: id !== "",
    refetchInterval,
    queryFn: ({ signal }) => call<CustomerDetail>("GET", `/api/customers/${encodeURIComponent(id)}`, { signal }),
  });
}

export const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

export function useDensity(id: string) {
  return useQuery({
    queryKey: [...customerKey(id), "density", zone],
    queryFn: ({ signal }) =>
      call<Density>("GET", `/api/customers/${encodeURIComponent(id)}/density`, { signal, query: { zone } }),
  });
}
