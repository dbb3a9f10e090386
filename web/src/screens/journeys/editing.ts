// What the parts of the editor share: the map as it is now, what may be done to it, and where one is.
import { createContext, useContext } from "react";
import type { Draft } from "./draft";
import type { Edit, JourneyMap, Present } from "../../api/journeys";

export interface Editing {
  map: JourneyMap;
  draft: Draft;
  mayEdit: boolean;
  mayComment: boolean;
  /** The path of what is open in the panel: "touchpoints/…", "stages/…", "map", or nothing. */
  selected: string;
  select: (path: string) => void;
  /** The number of the change, by which it can be taken back. */
  change: (edits: Edit[], token?: string) => number;
  /** Removes a stage or a touchpoint; a notice has the way back. */
  remove: (path: string) => void;
  /** Those who look at the map besides oneself. */
  others: Present[];
  /** Comments that are not settled, by path. */
  comments: ReadonlyMap<string, number>;
  openComments: (path: string) => void;
}

const Shared = createContext<Editing | undefined>(undefined);
export const EditingProvider = Shared.Provider;

export function useEditing(): Editing {
  const editing = useContext(Shared);
  if (!editing) throw new Error("outside of an open map");
  return editing;
}

/** "touchpoints/checkout" for the key. */
export const touchpointPath = (key: string) => `touchpoints/${key}`;
export const stagePath = (key: string) => `stages/${key}`;
export const keyIn = (path: string, list: "touchpoints" | "stages") => (path.startsWith(`${list}/`) ? (path.split("/")[1] ?? "") : "");
