// A value of the document in the reader's words, for differences and tables.
import { useTranslation } from "react-i18next";
import type { Barrier, JourneyPromise, Match, Task } from "../../api/journeys";
import { useChannelName } from "../../parts/ChannelMark";
import { useFullName } from "../explore/names";
import { useEditing } from "./editing";
import { builtOf } from "./match";

const matchers = new Set(["match", "answers", "complaint", "contact", "after", "made_by"]);

export function useValueText(): (path: string, value: unknown) => string {
  const { t } = useTranslation();
  const { map } = useEditing();
  const channelName = useChannelName();
  const fullName = useFullName();

  const matchText = (match: Match): string => {
    const built = builtOf(match);
    if (!built) return JSON.stringify(match);
    const where = Object.entries(built.where).map(([name, values]) => `${name}: ${values.join(", ")}`);
    return [built.refs.length > 0 ? built.refs.map(fullName).join(", ") : t("journeys.match_everything"), ...where].join(" · ");
  };
  const promiseText = ({ text, within, due }: JourneyPromise) => [text, due ? t("journeys.promise_due") : within].filter(Boolean).join(" · ");

  const plain = (field: string, value: unknown): string => {
    if (value === null || value === undefined || value === "") return "";
    if (typeof value === "boolean") return t(value ? "common.yes" : "common.no");
    if (typeof value !== "object") {
      const text = String(value);
      if (field === "stage") return map.stages.find(({ key }) => key === text)?.name ?? text;
      if (field === "kind" && (text === "line" || text === "loop")) return t(`journeys.kind_${text}`);
      if (field === "state") return t(`journeys.state_${text as Task["state"]}`);
      return text;
    }
    if (Array.isArray(value)) {
      if (field === "channels") return value.map((one) => channelName(String(one))).join(", ");
      if (field === "barriers") return (value as Barrier[]).map(({ kind, note }) => [t(`journeys.barrier_${kind}`), note].filter(Boolean).join(": ")).join(" · ");
      return value.map((one) => plain("", one)).join(", ");
    }
    if (matchers.has(field)) return matchText(value as Match);
    if (field === "promise") return promiseText(value as JourneyPromise);
    const { name, title } = value as { name?: string; title?: string };
    return name ?? title ?? JSON.stringify(value);
  };
  return (path, value) => plain(path.split("/").at(-1) ?? "", value);
}
