import { Slider } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RiskAnswer, RiskAssumptions } from "../../../../api/living";
import { useFormat } from "../../../../text/format";
import { withMix } from "./assume";

export type Action = Partial<Pick<RiskAssumptions, "problem_rate" | "complaint_rate" | "satisfied" | "mollified" | "dissatisfied">>;
const levers = ["problem_rate", "complaint_rate", "satisfied"] as const;
type Lever = (typeof levers)[number];

interface Props {
  risk: RiskAssumptions;
  answer: RiskAnswer;
  action?: Action;
  act: (action: Action | undefined) => void;
}

/** What if fewer had problems, more told us, or more were satisfied with what we did about it? */
export function Instead({ risk, answer, action, act }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { saved, saved_interval: interval, currency } = answer;
  const money = (value: number) => format.money(Math.round(value), currency);
  const amount = (value: number) => (risk.value ? money(value) : t("risk.people", { number: format.number(Math.round(value)) }));
  const set = (lever: Lever, value: number) => act({ ...action, ...(lever === "satisfied" ? mixOf(withMix(risk, lever, value)) : { [lever]: value }) });
  return (
    <section className="instead" aria-label={t("risk.what_if")}>
      <h3>{t("risk.what_if")}</h3>
      {levers.map((lever) => <Lever key={lever} label={t(`risk.field_${lever}`)} now={risk[lever]} value={action?.[lever] ?? risk[lever]} set={(value) => set(lever, value)} />)}
      <p className="num" role="status">
        {action && typeof saved === "number" ? (
          <>
            {t(saved >= 0 ? "risk.saved" : "risk.worse")} <strong>{amount(Math.abs(saved))}</strong>{" "}
            <span className="quiet">{interval ? t("risk.interval", { low: amount(interval.low), high: amount(interval.high) }) : t("risk.no_interval")}</span>{" "}
            <button type="button" className="link" onClick={() => act(undefined)}>{t("risk.as_it_is")}</button>
          </>
        ) : (
          <span className="quiet">{t("risk.what_if_hint")}</span>
        )}
      </p>
    </section>
  );
}

const mixOf = ({ satisfied, mollified, dissatisfied }: RiskAssumptions) => ({ satisfied, mollified, dissatisfied });

function Lever({ label, now, value, set }: { label: string; now: number; value: number; set: (value: number) => void }) {
  const format = useFormat();
  const [moved, move] = useState(value);
  useEffect(() => move(value), [value]);
  return (
    <div className="lever">
      <span>{label}</span>
      <Slider ariaLabelForHandle={label} min={0} max={1} step={0.01} value={moved} marks={{ [now]: " " }} tooltip={{ formatter: (part) => format.percent(part ?? 0) }} onChange={move} onChangeComplete={set} />
      <strong className="num">{format.percent(moved)}</strong>
    </div>
  );
}
