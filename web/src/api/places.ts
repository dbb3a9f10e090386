// Where people work: regions, teams, and which customers somebody sees. And how single sign-on is set up.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "./client";
import type { NewRegion, NewTeam, Page, Place, Region, RegionChange, SignInWays, SignOnState, Team, TeamChange } from "./types";

export function useRegions() {
  return useQuery({ queryKey: ["regions"], queryFn: async ({ signal }) => (await call<Page<Region>>("GET", "/api/regions", { signal })).items });
}

export function useTeams() {
  return useQuery({ queryKey: ["teams"], queryFn: async ({ signal }) => (await call<Page<Team>>("GET", "/api/teams", { signal })).items });
}

function useChange<Asked, Answer>(send: (asked: Asked) => Promise<Answer>, ...nouns: string[]) {
  const cache = useQueryClient();
  return useMutation({ mutationFn: send, onSuccess: () => void Promise.all(nouns.map((noun) => cache.invalidateQueries({ queryKey: [noun] }))) });
}

const at = (id: string) => encodeURIComponent(id);

export const useAddRegion = () => useChange((region: NewRegion) => call<Region>("POST", "/api/regions", { body: region }), "regions");
export const useChangeRegion = () => useChange(({ id, ...change }: RegionChange & { id: string }) => call<Region>("PATCH", `/api/regions/${at(id)}`, { body: change }), "regions");
export const useRemoveRegion = () => useChange((id: string) => call<void>("DELETE", `/api/regions/${at(id)}`), "regions");
export const useAddTeam = () => useChange((team: NewTeam) => call<Team>("POST", "/api/teams", { body: team }), "teams", "places");
export const useChangeTeam = () => useChange(({ id, ...change }: TeamChange & { id: string }) => call<Team>("PATCH", `/api/teams/${at(id)}`, { body: change }), "teams", "places");
export const useRemoveTeam = () => useChange((id: string) => call<void>("DELETE", `/api/teams/${at(id)}`), "teams", "places");

export function usePlace(user: string) {
  return useQuery({ queryKey: ["places", user], queryFn: ({ signal }) => call<Place>("GET", `/api/users/${at(user)}/place`, { signal }) });
}
export const useSetPlace = () => useChange(({ user, place }: { user: string; place: Place }) => call<Place>("PUT", `/api/users/${at(user)}/place`, { body: place }), "places", "teams");

export function useSignOn() {
  return useQuery({ queryKey: ["sign-on"], staleTime: Infinity, queryFn: ({ signal }) => call<SignOnState>("GET", "/api/sign-on", { signal }) });
}

/** How people sign in here; asked before anybody is signed in. */
export function useSignInWays() {
  return useQuery({ queryKey: ["session", "ways"], staleTime: Infinity, retry: false, queryFn: ({ signal }) => call<SignInWays>("GET", "/api/sign-in-ways", { signal }) });
}
