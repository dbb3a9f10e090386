// What one may do to a map, as the server takes it, done to the document at once: a change is seen before it is saved, and
// two people's changes meet by being done one after the other on the newest document.
import type { Edit, JourneyMap } from "../../api/journeys";
import { cleared, filled } from "./blank";

type Keyed = { key: string };
type Node = unknown;

const isList = (node: Node): node is Keyed[] => Array.isArray(node);
const isThing = (node: Node): node is Record<string, Node> => typeof node === "object" && node !== null && !Array.isArray(node);
const isKeyed = (node: Node): node is Keyed => isThing(node) && typeof node["key"] === "string";

/** What stands at a path: a list is walked by the keys of what is in it. */
export function at(node: Node, path: string): Node {
  return path.split("/").reduce<Node>((here, part) => (isList(here) ? here.find(({ key }) => key === part) : isThing(here) ? here[part] : undefined), node);
}

/** The document with something else at a path; undefined when the way there is gone. */
function changed(node: Node, parts: string[], change: (found: Node) => Node): Node {
  const [part, ...rest] = parts;
  if (part === undefined) return change(node);
  if (isList(node)) {
    const place = node.findIndex(({ key }) => key === part);
    const next = place < 0 ? undefined : changed(node[place], rest, change);
    return next === undefined ? undefined : node.map((one, other) => (other === place ? (next as Keyed) : one));
  }
  if (!isThing(node)) return undefined;
  const next = changed(node[part], rest, change);
  return next === undefined ? undefined : { ...node, [part]: next };
}

/** Behind `after`; null: as the first one; undefined, or behind something that is gone: as the last one. */
function put(list: Keyed[], one: Keyed, after: string | null | undefined): Keyed[] {
  const place = after === null ? 0 : list.findIndex(({ key }) => key === after) + 1 || list.length;
  return [...list.slice(0, place), one, ...list.slice(place)];
}

const split = (path: string) => {
  const parts = path.split("/");
  return { list: parts.slice(0, -1), key: parts.at(-1) ?? "" };
};

const stageOf = (thing: Node) => (isThing(thing) ? thing["stage"] : undefined);

/** The map after an edit; undefined when what it is about is gone, or is there already. */
export function apply(map: JourneyMap, edit: Edit): JourneyMap | undefined {
  const to = (parts: string[], change: (found: Node) => Node) => changed(map, parts, change) as JourneyMap | undefined;
  const stands = (stage: unknown) => map.stages.some(({ key }) => key === stage);
  const { list, key } = split(edit.path);
  const inTouchpoints = list.join("/") === "touchpoints" || edit.path === "touchpoints";
  switch (edit.op) {
    case "set":
      if (key === "stage" && list.length === 2 && list[0] === "touchpoints" && !stands(edit.value)) return undefined;
      return to(list, (found) => {
        if (isList(found)) return found.some((one) => one.key === key) ? found.map((one) => (one.key === key ? filled(list.at(-1) ?? "", { ...(edit.value as Keyed), key }) : one)) : undefined;
        if (!isThing(found)) return undefined;
        const { [key]: _, ...others } = found;
        const value = edit.value ?? cleared(list.at(-2), key);
        return value === undefined ? others : { ...found, [key]: value };
      });
    case "add":
      if (inTouchpoints && !stands(stageOf(edit.value))) return undefined;
      return to(edit.path.split("/"), (found = []) => {
        const { value, after } = edit;
        return isList(found) && isKeyed(value) && !found.some((one) => one.key === value.key) ? put(found, filled(key, value), after) : undefined;
      });
    case "remove": {
      const rest = to(list, (found) => (isList(found) && found.some((one) => one.key === key) ? found.filter((one) => one.key !== key) : undefined));
      // A stage goes with what stands in it.
      return rest && list.join("/") === "stages" ? { ...rest, touchpoints: rest.touchpoints.filter((one) => one.stage !== key) } : rest;
    }
    case "move": {
      const { stage, after } = edit;
      if (stage !== undefined && !stands(stage)) return undefined;
      return to(list, (found) => {
        const one = isList(found) ? found.find((other) => other.key === key) : undefined;
        if (!one || !isList(found)) return undefined;
        const now = stage === undefined ? one : ({ ...one, stage } as Keyed);
        return after === key ? found.map((other) => (other === one ? now : other)) : put(found.filter((other) => other !== one), now, after);
      });
    }
  }
}

/** All that can be done, in order; what is gone is passed over, as the server does. */
export const applyAll = (map: JourneyMap, edits: Edit[]): JourneyMap => edits.reduce((now, edit) => apply(now, edit) ?? now, map);

const before = (list: Keyed[], key: string) => list[list.findIndex((one) => one.key === key) - 1]?.key ?? null;

/** What takes an edit back, on the map as it was before it. */
export function inverse(map: JourneyMap, edit: Edit): Edit[] {
  const after = apply(map, edit);
  if (!after) return [];
  const { list, key } = split(edit.path);
  const found = at(map, list.join("/"));
  switch (edit.op) {
    case "set":
      return [{ op: "set", path: edit.path, value: at(map, edit.path) ?? null }];
    case "add":
      return [{ op: "remove", path: `${edit.path}/${edit.value.key}` }];
    case "remove": {
      if (!isList(found)) return [];
      const inside = list.join("/") === "stages" ? map.touchpoints.filter((one) => one.stage === key) : [];
      const back = (path: string, all: Keyed[], one: Keyed): Edit => ({ op: "add", path, value: one, after: before(all, one.key) });
      return [...found.filter((one) => one.key === key).map((one) => back(list.join("/"), found, one)), ...inside.map((one) => back("touchpoints", map.touchpoints, one))];
    }
    case "move": {
      const stage = at(map, `${edit.path}/stage`);
      return isList(found) ? [{ op: "move", path: edit.path, after: before(found, key), ...(edit.stage !== undefined && { stage: String(stage) }) }] : [];
    }
  }
}

/** What takes several back: the last one first. */
export function inverseOfAll(map: JourneyMap, edits: Edit[]): Edit[] {
  const back: Edit[] = [];
  let now = map;
  for (const edit of edits) {
    back.unshift(...inverse(now, edit));
    now = apply(now, edit) ?? now;
  }
  return back;
}
