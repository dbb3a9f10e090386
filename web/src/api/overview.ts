import { useQuery } from "@tanstack/react-query";
import { call } from "./client";
import { usePolling } from "./live";
import type { Activity, Overview } from "./types";

export const overviewKey = ["overview"];

export function useOverview() {
  const refetchInterval = usePolling(15_000);
  return useQuery({
    queryKey: overviewKey,
    queryFn: ({ signal }) => call<Overview>("GET", "/api/overview", { signal }),
    refetchInterval,
  });
}

export function useActivities() {
  return useQuery({
    queryKey: ["activities"],
    staleTime: 60_000,
    queryFn: async ({ signal }) => (await call<{ items: Activity[] }>("GET", "/api/activities", { signal })).items,
  });
}

export function useChannels() {
  return useQuery({
    queryKey: ["channels"],
    staleTime: 60_000,
    queryFn: async ({ signal }) =>
      (await call<{ items: { channel: string }[] }>("GET", "/api/channels", { signal })).items.map((item) => item.channel),
  });
}
