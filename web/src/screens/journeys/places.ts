// A path of the document in the reader's words: "Checkout · What customers expect".
import { useTranslation } from "react-i18next";
import type { JourneyMap } from "../../api/journeys";
import { at } from "./edits";

const fields = new Set(["name", "stage", "channels", "description", "expects", "emotion", "function", "owner", "department", "region", "moment_of_truth", "match", "answers", "promise", "complaint", "contact", "links", "barriers", "plan",
  "kind", "case", "drop_off_within", "adjust", "risk", "outcomes", "stages", "touchpoints", "within", "score", "good", "same_case", "value", "title", "url", "due", "state", "part", "done_at", "expected"]);

const called = (found: unknown) => {
  const { name, title } = (found ?? {}) as { name?: string; title?: string };
  return name ?? title;
};

/** `maps`: where names are looked for, the first that knows it. */
export function usePlaceName(): (path: string, ...maps: JourneyMap[]) => string {
  const { t } = useTranslation();
  const field = (name: string) => (fields.has(name) ? t(`journeys.field_${name}`) : name);
  return (path, ...maps) => {
    if (path === "" || path === "map") return t("journeys.whole_map");
    const parts = path.split("/");
    const words: string[] = [];
    for (let place = 0; place < parts.length; place += 1) {
      const part = parts[place] ?? "";
      const keyed = place % 2 === 1 && !(place === 3 && !["plan", "links"].includes(parts[2] ?? ""));
      const name = keyed ? maps.map((map) => called(at(map, parts.slice(0, place + 1).join("/")))).find(Boolean) : undefined;
      if (keyed) words.push(name ?? part);
      else if (place === parts.length - 1 || place > 1) words.push(field(part));
    }
    return words.join(" · ");
  };
}
