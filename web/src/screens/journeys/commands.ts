// What one does to a map by hand, as edits: adding, moving by one place or to a place, removing.
import type { Edit, JourneyMap } from "../../api/journeys";
import { stageOf, touchpointOf } from "./blank";
import { afterInList, parted } from "./layout/laid";

const letters = "abcdefghjkmnpqrstuvwxyz23456789";

/** Keys stay when names change, and two people who add at once must not take the same one. */
export function newKey(kind: string): string {
  return `${kind}-${Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) => letters[byte % letters.length]).join("")}`;
}

export function addTouchpoint(map: JourneyMap, stage: string, name: string, after?: string | null): { key: string; edits: Edit[] } {
  const key = newKey("touchpoint");
  const last = parted(map).find((part) => part.stage.key === stage)?.touchpoints.at(-1)?.key ?? null;
  return { key, edits: [{ op: "add", path: "touchpoints", value: touchpointOf(key, name, stage), after: afterInList(map, stage, after === undefined ? last : after) }] };
}

export function addStage(map: JourneyMap, name: string, after: string | null = map.stages.at(-1)?.key ?? null): { key: string; edits: Edit[] } {
  const key = newKey("stage");
  return { key, edits: [{ op: "add", path: "stages", value: stageOf(key, name), after }] };
}

export function moveTouchpoint(map: JourneyMap, key: string, stage: string, after: string | null): Edit[] {
  const here = map.touchpoints.find((one) => one.key === key);
  if (!here || after === key) return [];
  const list = parted(map).find((part) => part.stage.key === stage)?.touchpoints ?? [];
  const place = list.findIndex((one) => one.key === key);
  if (place >= 0 && (list[place - 1]?.key ?? null) === after) return [];
  return [{ op: "move", path: `touchpoints/${key}`, after: afterInList({ ...map, touchpoints: map.touchpoints.filter((one) => one.key !== key) }, stage, after), ...(here.stage !== stage && { stage }) }];
}

/** One place on or back; over the edge of its stage it goes into the next one. */
export function shiftTouchpoint(map: JourneyMap, key: string, by: 1 | -1): Edit[] {
  const parts = parted(map);
  const at = parts.findIndex(({ touchpoints }) => touchpoints.some((one) => one.key === key));
  const list = parts[at]?.touchpoints ?? [];
  const place = list.findIndex((one) => one.key === key);
  if (place < 0) return [];
  const stage = parts[at]?.stage.key ?? "";
  const beside = parts[at + by];
  if (by > 0) {
    const next = list[place + 1];
    return next ? moveTouchpoint(map, key, stage, next.key) : beside ? moveTouchpoint(map, key, beside.stage.key, null) : [];
  }
  if (place > 0) return moveTouchpoint(map, key, stage, list[place - 2]?.key ?? null);
  return beside ? moveTouchpoint(map, key, beside.stage.key, beside.touchpoints.at(-1)?.key ?? null) : [];
}

export function moveStage(map: JourneyMap, key: string, after: string | null): Edit[] {
  const place = map.stages.findIndex((one) => one.key === key);
  if (place < 0 || after === key || (map.stages[place - 1]?.key ?? null) === after) return [];
  return [{ op: "move", path: `stages/${key}`, after }];
}

export function shiftStage(map: JourneyMap, key: string, by: 1 | -1): Edit[] {
  const place = map.stages.findIndex((one) => one.key === key);
  if (by > 0) return map.stages[place + 1] ? moveStage(map, key, map.stages[place + 1]?.key ?? null) : [];
  return place > 0 ? moveStage(map, key, map.stages[place - 2]?.key ?? null) : [];
}
