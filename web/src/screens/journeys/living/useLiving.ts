import { createContext, useContext, useMemo, useState } from "react";
import { useSearchParams } from "react-router-dom";
import { useLivingAnswer, type ChangeTold, type LivingKind, type TouchpointsAnswer, type TouchpointTold } from "../../../api/living";
import type { Body } from "../../../api/questions";
import type { Behind } from "../../explore/behind";
import { bodyOf, readAsked, writeAsked, type Asked } from "./asked";
import { bestHeight, heights, type Height, type Measure } from "./measures";

/** How the numbers are looked at; it stands in the address, too. */
export interface Seen {
  /** The value of the breakdown that is shown; undefined: all. */
  group?: string;
  height?: Height;
  flows: boolean;
  /** Key of the outcome that break points are held against; undefined: the first of the map. */
  outcome?: string;
  below: View;
}

/** What stands under the map. */
export const views = ["numbers", "breaks", "outcomes", "risk", "week"] as const;
export type View = (typeof views)[number];

/** Who is behind a number of which answer. */
export interface Opening {
  kind: LivingKind;
  question: Body;
  behind: Behind;
}

export interface Living {
  revision: number;
  asked: Asked;
  seen: Seen;
  body: Body;
  answer?: TouchpointsAnswer;
  at: number;
  error: unknown;
  again: () => void;
  /** Those of the group that is shown, in the order of the map. */
  told: TouchpointTold[];
  /** What the height of the line stands for; undefined: nothing is known that could lift it. */
  height?: Height;
  compared: ReadonlyMap<string, TouchpointTold>;
  changeOf: (key: string, measure: Measure) => ChangeTold | undefined;
  change: (part: Partial<Asked>) => void;
  look: (part: Partial<Seen>) => void;
  opened?: Opening;
  open: (opening: Opening | undefined) => void;
}

const none: ReadonlyMap<string, TouchpointTold> = new Map();

const readSeen = (search: URLSearchParams): Seen => ({
  group: search.get("group") ?? undefined,
  height: heights.find((one) => one === search.get("height")),
  flows: search.get("flows") !== "off",
  outcome: search.get("outcome") ?? undefined,
  below: views.find((one) => one === search.get("below")) ?? "numbers",
});

function put(search: URLSearchParams, name: string, value: string | undefined): void {
  if (value === undefined) search.delete(name);
  else search.set(name, value);
}

/** The numbers of a map as the address asks for them. */
export function useLivingNumbers(journey: string, revision: number): Living {
  const [search, setSearch] = useSearchParams();
  const text = search.toString();
  const [asked, seen] = useMemo(() => {
    const params = new URLSearchParams(text);
    return [readAsked(params), readSeen(params)];
  }, [text]);
  const today = new Date().toDateString();
  // The days that are looked at begin anew with every day.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const body = useMemo(() => bodyOf(journey, asked), [journey, asked, today]);
  const { data, error, dataUpdatedAt: at, refetch } = useLivingAnswer("touchpoints", body, revision);
  const answer = data?.answer;
  const [opened, open] = useState<Opening>();

  return useMemo(() => {
    const group = answer?.groups.find(({ value }) => value === seen.group);
    const told = group?.touchpoints ?? answer?.touchpoints ?? [];
    const changes = new Map(group ? [] : (answer?.changes ?? []).map((one) => [`${one.key} ${one.measure}`, one]));
    return {
      revision,
      asked,
      seen: { ...seen, group: group?.value },
      body,
      answer,
      at,
      error,
      again: () => void refetch(),
      told,
      height: seen.height ?? bestHeight(answer?.touchpoints ?? []),
      compared: answer?.compared && !group ? new Map(answer.compared.touchpoints.map((one) => [one.key, one])) : none,
      changeOf: (key, measure) => changes.get(`${key} ${measure.change}`),
      change: (part) => setSearch((before) => {
        const next = writeAsked(before, { ...readAsked(before), ...part });
        if ("by" in part) next.delete("group");
        return next;
      }),
      look: (part) => setSearch((before) => {
        const next = new URLSearchParams(before);
        if ("group" in part) put(next, "group", part.group);
        if (part.height) put(next, "height", part.height);
        if (part.flows !== undefined) put(next, "flows", part.flows ? undefined : "off");
        if (part.outcome) put(next, "outcome", part.outcome);
        if (part.below) put(next, "below", part.below === "numbers" ? undefined : part.below);
        return next;
      }, { replace: true }),
      opened,
      open,
    };
  }, [revision, asked, seen, body, answer, at, error, refetch, opened, setSearch]);
}

const Shared = createContext<Living | undefined>(undefined);
export const LivingProvider = Shared.Provider;

/** Undefined outside of an open map. */
export const useLiving = () => useContext(Shared);
