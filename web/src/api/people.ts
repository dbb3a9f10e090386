// Who works here, and which machines may: users and keys. Only an administrator reads or changes them.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "./client";
import { sessionKey } from "./session";
import type { AddedKey, AddedUser, Key, NewKey, NewUser, Page, User, UserChange } from "./types";

export function useUsers() {
  return useQuery({
    queryKey: ["users"],
    queryFn: async ({ signal }) => (await call<Page<User>>("GET", "/api/users", { signal })).items,
  });
}

export function useAddUser() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (user: NewUser) => call<AddedUser>("POST", "/api/users", { body: user }),
    onSuccess: () => void cache.invalidateQueries({ queryKey: ["users"] }),
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

/** A new password ends every session of that person; whoever changes their own is signed in again with it. */
export function useSetPassword() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async ({ user, password, mine }: { user: Pick<User, "id" | "email">; password: string; mine: boolean }) => {
      await call<User>("PATCH", `/api/users/${encodeURIComponent(user.id)}`, { body: { password } });
      if (mine) cache.setQueryData(sessionKey, (await call<{ user: User }>("POST", "/api/session", { body: { email: user.email, password } })).user);
    },
  });
}

export function useKeys() {
  return useQuery({
    queryKey: ["keys"],
    queryFn: async ({ signal }) => (await call<Page<Key>>("GET", "/api/keys", { signal })).items,
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
