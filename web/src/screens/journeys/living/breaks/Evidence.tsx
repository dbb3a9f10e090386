import { useTranslation } from "react-i18next";
import type { BreakTold } from "../../../../api/living";
import { useFormat } from "../../../../text/format";

/** How sure it is, who was left out, and what would make it wrong. */
export function Evidence({ one }: { one: BreakTold }) {
  const { t } = useTranslation();
  const format = useFormat();
  const two = (value: number) => new Intl.NumberFormat(format.locale, { maximumFractionDigits: 2 }).format(value);
  const chance = (value: number) => (value < 0.001 ? "< 0.001" : new Intl.NumberFormat(format.locale, { maximumSignificantDigits: 2 }).format(value));
  const left = (["open", "early", "missing"] as const).filter((name) => one[name] > 0);
  return (
    <details>
      <summary>{t("breaks.evidence")}</summary>
      <dl className="break-evidence num">
        <div><dt>{t("breaks.q")}</dt><dd>{chance(one.q)} <small className="quiet">{t("breaks.p", { value: chance(one.p) })}</small></dd></div>
        {one.ratio !== undefined && one.ratio !== null && <div><dt>{t("breaks.ratio")}</dt><dd>{two(one.ratio)}{typeof one.ratio_low === "number" && typeof one.ratio_high === "number" && <small className="quiet"> {t("breaks.interval", { low: two(one.ratio_low), high: two(one.ratio_high) })}</small>}</dd></div>}
        {typeof one.e_value === "number" && <div><dt>{t("breaks.e_value")}</dt><dd>{two(one.e_value)}</dd></div>}
        {left.map((name) => <div key={name}><dt>{t(`breaks.left_${name}`)}</dt><dd>{format.number(one[name])}</dd></div>)}
      </dl>
      <p>{t("breaks.wrong_if")}</p>
      <ul className="break-caveats">
        <li>{t("breaks.wrong_common")}{typeof one.e_value === "number" && ` ${t("breaks.wrong_e_value", { value: two(one.e_value) })}`}</li>
        {one.caveats.map((caveat) => <li key={caveat}>{t(`breaks.caveat_${caveat}`)}</li>)}
      </ul>
    </details>
  );
}
