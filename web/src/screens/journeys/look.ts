// How one looks at a map, as the address holds it: `?form=loop&lanes=channels&at=touchpoints/checkout`.
import { useMemo } from "react";
import { useSearchParams } from "react-router-dom";
import { laneKinds, type LaneKind } from "./layout/lanes";

export const forms = ["line", "loop", "table"] as const;
export type Form = (typeof forms)[number];

export interface Look {
  /** Undefined: as the map is. */
  form: Form | undefined;
  lanes: LaneKind;
  at: string;
  /** The place whose comments are open: "all", or a path. */
  comments: string;
}

export const readLook = (search: URLSearchParams): Look => ({
  form: forms.find((one) => one === search.get("form")),
  lanes: laneKinds.find((one) => one === search.get("lanes")) ?? "channels",
  at: search.get("at") ?? "",
  comments: search.get("comments") ?? "",
});

export function useLook(): [Look, (part: Partial<Look>) => void] {
  const [search, setSearch] = useSearchParams();
  const look = useMemo(() => readLook(search), [search]);
  const change = (part: Partial<Look>) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        for (const [name, value] of Object.entries(part)) {
          if (!value || (name === "lanes" && value === "channels")) next.delete(name);
          else next.set(name, value);
        }
        return next;
      },
      { replace: true },
    );
  return [look, change];
}
