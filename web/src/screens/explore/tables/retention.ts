import { useTranslation } from "react-i18next";
import type { Cohort, RetentionAnswer } from "../../../api/types";
import { startOfDay, useFormat } from "../../../text/format";
import type { Behind } from "../behind";
import { useValueName } from "../names";
import type { Question } from "../question";
import type { Table } from "../table";

/** The first day of a cohort's period, as its unit is said. */
export function useCohortName(unit: Question["unit"]): (start: string) => string {
  const format = useFormat();
  return (start) => (unit === "month" ? format.month(startOfDay(start)) : format.date(startOfDay(start)));
}

/** A cohort, or who of it came back so many periods later. */
export function useRetentionPeople(question: Question) {
  const { t } = useTranslation();
  const format = useFormat();
  const cohortName = useCohortName(question.unit);
  const group = (value: string | undefined) => (value === undefined ? {} : { value });
  return {
    cohort: ({ start, size }: Cohort, value?: string): Behind => ({ count: size, title: t("explore.cohort_people", { number: format.number(size), cohort: cohortName(start) }), cell: { start, ...group(value) } }),
    came: ({ start, size }: Cohort, place: number, count: number, value?: string): Behind => ({
      count,
      title: t("explore.heat_title", { cohort: cohortName(start), place, number: format.number(count), size: format.number(size), share: format.share(count / Math.max(1, size)) }),
      cell: { start, after: place, returned: true, ...group(value) },
    }),
  };
}

export function useRetentionTable(question: Question) {
  const { t } = useTranslation();
  const format = useFormat();
  const valueName = useValueName();
  const cohortName = useCohortName(question.unit);
  const people = useRetentionPeople(question);
  return (answer: RetentionAnswer): Table[] => {
    const all: { cohort: Cohort; value?: string }[] = [...answer.cohorts.map((cohort) => ({ cohort })), ...answer.groups.flatMap(({ value, cohorts }) => cohorts.map((cohort) => ({ cohort, value })))];
    const by = answer.groups.length > 0;
    const longest = Math.max(0, ...all.map(({ cohort }) => cohort.returned.length));
    return [{
      caption: t("explore.kind_retention"),
      columns: [
        { label: t(`explore.cohort_${question.unit}`) },
        ...(by ? [{ label: t("explore.group") }] : []),
        { label: t("explore.customers"), figure: true },
        ...Array.from({ length: longest }, (_, place) => ({ label: t(`explore.after_${question.unit}`, { number: place }), figure: true })),
      ],
      rows: all.map(({ cohort, value }) => [
        { value: cohort.start, text: cohortName(cohort.start) },
        ...(by ? [{ value: value === undefined ? t("explore.all") : valueName(question.by, value) }] : []),
        { value: cohort.size, text: format.number(cohort.size), behind: people.cohort(cohort, value) },
        ...Array.from({ length: longest }, (_, place) => {
          const count = cohort.returned[place];
          if (count === undefined) return { value: null, text: "" };
          return { value: count, text: t("explore.count_share", { number: format.number(count), share: format.share(count / Math.max(1, cohort.size)) }), behind: people.came(cohort, place, count, value) };
        }),
      ]),
    }];
  };
}
