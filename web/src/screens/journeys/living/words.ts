import { useTranslation } from "react-i18next";
import type { ChangeTold } from "../../../api/living";
import { useFormat } from "../../../text/format";
import type { Measure, Measured, Unit } from "./measures";

/** A value in the reader's words; differences with their sign. */
export function useValueText(): (unit: Unit, value: number) => string {
  const format = useFormat();
  const rounded = (value: number, digits: number) => new Intl.NumberFormat(format.locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
  return (unit, value) => {
    if (unit === "count") return format.number(value);
    if (unit === "share") return format.share(value);
    if (unit === "span") return format.duration(value);
    if (unit === "score") return rounded(value, 2);
    const sign = value > 0 ? "+" : "";
    return `${sign}${rounded(value, unit === "nps" ? 0 : 2)}`;
  };
}

/** A difference: of shares in hundredths, of all else with its sign. */
export function useDifferenceText(): (unit: Unit, difference: number) => string {
  const format = useFormat();
  const text = useValueText();
  return (unit, difference) => (unit === "share" ? format.points(difference) : text(unit === "nps" ? "nps" : "difference", difference));
}

/** What stands on hover: how many, how sure, and what changed. */
export function useNote(): (measure: Measure, measured: Measured, change?: ChangeTold) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useValueText();
  const difference = useDifferenceText();
  return ({ name, unit }, { value, low, high, n }, change) => {
    const words = [t(`living.measure_${name}`)];
    if (value === undefined) words.push(t("living.hidden", { count: n, number: format.number(n) }));
    else if (low !== undefined && high !== undefined) words.push(t("living.interval_n", { low: text(unit, low), high: text(unit, high), n: format.number(n) }));
    else if (unit !== "count") words.push(t("living.n", { n: format.number(n) }));
    if (change) words.push(t(change.real ? "living.changed" : "living.may_be_chance", { difference: difference(unit, change.difference), low: difference(unit, change.low), high: difference(unit, change.high) }));
    return words.join(" · ");
  };
}
