// A map out of a file: the document itself, or an answer that holds one.
import type { JourneyMap } from "../../api/journeys";

/** Undefined: there is no map in it. What is wrong inside of one, the server says. */
export function mapIn(text: string): JourneyMap | undefined {
  try {
    const read = JSON.parse(text) as Partial<JourneyMap> & { map?: Partial<JourneyMap> };
    const map = read.map ?? read;
    return Array.isArray(map.stages) && Array.isArray(map.touchpoints) ? ({ ...map, key: map.key ?? "", name: map.name ?? "" } as JourneyMap) : undefined;
  } catch {
    return undefined;
  }
}
