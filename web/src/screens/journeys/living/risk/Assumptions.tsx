import { Input, InputNumber } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RiskAssumptions } from "../../../../api/living";
import { useFormat } from "../../../../text/format";
import { groups, isPersons, mix, withMix, type Field } from "./assume";

interface Props {
  risk: RiskAssumptions;
  /** How many customers there are, where they are counted. */
  counted?: number;
  /** Left out: they are only looked at. */
  set?: (risk: RiskAssumptions) => void;
}

/** Every assumption, each to be changed. */
export function Assumptions({ risk, counted, set }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const change = (field: Field, value: number) => set?.(mix.some((one) => one === field) ? withMix(risk, field as (typeof mix)[number], value) : { ...risk, [field]: value });
  const currency = risk.value?.currency ?? "CNY";
  const digits = Math.round(Math.log10(1 / format.major(1, currency)));
  return (
    <section className="assumptions" aria-label={t("risk.assumptions")}>
      <fieldset>
        <legend>{t("risk.group_customers")}</legend>
        <Assumed label={t("risk.customers")} value={risk.customers ?? undefined} placeholder={counted === undefined ? t("risk.counted") : t("risk.counted_n", { number: format.number(counted) })} set={set && ((customers) => set({ ...risk, customers: customers === undefined ? undefined : Math.round(customers) }))} />
        <div className="assumed-money">
          <Assumed label={t("risk.value")} value={risk.value ? format.major(risk.value.minor, currency) : undefined} placeholder={t("risk.no_value")} set={set && ((value) => set({ ...risk, value: value === undefined ? undefined : { minor: Math.round(value * 10 ** digits), currency } }))} />
          <Currency value={currency} set={set && risk.value ? (next) => set({ ...risk, value: { minor: risk.value?.minor ?? 0, currency: next } }) : undefined} />
        </div>
        <Assumed label={t("risk.respondents")} hint={t("risk.respondents_hint")} value={risk.respondents ?? undefined} set={set && ((respondents) => set({ ...risk, respondents: respondents === undefined ? undefined : Math.round(respondents) }))} />
      </fieldset>
      {groups.map(({ name, fields }) => (
        <fieldset key={name}>
          <legend>{t(`risk.group_${name}`)}</legend>
          {fields.map((field) => <Assumed key={field} label={t(`risk.field_${field}`)} value={risk[field]} share={!isPersons(field)} least={0} set={set && ((value) => value !== undefined && change(field, value))} />)}
        </fieldset>
      ))}
    </section>
  );
}

interface AssumedProps {
  label: string;
  hint?: string;
  value: number | undefined;
  placeholder?: string;
  share?: boolean;
  least?: number;
  set?: (value: number | undefined) => void;
}

/** Kept when the hand leaves the field. */
function Assumed({ label, hint, value, placeholder, share, least = 1, set }: AssumedProps) {
  const shown = value === undefined ? null : share ? Math.round(value * 1e4) / 100 : value;
  const [typed, setTyped] = useState<number | null>(shown);
  useEffect(() => setTyped(shown), [shown]);
  const keep = () => {
    if (typed === shown) return;
    if (typed === null && share) setTyped(shown);
    else set?.(typed === null ? undefined : share ? typed / 100 : typed);
  };
  return (
    <label className="assumed" title={hint}>
      <span>{label}</span>
      <InputNumber size="small" aria-label={label} readOnly={!set} controls={false} min={share ? 0 : least} max={share ? 100 : 1e12} suffix={share ? "%" : undefined} placeholder={placeholder} value={typed} onChange={setTyped} onBlur={keep} onPressEnter={keep} />
    </label>
  );
}

function Currency({ value, set }: { value: string; set?: (currency: string) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const keep = () => (/^[A-Z]{3}$/.test(typed) ? typed !== value && set?.(typed) : setTyped(value));
  return <Input size="small" aria-label={t("journeys.currency")} maxLength={3} readOnly={!set} value={typed} onChange={(event) => setTyped(event.target.value.toUpperCase())} onBlur={keep} onPressEnter={keep} />;
}
