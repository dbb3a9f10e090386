import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Problem, call } from "./client";
import type { Role, User } from "./types";

export const sessionKey = ["session"];

/** Who is signed in; null when nobody is. */
export function useSession() {
  return useQuery({
    queryKey: sessionKey,
    staleTime: Infinity,
    retry: (times, problem) => !(problem instanceof Problem && problem.status === 401) && times < 1,
    queryFn: async ({ signal }): Promise<User | null> => {
      try {
        return (await call<{ user: User }>("GET", "/api/session", { signal })).user;
      } catch (problem) {
        if (problem instanceof Problem && problem.status === 401) return null;
        throw problem;
      }
    },
  });
}

/** Nothing of the last person's reading may be left for the next one. */
function forget(cache: QueryClient): void {
  cache.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionKey[0] });
}

export type Credentials = { email: string; password: string } | { link: string };

export function useSignIn() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (credentials: Credentials) => call<{ user: User }>("POST", "/api/session", { body: credentials }),
    onSuccess: ({ user }) => {
      forget(cache);
      cache.setQueryData(sessionKey, user);
    },
  });
}

export function useSignOut() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => call<void>("DELETE", "/api/session"),
    onSuccess: () => {
      cache.setQueryData(sessionKey, null);
      forget(cache);
    },
  });
}

const ranks: Role[] = ["viewer", "agent", "manager", "admin"];

/** True when the person signed in may do what needs `role`. */
export function useMay(role: Role): boolean {
  const { data } = useSession();
  return data ? ranks.indexOf(data.role) >= ranks.indexOf(role) : false;
}
