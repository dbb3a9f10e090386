import { useTranslation } from "react-i18next";
import type { VariantsTold } from "../../../api/types";
import { useFormat } from "../../../text/format";
import { Figure } from "../behind";
import { RefName } from "../names";
import { useVariantPeople } from "../tables/variants";
import { Told } from "./Told";
import { VariantsPicture } from "./VariantsPicture";

const most = 20;

/** The ways in which episodes went, the commonest first. */
export function Variants({ told, group, label }: { told: VariantsTold; group: string | undefined; label: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const people = useVariantPeople(group);
  const span = (seconds: number | undefined) => (seconds === undefined ? "–" : format.duration(seconds));
  const first = Math.max(0.0001, told.variants[0]?.share ?? 1);
  return (
    <>
      <dl className="figures-line">
        <Told word={t("explore.episodes")} value={format.number(told.episodes)} behind={people.episodes(told.episodes)} />
        <Told word={t("explore.kind_variants")} value={format.number(told.different)} />
        <Told word={t("explore.median")} value={span(told.median_seconds)} />
        <Told word={t("explore.p90")} value={span(told.p90_seconds)} />
        <Told word={t("explore.still_open")} value={format.number(told.open)} behind={people.open(told.open)} />
        {told.too_long > 0 && <Told word={t("explore.too_long")} value={format.number(told.too_long)} />}
      </dl>
      <ol className="variants">
        {told.variants.slice(0, most).map((variant) => (
          <li key={variant.activities.map(({ channel, name }) => `${channel}:${name}`).join("\u0000")}>
            <div className="variant-figures num">
              <strong>{format.share(variant.share)}</strong>
              <span className="variant-bar" aria-hidden>
                <i style={{ width: `${(variant.share / first) * 100}%` }} />
              </span>
              <span>{t("explore.n_episodes", { count: variant.episodes, number: format.number(variant.episodes) })}</span>
              <Figure behind={people.variant(variant)}>{t("explore.n_customers", { count: variant.customers, number: format.number(variant.customers) })}</Figure>
              <span className="quiet">{t("explore.usually", { median: format.duration(variant.median_seconds), p90: format.duration(variant.p90_seconds) })}</span>
            </div>
            <ul className="variant-steps">
              {variant.activities.map((activity, place) => (
                <li key={place}>
                  <RefName of={activity} size={18} />
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      <VariantsPicture variants={told.variants.slice(0, most)} label={label} />
      {told.variants.length < told.different && <p className="quiet chart-note">{t("explore.commonest_variants", { count: Math.min(most, told.variants.length), all: format.number(told.different) })}</p>}
    </>
  );
}
