import type { JourneyMap } from "../src/api/journeys";
import { stageOf, touchpointOf } from "../src/screens/journeys/blank";

/** A map of stages and the touchpoints in them, called as their keys. */
export function mapOf(stages: Record<string, string[]>): JourneyMap {
  return {
    key: "map",
    name: "Map",
    kind: "line",
    description: "",
    owner: "",
    department: "",
    region: "",
    drop_off_within: "30d",
    stages: Object.keys(stages).map((key) => stageOf(key, key)),
    touchpoints: Object.entries(stages).flatMap(([stage, keys]) => keys.map((key) => touchpointOf(key, key, stage))),
    outcomes: [],
    adjust: [],
  };
}

/** So many touchpoints in so many stages. */
export const largeMap = (touchpoints: number, stages: number): JourneyMap =>
  mapOf(Object.fromEntries(Array.from({ length: stages }, (_, stage) => [`s${stage}`, Array.from({ length: touchpoints }, (_, place) => place).filter((place) => Math.floor((place * stages) / touchpoints) === stage).map((place) => `t${place}`)])));
