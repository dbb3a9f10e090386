// Who works here, and which machines may: users and keys. Only an administrator reads or changes them.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "./client";
import { sessionKey } from "./session";
import type { AccessSettings, AddedKey, Colleague, Invitation, Key, MadeInvitation, NewInvitation, NewKey, Page, User, UserChange } from "./types";

export function useUsers() {
  return useQuery({
    queryKey: ["users"],
    queryFn: async ({ signal }) => (await call<Page<User>>("GET", "/api/users", { signal })).items,
  });
}

/** Who works here, by name; for those who may comment. */
export function useColleagues(asked: boolean) {
  return useQuery({
    queryKey: ["users", "colleagues"],
    enabled: asked,
    staleTime: 60_000,
    queryFn: async ({ signal }) => (await call<Page<Colleague>>("GET", "/api/colleagues", { signal })).items,
  });
}

const peopleKeys = [["users"], ["invitations"]];

/** Adds a person; the answer has the link by which they choose a password. */
export function useInvite() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (invitation: NewInvitation) => call<MadeInvitation>("POST", "/api/invitations", { body: invitation }),
    onSuccess: () => void Promise.all(peopleKeys.map((queryKey) => cache.invalidateQueries({ queryKey }))),
  });
}

/** Ends a person's password and sessions; the answer has the link by which they choose another. */
export function useResetPassword() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (user: string) => call<MadeInvitation>("POST", "/api/password-resets", { body: { user } }),
    onSuccess: () => void Promise.all(peopleKeys.map((queryKey) => cache.invalidateQueries({ queryKey }))),
  });
}

export function useInvitations() {
  return useQuery({
    queryKey: ["invitations"],
    queryFn: async ({ signal }) => (await call<Page<Invitation>>("GET", "/api/invitations", { signal })).items,
  });
}

export function useRevokeInvitation() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call<void>("DELETE", `/api/invitations/${encodeURIComponent(id)}`),
    onSuccess: () => void cache.invalidateQueries({ queryKey: ["invitations"] }),
  });
}

export function useFactorOff() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (user: string) => call<void>("DELETE", `/api/users/${encodeURIComponent(user)}/second-factor`),
    onSuccess: () => void cache.invalidateQueries({ queryKey: ["users"] }),
  });
}

export function useAccessSettings() {
  return useQuery({ queryKey: ["access-settings"], queryFn: ({ signal }) => call<AccessSettings>("GET", "/api/access-settings", { signal }) });
}

export function useChangeAccessSettings() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (settings: AccessSettings) => call<AccessSettings>("PATCH", "/api/access-settings", { body: settings }),
    onSuccess: (settings) => {
      cache.setQueryData(["access-settings"], settings);
      void cache.invalidateQueries({ queryKey: sessionKey });
    },
  });
}

export function useChangeUser() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...change }: { id: string } & UserChange) =>
      call<User>("PATCH", `/api/users/${encodeURIComponent(id)}`, { body: change }),
    onSuccess: () => void cache.invalidateQueries({ queryKey: ["users"] }),
  });
}

export function useKeys() {
  return useQuery({
    queryKey: ["keys"],
    queryFn: async ({ signal }) => (await call<Page<Key>>("GET", "/api/keys", { signal })).items,
  });
}

/** What a key of scope custom can be granted, one by one. */
export function useGrants(asked: boolean) {
  return useQuery({
    queryKey: ["grants"],
    enabled: asked,
    staleTime: Infinity,
    queryFn: async ({ signal }) => (await call<Page<{ grant: string }>>("GET", "/api/grants", { signal })).items.map(({ grant }) => grant),
  });
}

export function useAddKey() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (key: NewKey) => call<AddedKey>("POST", "/api/keys", { body: key }),
    onSuccess: () => void Promise.all(["keys", "overview"].map((noun) => cache.invalidateQueries({ queryKey: [noun] }))),
  });
}

export function useDropKey() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call<void>("DELETE", `/api/keys/${encodeURIComponent(id)}`),
    onSuccess: () => void Promise.all(["keys", "overview"].map((noun) => cache.invalidateQueries({ queryKey: [noun] }))),
  });
}
