import { useTranslation } from "react-i18next";
import type { Share, TimeAnswer, TimeTold } from "../../../api/types";
import { useFormat } from "../../../text/format";
import type { Behind } from "../behind";
import { useValueName } from "../names";
import { secondsOf, type Question } from "../question";
import type { Cell, Column, Table } from "../table";

/** "1 min – 5 min", "over 1 yr". */
export function useClassName(): (from: number, to: number) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (from, to) => (to > 1e14 ? t("explore.over_span", { span: format.duration(from) }) : from === 0 ? t("explore.under_span", { span: format.duration(to) }) : t("explore.span_range", { from: format.duration(from), to: format.duration(to) }));
}

/** An interval is one thing to a reader, and two numbers in a file. */
export function useIntervalColumn(): Column {
  const { t } = useTranslation();
  return { label: t("explore.interval"), file: [t("explore.interval_from"), t("explore.interval_to")], figure: true };
}

export function useShareCells() {
  const format = useFormat();
  return (share: Share | undefined): Cell[] => {
    if (!share || share.of === 0) return [{ value: null, text: "–" }, { value: [null, null], text: "–" }, { value: share ? 0 : null, text: share ? "0" : "–" }];
    return [
      { value: share.share, text: format.share(share.share) },
      { value: [share.low, share.high], text: `${format.share(share.low)} – ${format.share(share.high)}` },
      { value: share.of, text: format.number(share.of) },
    ];
  };
}

/** The customers of all starts, of those that ended (within a class), are open, were kept or broken. */
export function useTimePeople(question: Question) {
  const { t } = useTranslation();
  const format = useFormat();
  const className = useClassName();
  const valueName = useValueName();
  const group = (value: string | undefined) => (value === undefined ? "" : t("explore.of_group", { name: valueName(question.by, value) }));
  const cell = (value: string | undefined) => (value === undefined ? {} : { value });
  return {
    of: (kind: "all" | "open" | "kept", count: number, value?: string): Behind => ({ count, times: true, title: t(`explore.time_people_${kind}`, { number: format.number(count), group: group(value) }), cell: { of: kind, ...cell(value) } }),
    within: (from: number, to: number, count: number, value?: string): Behind => ({
      count,
      times: true,
      title: t("explore.time_people_within", { number: format.number(count), span: className(from, to), group: group(value) }),
      cell: { of: "ended", from_seconds: from, to_seconds: to, ...cell(value) },
    }),
  };
}

export function useTimeTable(question: Question) {
  const { t } = useTranslation();
  const format = useFormat();
  const valueName = useValueName();
  const className = useClassName();
  const shareCells = useShareCells();
  const people = useTimePeople(question);
  const interval = useIntervalColumn();
  return (answer: TimeAnswer): Table[] => {
    const span = (value: number | undefined): Cell => ({ value, text: value === undefined ? "–" : format.duration(value) });
    const number = (value: number): Cell => ({ value, text: format.number(value) });
    const promised = question.promise !== "";
    const row = (name: string, told: TimeTold, value?: string): Cell[] => [
      { value: name },
      { ...number(told.starts), behind: people.of("all", told.starts, value) },
      { ...number(told.open), behind: people.of("open", told.open, value) },
      span(told.mean_seconds),
      span(told.median_seconds),
      span(told.p90_seconds),
      ...(promised ? shareCells(told.promise) : []),
    ];
    const seconds = (label: string): Column => ({ label, file: t("explore.in_seconds", { name: label }), figure: true });
    const finished = Math.max(1, answer.all.starts - answer.all.open);
    let sum = 0;
    return [
      {
        caption: t("explore.time_summary"),
        columns: [
          { label: t("explore.group") },
          { label: t("explore.starts"), figure: true },
          { label: t("explore.still_open"), figure: true },
          seconds(t("explore.mean")),
          seconds(t("explore.median")),
          seconds(t("explore.p90")),
          ...(promised ? [{ label: t("explore.kept_within", { span: format.duration(secondsOf(question.promise)) }), figure: true }, interval, { label: t("explore.due"), figure: true }] : []),
        ],
        rows: [row(t("explore.all"), answer.all), ...answer.groups.map((group) => row(valueName(question.by, group.value), group, group.value))],
      },
      {
        caption: t("explore.time_distribution"),
        columns: [{ label: t("explore.time_took") }, { label: t("explore.times"), figure: true }, { label: t("explore.cumulated"), figure: true }],
        rows: answer.all.classes.map(({ from_seconds: from, to_seconds: to, count }) => {
          sum += count;
          return [{ value: className(from, to) }, { ...number(count), behind: people.within(from, to, count) }, { value: sum / finished, text: format.share(sum / finished) }];
        }),
      },
    ];
  };
}
