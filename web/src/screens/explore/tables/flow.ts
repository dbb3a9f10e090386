import { useTranslation } from "react-i18next";
import type { FlowActivity, FlowEdge } from "../../../api/types";
import { useFormat } from "../../../text/format";
import type { Behind } from "../behind";
import { useFullName } from "../names";
import type { Ref } from "../question";
import type { Table } from "../table";

export interface Flow {
  /** From one interaction to the next, over all edges; of a group it is not told. */
  steps?: number;
  edges: FlowEdge[];
  activities: FlowActivity[];
}

/** Who went a way, who was somewhere, who began or ended there; of one group when its value is given. */
export function useFlowPeople(value: string | undefined) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useFullName();
  const group = value === undefined ? {} : { value };
  return {
    edge: ({ from, to, customers }: FlowEdge): Behind => ({ count: customers, title: t("explore.went", { number: format.number(customers), from: name(from), to: name(to) }), cell: { from, to, ...group } }),
    anywhere: ({ activity, count }: FlowActivity): Behind => ({ count, times: true, title: t("explore.were_at", { number: format.number(count), name: name(activity) }), cell: { activity, place: "anywhere", ...group } }),
    first: (activity: Ref, count: number): Behind => ({ count, title: t("explore.began_at", { number: format.number(count), name: name(activity) }), cell: { activity, place: "first", ...group } }),
    last: (activity: Ref, count: number): Behind => ({ count, title: t("explore.ended_at", { number: format.number(count), name: name(activity) }), cell: { activity, place: "last", ...group } }),
  };
}

/** What follows what, the commonest first; and how often each activity was, begins and ends sequences. */
export function useFlowTable() {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useFullName();
  return ({ edges, activities }: Flow, people: ReturnType<typeof useFlowPeople>): Table[] => {
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
        rows: edges.map((edge) => [{ value: name(edge.from) }, { value: name(edge.to) }, number(edge.count), { ...number(edge.customers), behind: people.edge(edge) }, span(edge.mean_seconds), span(edge.median_seconds), span(edge.p90_seconds)]),
      },
      {
        caption: t("explore.activities"),
        columns: ["activity", "times", "begins", "ends"].map((word, place) => ({ label: t(`explore.${word}`), figure: place > 0 })),
        rows: activities.map((one) => [
          { value: name(one.activity) },
          { ...number(one.count), behind: people.anywhere(one) },
          { ...number(one.starts), behind: people.first(one.activity, one.starts) },
          { ...number(one.ends), behind: people.last(one.activity, one.ends) },
        ]),
      },
    ];
  };
}
