import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Problem, call } from "./client";
import type { LinkPurpose, Role, SignedIn, User } from "./types";

export const sessionKey = ["session"];

/** Whoever is signed in; `must_enrol`: they can do nothing but set up a second factor; `sees_all`: not only customers of some regions. */
export type Me = User & { must_enrol: boolean; sees_all: boolean };
const meOf = ({ user, must_enrol, sees_all }: SignedIn): Me => ({ ...user, must_enrol: must_enrol ?? false, sees_all: sees_all ?? true });

/** Who is signed in; null when nobody is. */
export function useSession() {
  return useQuery({
    queryKey: sessionKey,
    staleTime: Infinity,
    retry: (times, problem) => !(problem instanceof Problem && problem.status === 401) && times < 1,
    queryFn: async ({ signal }): Promise<Me | null> => {
      try {
        return meOf(await call<SignedIn>("GET", "/api/session", { signal }));
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

export type Credentials = { email: string; password: string; code?: string } | { link: string; password?: string; name?: string; code?: string };

export function useSignIn() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (credentials: Credentials) => call<SignedIn>("POST", "/api/session", { body: credentials }),
    onSuccess: (signedIn) => {
      forget(cache);
      cache.setQueryData(sessionKey, meOf(signedIn));
    },
  });
}

/** What a one-time link is for; nothing is used up by asking. */
export function useLinkPurpose(link: string | null) {
  return useQuery({
    queryKey: ["sign-in-link", link],
    enabled: link !== null,
    staleTime: Infinity,
    retry: false,
    queryFn: ({ signal }) => call<LinkPurpose>("POST", "/api/sign-in-link", { body: { link }, signal }),
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
