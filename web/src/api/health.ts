import { useQuery } from "@tanstack/react-query";
import { call } from "./client";
import type { Health } from "./types";

/** Whether the server can write. Asked now and then; when it can't be asked, the screens say so themselves. */
export function useHealth() {
  return useQuery({
    queryKey: ["health"],
    queryFn: ({ signal }) => call<Health>("GET", "/api/health", { signal }),
    refetchInterval: (query) => (query.state.data?.writable === false ? 3_000 : 15_000),
    retry: false,
  });
}
