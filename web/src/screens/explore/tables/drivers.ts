import { useTranslation } from "react-i18next";
import type { Driver, DriversAnswer, DriversTold } from "../../../api/types";
import { useFormat } from "../../../text/format";
import type { Behind } from "../behind";
import { useDimensionName, useFullName } from "../names";
import type { Table } from "../table";

/** What a driver is called: an activity, or that somebody felt bad or good about it. */
export function useDriverName(): (driver: Driver["driver"]) => string {
  const { t } = useTranslation();
  const name = useFullName();
  return ({ channel, name: called, felt }) => {
    const said = name({ channel: channel ?? "", name: called ?? "" });
    return felt === "bad" || felt === "good" ? t(`explore.felt_${felt}`, { name: said }) : said;
  };
}

/** The customers who had a thing, of those who are compared. */
export function useDriverPeople(group: string | undefined) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useDriverName();
  const cell = group === undefined ? {} : { value: group };
  return {
    with: ({ driver, with: count }: Driver): Behind => ({ count, title: t("explore.had", { number: format.number(count), name: name(driver) }), cell: { driver, with: true, ...cell } }),
    outcome: ({ driver, outcomes_with: count }: Driver): Behind => ({ count, title: t("explore.had_and_outcome", { number: format.number(count), name: name(driver) }), cell: { driver, with: true, outcome: true, ...cell } }),
    all: (count: number): Behind => ({ count, title: t("explore.had_outcome", { number: format.number(count) }), cell: { outcome: true, ...cell } }),
  };
}

/** A part as points, as exactly as a file needs it. */
const points = (part: number) => Math.round(part * 1e6) / 1e4;

/** What must stand beside every effect, also in a file. */
export function useAssociation(): (answer: DriversAnswer) => string {
  const { t } = useTranslation();
  const dimension = useDimensionName();
  return ({ adjusted_for: adjusted }) => t(adjusted.length > 0 ? "explore.association_adjusted" : "explore.association", { dimensions: adjusted.map(dimension).join(", ") });
}

export function useDriversTable(group: string | undefined) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useDriverName();
  const people = useDriverPeople(group);
  return ({ drivers }: DriversTold): Table[] => [
    {
      caption: t("explore.kind_drivers"),
      columns: [
        { label: t("explore.driver") },
        ...["had_it", "outcome_with", "outcome_without", "effect"].map((word) => ({ label: t(`explore.${word}`), figure: true })),
        { label: t("explore.interval"), file: [t("explore.points_from"), t("explore.points_to")], figure: true },
        ...["false_rate", "attributable", "certainty"].map((word) => ({ label: t(`explore.${word}`), figure: true })),
      ],
      rows: drivers.map((one) => [
        { value: name(one.driver) },
        { value: one.with, text: format.number(one.with), behind: people.with(one) },
        { value: one.rate_with, text: format.share(one.rate_with), behind: people.outcome(one) },
        { value: one.rate_without, text: format.share(one.rate_without) },
        { value: points(one.effect), text: format.points(one.effect) },
        { value: [points(one.low), points(one.high)], text: `${format.points(one.low)} … ${format.points(one.high)}` },
        { value: one.q, text: one.q < 0.001 ? "< 0.001" : one.q.toFixed(3) },
        { value: one.attributable, text: format.share(one.attributable) },
        { value: t(one.stands ? "explore.stands" : one.few ? "explore.few" : "explore.unsure") },
      ]),
    },
  ];
}
