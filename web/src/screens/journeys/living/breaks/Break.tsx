import { Button } from "antd";
import { ListPlus } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { BreakpointsAnswer, BreakTold } from "../../../../api/living";
import { say } from "../../../../parts/toast";
import { useFormat } from "../../../../text/format";
import { Figure } from "../../../explore/behind";
import { touchpointPath, useEditing } from "../../editing";
import { Interval } from "../Interval";
import { Evidence } from "./Evidence";
import { addTask, gainOf, taskOf } from "./task";
import { useOutcomeText, usePrice } from "./words";

/** Why something is no break point, by the words for it. */
const because = { few: "thin", not_sure: "unsure", small: "small", better: "better" } as const;

/** One touchpoint and what goes wrong there: what it costs, what is known of it, and what is done about it. */
export function Break({ one, answer }: { one: BreakTold; answer: BreakpointsAnswer }) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useOutcomeText();
  const price = usePrice();
  const { map, select, mayEdit, change, draft } = useEditing();
  const { kind } = answer;
  const why = because[one.why_not ?? "not_sure"];
  const name = map.touchpoints.find(({ key }) => key === one.touchpoint)?.name ?? one.touchpoint;
  const outcome = map.outcomes.find(({ key }) => key === answer.outcome)?.name ?? answer.outcome;
  const signal = t(`breaks.signal_${one.signal}`);
  const loss = one.loss_per_month;
  const task = taskOf(map, one);
  const cell = (more: Record<string, unknown>) => ({ touchpoint: one.touchpoint, signal: one.signal, ...more });
  const interval = t("breaks.interval", { low: text.difference(kind, one.low, one.currency), high: text.difference(kind, one.high, one.currency) });
  const widest = Math.max(Math.abs(one.low), Math.abs(one.high), 1e-9);

  const plan = () => {
    const gain = gainOf(one, kind, format.major);
    const expected = loss
      ? t("breaks.expected_money", { money: format.money(loss.minor, loss.currency), low: format.money(loss.low, loss.currency), high: format.money(loss.high, loss.currency) })
      : t(`breaks.expected_${kind === "happens" ? "customers" : "effect"}`, { value: format.number(gain.value), low: format.number(gain.low), high: format.number(gain.high), outcome });
    const id = change(addTask(one, t("breaks.task_title", { signal }), { text: expected, ...gain }));
    say(t("breaks.task_made", { name }), { undo: () => draft.undoChange(id) });
  };

  return (
    <li className="break" data-break={one.is_break || undefined}>
      <div className="break-head">
        <h3>
          <button type="button" className="link" onClick={() => select(touchpointPath(one.touchpoint))}>{name}</button>
          <span>{signal}</span>
        </h3>
        <strong className="break-price num">{one.is_break ? price(one, kind) : t(`breaks.because_${why}`)}</strong>
      </div>
      <p>
        {t("breaks.after_bad", { outcome })} <Figure behind={{ count: one.n_bad, title: `${name} · ${signal}`, cell: cell({ bad: true }) }}>{text.value(kind, one.outcome_bad, one.currency)}</Figure> <small className="quiet num">{t("breaks.n", { n: format.number(one.n_bad) })}</small>
        {", "}{t("breaks.after_good")} <Figure behind={{ count: one.n_good, title: `${name} · ${t("breaks.without", { signal })}`, cell: cell({ bad: false }) }}>{text.value(kind, one.outcome_good, one.currency)}</Figure> <small className="quiet num">{t("breaks.n", { n: format.number(one.n_good) })}</small>
      </p>
      <p className="break-effect num">
        {t("breaks.effect")} <strong>{text.named(kind, one.effect, one.currency)}</strong> <Interval measured={{ value: one.effect, low: one.low, high: one.high, n: one.n_bad, few: false }} scale={[-widest * 1.1, widest * 1.1]} /> <span className="quiet">{interval}</span>
      </p>
      <p className="num">
        {t("breaks.affected")} <Figure behind={{ count: one.affected, title: `${name} · ${signal}`, cell: cell({ affected: true, bad: true }) }}>{format.number(one.affected)}</Figure> <span className="quiet">{t("breaks.per_month", { number: format.number(Math.round(one.per_month)) })}</span>
        {one.is_break && loss && <> · {t("breaks.loss")} <strong>{format.money(loss.minor, loss.currency)}</strong> <span className="quiet">{t("breaks.interval", { low: format.money(loss.low, loss.currency), high: format.money(loss.high, loss.currency) })}</span></>}
        {one.is_break && one.losses_elsewhere.map((other) => <span key={other.currency}> · {format.money(other.minor, other.currency)} <span className="quiet">{t("breaks.interval", { low: format.money(other.low, other.currency), high: format.money(other.high, other.currency) })}</span></span>)}
      </p>
      <div className="break-foot">
        <Evidence one={one} />
        {task ? (
          <button type="button" className="link" onClick={() => select(touchpointPath(one.touchpoint))}>{t("breaks.task_is", { state: t(`journeys.state_${task.state}`) })}</button>
        ) : (
          mayEdit && one.is_break && <Button size="small" icon={<ListPlus size={14} aria-hidden />} aria-label={t("breaks.make_task_of", { name, signal })} onClick={plan}>{t("breaks.make_task")}</Button>
        )}
      </div>
    </li>
  );
}
