import { Button, InputNumber, Select, Switch } from "antd";
import { Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Outcome } from "../../../api/journeys";
import { say } from "../../../parts/toast";
import { useFormat } from "../../../text/format";
import { SpanField } from "../../explore/SpanField";
import { outcomeOf } from "../blank";
import { newKey } from "../commands";
import { useEditing } from "../editing";
import { ChoiceRow, Row, TextRow } from "./fields";
import { MatcherRow } from "./MatcherRow";

const kinds: Outcome["kind"][] = ["happens", "revenue", "score"];
const scores = ["nps", "csat", "ces", "stars", "perception"];
const currencies = ["CNY", "USD", "EUR", "GBP", "BRL", "JPY", "HKD", "TWD", "SGD"];

/** What the map is for: what customers do afterwards, what they pay, what they say. */
export function Outcomes() {
  const { t } = useTranslation();
  const { map, mayEdit, change } = useEditing();
  const add = () => change([{ op: "add", path: "outcomes", value: outcomeOf(newKey("outcome"), t("journeys.new_outcome")) }]);
  return (
    <>
      <p className="panel-hint">{t("journeys.outcomes_hint")}</p>
      {map.outcomes.map((outcome) => <OutcomeRows key={outcome.key} outcome={outcome} />)}
      {mayEdit && <Button icon={<Plus size={14} aria-hidden />} onClick={add}>{t("journeys.add_outcome")}</Button>}
    </>
  );
}

function OutcomeRows({ outcome }: { outcome: Outcome }) {
  const { t } = useTranslation();
  const { map, mayEdit, change, draft } = useEditing();
  const path = `outcomes/${outcome.key}`;
  const set = (field: string, value: unknown, token?: string) => change([{ op: "set", path: `${path}/${field}`, value }], token);
  const turn = (kind: Outcome["kind"]) => change([{ op: "set", path: `${path}/kind`, value: kind }, { op: "set", path: `${path}/score`, value: kind === "score" ? (outcome.score ?? "nps") : null }]);
  const remove = () => {
    const id = change([{ op: "remove", path }]);
    say(t("journeys.removed", { name: outcome.name }), { undo: () => draft.undoChange(id) });
  };
  return (
    <div className="outcome" role="group" aria-label={outcome.name}>
      <TextRow required path={`${path}/name`} label={t("journeys.outcome_name")} />
      <ChoiceRow path={`${path}/kind`} label={t("journeys.outcome_kind")} options={kinds.map((value) => ({ value, label: t(`journeys.outcome_${value}`) }))} set={turn} />
      {outcome.kind === "score" && <ChoiceRow path={`${path}/score`} label={t("journeys.outcome_score_kind")} options={scores.map((value) => ({ value, label: t(`score.${value}`, { defaultValue: value }) }))} />}
      <MatcherRow path={`${path}/match`} label={t("journeys.outcome_match")} hint={t("journeys.outcome_match_hint")} value={outcome.match} set={(match) => set("match", match ?? {})} />
      {mayEdit && (
        <>
          <SpanField label={t("journeys.outcome_within")} value={outcome.within} change={(within) => set("within", within, `within ${outcome.key}`)} />
          {map.case && <div className="panel-switch"><span>{t("journeys.outcome_same_case")}</span><Switch size="small" aria-label={t("journeys.outcome_same_case")} checked={outcome.same_case} onChange={(value) => set("same_case", value)} /></div>}
          <div className="panel-switch"><span>{t("journeys.outcome_good")}</span><Switch size="small" aria-label={t("journeys.outcome_good")} checked={outcome.good} onChange={(value) => set("good", value)} /></div>
          <Money value={outcome.value ?? null} set={(value) => set("value", value, `worth ${outcome.key}`)} />
          <Button size="small" icon={<Trash2 size={13} aria-hidden />} onClick={remove}>{t("journeys.remove_named", { name: outcome.name })}</Button>
        </>
      )}
    </div>
  );
}

type Worth = { minor: number; currency: string } | null;

/** How many hundredths (or ones, or thousandths) a currency has. */
const digitsOf = (currency: string) => new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;

function Money({ value, set }: { value: Worth; set: (value: Worth) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const currency = value?.currency ?? "CNY";
  const unit = 10 ** digitsOf(currency);
  const put = (whole: number | null, of: string) => set(whole === null ? null : { minor: Math.round(whole * 10 ** digitsOf(of)), currency: of });
  return (
    <Row label={t("journeys.outcome_value")} hint={value ? format.money(value.minor, value.currency) : t("journeys.outcome_value_hint")}>
      <div className="span-field">
        <InputNumber aria-label={t("journeys.outcome_value")} min={0} max={1e9} value={value ? value.minor / unit : null} onChange={(next) => put(next, currency)} />
        <Select aria-label={t("journeys.currency")} value={currency} options={[...new Set([...currencies, currency])].map((one) => ({ value: one, label: one }))} onChange={(next: string) => put(value ? value.minor / unit : 0, next)} />
      </div>
    </Row>
  );
}
