import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Task, Touchpoint } from "../../../../api/journeys";
import { useLivingAnswer, type Signal } from "../../../../api/living";
import { useFormat } from "../../../../text/format";
import { useEditing } from "../../editing";
import { measures, type Measure } from "../measures";
import { useLiving } from "../useLiving";
import { useDifferenceText, useValueText } from "../words";
import { signalOf } from "./task";

const day = 86_400_000;
const most = 90;

/** As long before it was done as there is behind it, three months at most. */
export function spanAround(done: string, now: number): { from: string; to: string; compare: { from: string; to: string } } {
  const at = new Date(done).getTime();
  const days = Math.min(most, Math.max(1, Math.floor((now - at) / day)));
  const iso = (time: number) => new Date(time).toISOString();
  return { from: iso(at), to: iso(at + days * day), compare: { from: iso(at - days * day), to: iso(at) } };
}

const told: Record<Signal, string[]> = { below: ["gap", "perception"], broken: ["promise"], negative: ["stars", "nps", "csat", "ces", "sentiment"], repeat: ["resolved"], complaint: ["perception", "sentiment"] };

/** What became of a touchpoint once a task was done. */
export function Done({ touchpoint }: { touchpoint: Touchpoint }) {
  const { t } = useTranslation();
  const done = touchpoint.plan.filter(({ state, done_at }) => state === "done" && done_at);
  if (done.length === 0) return null;
  return (
    <section className="done-tasks" aria-label={t("breaks.done")}>
      <h4>{t("breaks.done")}</h4>
      {done.map((task) => <BeforeAndAfter key={task.key} task={task} touchpoint={touchpoint.key} />)}
    </section>
  );
}

function BeforeAndAfter({ task, touchpoint }: { task: Task; touchpoint: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useValueText();
  const difference = useDifferenceText();
  const { map } = useEditing();
  const living = useLiving();
  const { done_at } = task;
  const body = useMemo(() => (done_at ? { journey: map.key, ...spanAround(done_at, Date.now()) } : undefined), [map.key, done_at]);
  const { data } = useLivingAnswer("touchpoints", body, living?.revision ?? 0);
  const answer = data?.answer;
  const after = answer?.touchpoints.find(({ key }) => key === touchpoint);
  const before = answer?.compared?.touchpoints.find(({ key }) => key === touchpoint);
  const signal = signalOf(task.key);
  const changed = (measure: Measure) => answer?.changes.find((one) => one.key === touchpoint && one.measure === measure.change);
  const shown = measures.filter((measure) => (signal ? told[signal].includes(measure.name) : changed(measure)?.real) && after && before && measure.of(after)?.value !== undefined && measure.of(before)?.value !== undefined);
  return (
    <div className="done-task">
      <p>{task.title} <small className="quiet">{done_at && t("journeys.done_on", { date: format.date(done_at) })}</small></p>
      {answer && shown.length === 0 && <p className="quiet">{t("breaks.done_nothing")}</p>}
      {shown.map((measure) => {
        const [was, is] = [before && measure.of(before), after && measure.of(after)];
        const change = changed(measure);
        if (was?.value === undefined || is?.value === undefined) return null;
        return (
          <p key={measure.name} className="num">
            {t("breaks.before_after", { measure: t(`living.measure_${measure.name}`), before: text(measure.unit, was.value), after: text(measure.unit, is.value), n: format.number(is.n) })}
            {change && <span className="quiet"> {t(change.real ? "breaks.moved" : "breaks.not_moved", { difference: difference(measure.unit, change.difference), low: difference(measure.unit, change.low), high: difference(measure.unit, change.high) })}</span>}
          </p>
        );
      })}
    </div>
  );
}
