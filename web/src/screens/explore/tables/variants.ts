import { useTranslation } from "react-i18next";
import type { Variant, VariantsTold } from "../../../api/types";
import { useFormat } from "../../../text/format";
import type { Behind } from "../behind";
import { useFullName } from "../names";
import type { Table } from "../table";

/** The customers of a variant, of all episodes, or of those that are still open. */
export function useVariantPeople(group: string | undefined) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useFullName();
  const cell = group === undefined ? {} : { value: group };
  return {
    variant: ({ activities, customers }: Variant): Behind => ({ count: customers, title: t("explore.went_path", { number: format.number(customers), path: activities.map(name).join(" → ") }), cell: { activities, ...cell } }),
    episodes: (count: number): Behind => ({ count, times: true, title: t("explore.episodes_people", { number: format.number(count) }), cell }),
    open: (count: number): Behind => ({ count, times: true, title: t("explore.open_episodes_people", { number: format.number(count) }), cell: { open: true, ...cell } }),
  };
}

export function useVariantsTable(group: string | undefined) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useFullName();
  const people = useVariantPeople(group);
  return ({ variants }: VariantsTold): Table[] => [
    {
      caption: t("explore.kind_variants"),
      columns: [
        { label: t("explore.variant") },
        ...["length", "episodes", "share_of", "cumulated_share", "customers"].map((word) => ({ label: t(`explore.${word}`), figure: true })),
        ...["median", "p90"].map((word) => ({ label: t(`explore.${word}`), file: t("explore.in_seconds", { name: t(`explore.${word}`) }), figure: true })),
      ],
      rows: variants.map((variant) => [
        { value: variant.activities.map(name).join(" → ") },
        { value: variant.activities.length },
        { value: variant.episodes, text: format.number(variant.episodes) },
        { value: variant.share, text: format.share(variant.share) },
        { value: variant.cumulative, text: format.share(variant.cumulative) },
        { value: variant.customers, text: format.number(variant.customers), behind: people.variant(variant) },
        { value: variant.median_seconds, text: format.duration(variant.median_seconds) },
        { value: variant.p90_seconds, text: format.duration(variant.p90_seconds) },
      ]),
    },
  ];
}
