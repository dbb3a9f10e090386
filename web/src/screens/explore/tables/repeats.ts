import { useTranslation } from "react-i18next";
import type { RepeatsAnswer, RepeatsTold } from "../../../api/types";
import { useFormat } from "../../../text/format";
import { useValueName } from "../names";
import type { Question } from "../question";
import type { Cell, Table } from "../table";
import { useShareCells } from "./time";

export function useRepeatsTable(question: Question) {
  const { t } = useTranslation();
  const format = useFormat();
  const valueName = useValueName();
  const shareCells = useShareCells();
  return (answer: RepeatsAnswer): Table[] => {
    const number = (value: number): Cell => ({ value, text: format.number(value) });
    const row = (name: string, told: RepeatsTold): Cell[] => [
      { value: name },
      number(told.contacts),
      number(told.repeats),
      { value: told.repeat_rate, text: format.share(told.repeat_rate) },
      ...shareCells(told.resolved_at_first),
      number(told.open),
    ];
    return [{
      caption: t("explore.kind_repeats"),
      columns: [
        { label: t("explore.group") },
        ...["contacts", "repeats", "repeat_rate", "resolved", "interval", "closed", "still_open"].map((word) => ({ label: t(`explore.${word}`), figure: true })),
      ],
      rows: [row(t("explore.all"), answer.all), ...answer.groups.map((group) => row(valueName(question.by, group.value), group))],
    }];
  };
}
