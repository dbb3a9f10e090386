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

/** A proposal calls touchpoints as its activities are called by programs; here, as they are called on the page. */
export function inWords(map: JourneyMap, nameOf: (ref: { channel: string; name: string }) => string): JourneyMap {
  const words = new Map(
    map.touchpoints.flatMap(({ name, match }) => {
      const refs = match?.any?.length ? match.any : match ? [match] : [];
      const found = refs.find((ref) => ref.name === name);
      return found ? [[name, nameOf({ channel: found.channel ?? "", name })] as const] : [];
    }),
  );
  const called = <T extends { name: string }>(one: T): T => ({ ...one, name: words.get(one.name) ?? one.name });
  return { ...map, stages: map.stages.map(called), touchpoints: map.touchpoints.map(called) };
}
