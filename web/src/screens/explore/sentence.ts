import { useTranslation } from "react-i18next";
import { zone } from "../../api/customers";
import { startOfDay, useFormat } from "../../text/format";
import { useContactWords, useDimensionName, useRefName, useValueName } from "./names";
import { hasDays, secondsOf, type Question, type Ref, type Scoped } from "./question";

/** The question in one line: the name of a file, of a saved question, the title of a picture. */
export function useSentence(): (question: Question) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useRefName();
  const span = (text: string) => format.duration(secondsOf(text));
  const or = (ref: Ref | undefined) => (ref ? name(ref) : t("explore.anything"));
  return (question) => {
    const kind = t(`explore.kind_${question.kind}`);
    switch (question.kind) {
      case "variants":
        return question.start || question.end ? t("explore.sentence_pair", { kind, start: question.start ? name(question.start) : t("explore.first_interaction"), end: question.end ? name(question.end) : t("explore.last_interaction") }) : kind;
      case "drivers":
        return t("explore.sentence_drivers", { kind, start: or(question.start), outcome: or(question.end), within: span(question.within) });
      case "funnel":
        return t("explore.sentence_funnel", { kind, steps: question.steps.map(({ activity }) => name(activity)).join(" → "), within: span(question.within) });
      case "flow":
        return kind;
      case "paths":
        return t(question.backwards ? "explore.sentence_paths_back" : "explore.sentence_paths", { kind, name: or(question.start) });
      case "retention":
        return t("explore.sentence_pair", { kind, start: or(question.start), end: or(question.end) });
      case "time":
        return t("explore.sentence_pair", { kind, start: or(question.start), end: or(question.end) });
      case "repeats":
        return t("explore.sentence_repeats", { kind, within: span(question.within) });
    }
  };
}

/** Which days, which filters, told by what: everything else that an answer depends on. */
export function useScopeWords(): (question: Scoped | Question) => string[] {
  const { t } = useTranslation();
  const format = useFormat();
  const dimension = useDimensionName();
  const valueName = useValueName();
  const contact = useContactWords();
  const day = (text: string) => (text ? format.date(startOfDay(text)) : "");
  return (question) => {
    const { period, from, to, where, by } = question;
    const days = period
      ? t("explore.last_days", { count: Number.parseInt(period, 10) })
      : from && to ? `${day(from)} – ${day(to)}` : from ? t("explore.since", { day: day(from) }) : to ? t("explore.until", { day: day(to) }) : t("explore.all_time");
    const filters = Object.entries(where).map(([name, values]) => t("explore.named", { name: dimension(name), value: values.map((value) => valueName(name, value)).join(", ") }));
    const clock = hasDays(question) ? [t("explore.days_of", { zone: question.zone || zone })] : [];
    const contacts = "kind" in question && question.kind === "repeats" ? [t("explore.named", { name: t("explore.contact"), value: contact(question) })] : [];
    return [days, ...clock, ...contacts, ...filters, ...(by ? [t("explore.named", { name: t("explore.by"), value: dimension(by) })] : [])];
  };
}
