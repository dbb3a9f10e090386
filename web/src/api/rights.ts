// What a customer may ask for of their data: everything that is held, correction, consent, erasure.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "./client";
import { customerKey } from "./customers";
import type { ConsentRequest, Consents, Correction, CorrectionRequest, Erasure, ErasurePreview, Page } from "./types";

const of = (id: string) => `/api/customers/${encodeURIComponent(id)}`;

export const everythingFile = (id: string) => `${of(id)}/everything`;

/** What is said of a person changed: whoever shows them asks again. */
function useAfterChange(id: string) {
  const cache = useQueryClient();
  return () => Promise.all([customerKey(id), ["customers"], ["customers-found"], ["erasures"]].map((queryKey) => cache.invalidateQueries({ queryKey })));
}

export function useConsents(id: string) {
  return useQuery({ queryKey: [...customerKey(id), "consents"], queryFn: ({ signal }) => call<Consents>("GET", `${of(id)}/consents`, { signal }) });
}

export function useRecordConsent(id: string) {
  const after = useAfterChange(id);
  return useMutation({ mutationFn: (said: ConsentRequest) => call<Consents>("POST", `${of(id)}/consents`, { body: said }), onSuccess: () => void after() });
}

export function useCorrections(id: string) {
  return useQuery({ queryKey: [...customerKey(id), "corrections"], queryFn: async ({ signal }) => (await call<Page<Correction>>("GET", `${of(id)}/corrections`, { signal })).items });
}

export function useCorrect(id: string) {
  const after = useAfterChange(id);
  return useMutation({ mutationFn: (change: CorrectionRequest) => call<Correction>("POST", `${of(id)}/corrections`, { body: change }), onSuccess: () => void after() });
}

export function useUndoCorrection(id: string) {
  const after = useAfterChange(id);
  return useMutation({ mutationFn: (correction: string) => call<Correction>("DELETE", `/api/corrections/${encodeURIComponent(correction)}`), onSuccess: () => void after() });
}

export function useErasurePreview(id: string) {
  return useQuery({ queryKey: [...customerKey(id), "erasure"], staleTime: 0, queryFn: ({ signal }) => call<ErasurePreview>("GET", `${of(id)}/erasure`, { signal }) });
}

/** The erasure of this person that waits or runs, if there is one. */
export function useErasure(id: string, may: boolean) {
  return useQuery<Erasure | null>({
    queryKey: ["erasures", id],
    enabled: may,
    refetchInterval: (query) => (query.state.data ? 2_000 : false),
    queryFn: async ({ signal }) => {
      const { items } = await call<Page<Erasure>>("GET", "/api/erasures", { signal, query: { customer: id } });
      return items.find(({ state }) => state === "waiting" || state === "running") ?? null;
    },
  });
}

export function useErase(id: string) {
  const after = useAfterChange(id);
  return useMutation({ mutationFn: (reason: string) => call<Erasure>("POST", "/api/erasures", { body: { customer: id, reason } }), onSuccess: () => void after() });
}

export function useCancelErasure(id: string) {
  const after = useAfterChange(id);
  return useMutation({ mutationFn: (erasure: string) => call<Erasure>("DELETE", `/api/erasures/${encodeURIComponent(erasure)}`), onSuccess: () => void after() });
}
