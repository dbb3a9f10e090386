import { useTranslation } from "react-i18next";
import type { RepeatsAnswer, RepeatsTold } from "../../../api/types";
import { useFormat } from "../../../text/format";
import type { Behind } from "../behind";
import { useValueName } from "../names";
import type { Question } from "../question";
import type { Cell, Table } from "../table";
import { useIntervalColumn, useShareCells } from "./time";

/** The customers of contacts of a kind. */
export function useRepeatsPeople(question: Question) {
  const { t } = useTranslation();
  const format = useFormat();
  const valueName = useValueName();
  return (kind: "contacts" | "repeats" | "resolved" | "open", count: number, value?: string): Behind => ({
    count,
    times: true,
    title: t(`explore.repeats_people_${kind}`, { number: format.number(count), group: value === undefined ? "" : t("explore.of_group", { name: valueName(question.by, value) }) }),
    cell: { of: kind, ...(value !== undefined && { value }) },
  });
}

export function useRepeatsTable(question: Question) {
  const { t } = useTranslation();
  const format = useFormat();
  const valueName = useValueName();
  const shareCells = useShareCells();
  const people = useRepeatsPeople(question);
  const interval = useIntervalColumn();
  return (answer: RepeatsAnswer): Table[] => {
    const number = (value: number): Cell => ({ value, text: format.number(value) });
    const row = (name: string, told: RepeatsTold, value?: string): Cell[] => [
      { value: name },
      { ...number(told.contacts), behind: people("contacts", told.contacts, value) },
      { ...number(told.repeats), behind: people("repeats", told.repeats, value) },
      { value: told.repeat_rate, text: format.share(told.repeat_rate) },
      ...shareCells(told.resolved_at_first),
      { ...number(told.open), behind: people("open", told.open, value) },
    ];
    return [{
      caption: t("explore.kind_repeats"),
      columns: [
        { label: t("explore.group") },
        ...["contacts", "repeats", "repeat_rate", "resolved"].map((word) => ({ label: t(`explore.${word}`), figure: true })),
        interval,
        ...["closed", "still_open"].map((word) => ({ label: t(`explore.${word}`), figure: true })),
      ],
      rows: [row(t("explore.all"), answer.all), ...answer.groups.map((group) => row(valueName(question.by, group.value), group, group.value))],
    }];
  };
}
