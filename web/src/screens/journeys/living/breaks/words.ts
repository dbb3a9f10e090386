import { useTranslation } from "react-i18next";
import type { BreakpointsAnswer, BreakTold } from "../../../../api/living";
import { useFormat } from "../../../../text/format";

type Kind = BreakpointsAnswer["kind"];

/** Numbers of outcomes: shares, money of each customer, or scores. */
export function useOutcomeText() {
  const { t } = useTranslation();
  const format = useFormat();
  const score = new Intl.NumberFormat(format.locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const signed = new Intl.NumberFormat(format.locale, { minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay: "exceptZero" });
  const difference = (kind: Kind, value: number, currency: string) => (kind === "happens" ? format.points(value) : kind === "revenue" ? `${value > 0 ? "+" : ""}${format.money(Math.round(value), currency)}` : signed.format(value));
  return {
    value: (kind: Kind, value: number, currency: string) => (kind === "happens" ? format.share(value) : kind === "revenue" ? format.money(Math.round(value), currency) : score.format(value)),
    difference,
    /** With its unit, where it stands alone. */
    named: (kind: Kind, value: number, currency: string) => (kind === "happens" ? t("breaks.points", { points: format.points(value) }) : difference(kind, value, currency)),
  };
}

/** What a break point costs a month, in as few letters as a map has room for; the effect, where no money is known. */
export function usePrice(): (one: BreakTold, kind: Kind) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useOutcomeText();
  return (one, kind) => {
    const loss = one.loss_per_month;
    if (loss) return t("breaks.price", { money: format.moneyShort(loss.minor, loss.currency) });
    return text.named(kind, one.effect, one.currency);
  };
}
