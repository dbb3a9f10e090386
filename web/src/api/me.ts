// What is one's own: the password, the second factor, and the browsers that are signed in.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "./client";
import { sessionKey } from "./session";
import type { OpenSession, Page, PasswordChange, RecoveryCodes, Reproof, SecondFactorSecret, SecondFactorState } from "./types";

const factorKey = ["me", "second-factor"];
const sessionsKey = ["me", "sessions"];

export function useChangePassword() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (change: PasswordChange) => call<void>("POST", "/api/me/password", { body: change }),
    onSuccess: () => void Promise.all([sessionKey, sessionsKey].map((queryKey) => cache.invalidateQueries({ queryKey }))),
  });
}

export function useSecondFactor() {
  return useQuery({ queryKey: factorKey, queryFn: ({ signal }) => call<SecondFactorState>("GET", "/api/me/second-factor", { signal }) });
}

export function useBeginFactor() {
  return useMutation({ mutationFn: (proof: Reproof) => call<SecondFactorSecret>("POST", "/api/me/second-factor", { body: proof }) });
}

export function useConfirmFactor() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (code: string) => call<RecoveryCodes>("POST", "/api/me/second-factor/confirmation", { body: { code } }),
    onSuccess: () => void Promise.all([factorKey, sessionsKey].map((queryKey) => cache.invalidateQueries({ queryKey }))),
  });
}

export function useNewRecoveryCodes() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (proof: Reproof) => call<RecoveryCodes>("POST", "/api/me/recovery-codes", { body: proof }),
    onSuccess: () => void cache.invalidateQueries({ queryKey: factorKey }),
  });
}

export function useRemoveFactor() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (proof: Reproof) => call<SecondFactorState>("POST", "/api/me/second-factor/removal", { body: proof }),
    onSuccess: (state) => cache.setQueryData(factorKey, state),
  });
}

/** The browsers of one's own, or those of another person, for who may see them. */
export function useSessions(user?: string) {
  return useQuery({
    queryKey: user ? ["users", user, "sessions"] : sessionsKey,
    queryFn: async ({ signal }) => (await call<Page<OpenSession>>("GET", `${pathOf(user)}/sessions`, { signal })).items,
  });
}

/** Ends one of them, or all but this one. */
export function useEndSessions(user?: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (session?: string) => call<void>("DELETE", `${pathOf(user)}/sessions${session ? `/${encodeURIComponent(session)}` : ""}`),
    onSuccess: () => void cache.invalidateQueries({ queryKey: user ? ["users", user, "sessions"] : sessionsKey }),
  });
}

const pathOf = (user?: string) => (user ? `/api/users/${encodeURIComponent(user)}` : "/api/me");
