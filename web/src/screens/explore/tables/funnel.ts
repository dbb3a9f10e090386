import { useTranslation } from "react-i18next";
import type { FunnelAnswer, FunnelStep } from "../../../api/types";
import { useFormat } from "../../../text/format";
import type { Behind } from "../behind";
import { useFullName, useRefName, useValueName } from "../names";
import type { Question } from "../question";
import type { Cell, Table } from "../table";

/** Who came to a step, and who came no further; of one group when its value is given. */
export function useFunnelPeople(question: Question) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useRefName();
  const valueName = useValueName();
  const of = (value: string | undefined) => (value === undefined ? "" : t("explore.of_group", { name: valueName(question.by, value) }));
  const cell = (step: number, dropped: boolean, value: string | undefined) => ({ step: step + 1, ...(dropped && { dropped }), ...(value !== undefined && { value }) });
  const called = (step: number) => name(question.steps[step]?.activity ?? { channel: "", name: "" });
  return {
    came: (step: number, count: number, value?: string): Behind => ({
      count,
      title: t("explore.came", { number: format.number(count), step: step + 1, name: called(step), group: of(value) }),
      cell: cell(step, false, value),
    }),
    left: (step: number, count: number, value?: string): Behind => ({
      count,
      title: t("explore.left", { number: format.number(count), step: step + 1, name: called(step), group: of(value) }),
      cell: cell(step, true, value),
    }),
  };
}

export function useFunnelTable(question: Question) {
  const { t } = useTranslation();
  const format = useFormat();
  const fullName = useFullName();
  const valueName = useValueName();
  const people = useFunnelPeople(question);
  return (answer: FunnelAnswer): Table[] => {
    const by = answer.groups.length > 0;
    const span = (seconds: number | undefined): Cell => ({ value: seconds, text: seconds === undefined ? "–" : format.duration(seconds) });
    const rows = (steps: FunnelStep[], value?: string): Cell[][] =>
      steps.map((step, place) => {
        const before = steps[place - 1];
        const dropped = step.customers - (steps[place + 1]?.customers ?? step.customers);
        const last = place === steps.length - 1;
        const activity = question.steps[place]?.activity;
        return [
          { value: t("explore.numbered", { number: place + 1, name: activity ? fullName(activity) : "" }) },
          ...(by ? [{ value: value === undefined ? t("explore.all") : valueName(question.by, value) }] : []),
          { value: step.customers, text: format.number(step.customers), behind: people.came(place, step.customers, value) },
          { value: step.rate, text: format.share(step.rate) },
          { value: before ? step.customers / Math.max(1, before.customers) : null, text: before ? format.share(step.customers / Math.max(1, before.customers)) : "–" },
          { value: last ? null : dropped, text: last ? "–" : format.number(dropped), behind: last ? undefined : people.left(place, dropped, value) },
          place > 0 ? span(step.median_seconds) : { value: null },
          place > 0 ? span(step.p90_seconds) : { value: null },
        ];
      });
    return [{
      caption: t("explore.kind_funnel"),
      columns: [
        { label: t("explore.step") },
        ...(by ? [{ label: t("explore.group") }] : []),
        { label: t("explore.customers"), figure: true },
        { label: t("explore.of_first"), figure: true },
        { label: t("explore.of_before"), figure: true },
        { label: t("explore.went_no_further"), figure: true },
        { label: t("explore.median_from_first"), file: t("explore.in_seconds", { name: t("explore.median_from_first") }), figure: true },
        { label: t("explore.p90_from_first"), file: t("explore.in_seconds", { name: t("explore.p90_from_first") }), figure: true },
      ],
      rows: [...rows(answer.steps), ...answer.groups.flatMap(({ value, steps }) => rows(steps, value))],
    }];
  };
}
