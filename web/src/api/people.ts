// Who works here, and which machines may: users and keys. Only an administrator reads or changes them.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "./client";
import type { Key, Page, Role, User } from "./types";

export function useUsers() {
  return useQuery({
    queryKey: ["users"],
    queryFn: async ({ signal }) => (await call<Page<User>>("GET", "/api/users", { signal })).items,
  });
}

export interface NewUser {
  email: string;
  name: string;
  role: Role;
  password?: string;
}

export function useAddUser() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (user: NewUser) => call<User>("POST", "/api/users", { body: user }),
    onSuccess: () => void cache.invalidateQueries({ queryKey: ["users"] }),
  });
}

export function useChangeUser() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...change }: { id: string; role?: Role; name?: string; disabled?: boolean }) =>
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

export function useAddKey() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (key: Pick<Key, "name" | "scope">) => call<Key>("POST", "/api/keys", { body: key }),
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
