import { useTranslation } from "react-i18next";
import type { FlowActivity, FlowEdge } from "../../../api/types";
import { useFormat } from "../../../text/format";
import { useFullName } from "../names";
import type { Table } from "../table";

export interface Flow {
  edges: FlowEdge[];
  activities: FlowActivity[];
}

/** What follows what, the commonest first; and how often each activity was, begins and ends sequences. */
export function useFlowTable() {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useFullName();
  return ({ edges, activities }: Flow): Table[] => {
    const number = (value: number) => ({ value, text: format.number(value) });
    const span = (value: number) => ({ value, text: format.duration(value) });
    const seconds = (label: string) => ({ label, file: t("explore.in_seconds", { name: label }), figure: true });
    return [
      {
        caption: t("explore.connections"),
        columns: [
          { label: t("explore.from_activity") },
          { label: t("explore.to_activity") },
          { label: t("explore.times"), figure: true },
          { label: t("explore.customers"), figure: true },
          seconds(t("explore.gap_mean")),
          seconds(t("explore.gap_median")),
          seconds(t("explore.gap_p90")),
        ],
        rows: edges.map((edge) => [{ value: name(edge.from) }, { value: name(edge.to) }, number(edge.count), number(edge.customers), span(edge.mean_seconds), span(edge.median_seconds), span(edge.p90_seconds)]),
      },
      {
        caption: t("explore.activities"),
        columns: ["activity", "times", "begins", "ends"].map((word, place) => ({ label: t(`explore.${word}`), figure: place > 0 })),
        rows: activities.map(({ activity, count, starts, ends }) => [{ value: name(activity) }, number(count), number(starts), number(ends)]),
      },
    ];
  };
}
