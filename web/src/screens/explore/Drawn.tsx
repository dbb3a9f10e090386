import { lazy } from "react";
import { useTranslation } from "react-i18next";
import type { Answered } from "../../api/questions";
import type { Share } from "../../api/types";
import { useFormat } from "../../text/format";
import { Funnel } from "./charts/Funnel";
import { Intervals } from "./charts/Intervals";
import { Retention } from "./charts/Retention";
import { Drivers } from "./charts/Drivers";
import { Told } from "./charts/Told";
import { Variants } from "./charts/Variants";
import { Time } from "./charts/Time";
import { useValueName } from "./names";
import type { Question, View } from "./question";
import { useRepeatsPeople } from "./tables/repeats";
import { useTimePeople } from "./tables/time";

// The layouts of graphs and streams come when one is looked at.
const Flow = lazy(() => import("./charts/Flow").then(({ Flow: one }) => ({ default: one })));
const Paths = lazy(() => import("./charts/Paths").then(({ Paths: one }) => ({ default: one })));

interface Props {
  answered: Answered<Question>;
  view: View;
  look: (part: Partial<View>) => void;
  label: string;
}

/** Whether there is a drawing that can be saved as a picture. */
export function isDrawn(answered: Answered<Question>, group: string | undefined): boolean {
  switch (answered.kind) {
    case "drivers":
      return (answered.answer.groups.find(({ value }) => value === group) ?? answered.answer.all).drivers.length > 0;
    case "time":
      return (answered.answer.groups.find(({ value }) => value === group) ?? answered.answer.all).classes.length > 0;
    default:
      return true;
  }
}

/** Each kind of answer in its own drawing. */
export function Drawn({ answered, view, look, label }: Props) {
  const question = answered.of;
  const { t } = useTranslation();
  const format = useFormat();
  const valueName = useValueName();
  const time = useTimePeople(question);
  const contacts = useRepeatsPeople(question);
  const note = (share: Share) => t("explore.share_note", { low: format.share(share.low), high: format.share(share.high), n: format.number(share.of) });
  switch (answered.kind) {
    case "funnel":
      return <Funnel answer={answered.answer} question={question} label={label} />;
    case "flow":
      return <Flow flow={answered.answer.groups.find(({ value }) => value === view.group) ?? answered.answer} view={view} look={look} label={label} />;
    case "paths": {
      const group = answered.answer.groups.find(({ value }) => value === view.group);
      return <Paths answer={answered.answer} group={group} question={question} label={label} />;
    }
    case "variants":
      return <Variants told={answered.answer.groups.find(({ value }) => value === view.group) ?? answered.answer.all} group={view.group} label={label} />;
    case "drivers":
      return <Drivers answer={answered.answer} told={answered.answer.groups.find(({ value }) => value === view.group) ?? answered.answer.all} group={view.group} label={label} />;
    case "retention":
      return <Retention cohorts={(answered.answer.groups.find(({ value }) => value === view.group) ?? answered.answer).cohorts} group={view.group} question={question} label={label} />;
    case "time": {
      const { all, groups } = answered.answer;
      const told = groups.find(({ value }) => value === view.group) ?? all;
      const shares = groups.flatMap(({ value, promise }) => (promise ? [{ name: valueName(question.by, value), share: promise }] : []));
      return (
        <>
          <dl className="figures-line">
            <Told word={t("explore.median")} value={told.median_seconds === undefined ? "–" : format.duration(told.median_seconds)} />
            <Told word={t("explore.p90")} value={told.p90_seconds === undefined ? "–" : format.duration(told.p90_seconds)} />
            <Told word={t("explore.starts")} value={format.number(told.starts)} behind={time.of("all", told.starts, view.group)} />
            <Told word={t("explore.still_open")} value={format.number(told.open)} behind={time.of("open", told.open, view.group)} />
            {told.promise && told.promise.of > 0 && <Told word={t("explore.kept")} value={format.share(told.promise.share)} note={note(told.promise)} behind={time.of("kept", told.promise.count, view.group)} />}
          </dl>
          {told.classes.length > 0 && <Time told={told} group={view.group} question={question} label={label} />}
          {shares.length > 0 && all.promise && (
            <>
              <h3 className="chart-title">{t("explore.kept_by_group")}</h3>
              <Intervals lines={[{ name: t("explore.all"), share: all.promise }, ...shares]} label={t("explore.kept_by_group")} note={note} />
            </>
          )}
        </>
      );
    }
    case "repeats": {
      const { all, groups } = answered.answer;
      return (
        <>
          <dl className="figures-line">
            <Told word={t("explore.resolved")} value={all.resolved_at_first.of > 0 ? format.share(all.resolved_at_first.share) : "–"} note={note(all.resolved_at_first)} behind={contacts("resolved", all.resolved_at_first.count)} />
            <Told word={t("explore.repeat_rate")} value={format.share(all.repeat_rate)} />
            <Told word={t("explore.contacts")} value={format.number(all.contacts)} behind={contacts("contacts", all.contacts)} />
            <Told word={t("explore.repeats")} value={format.number(all.repeats)} behind={contacts("repeats", all.repeats)} />
            <Told word={t("explore.open_chains")} value={format.number(all.open)} behind={contacts("open", all.open)} />
          </dl>
          <h3 className="chart-title">{t("explore.resolved_share")}</h3>
          <Intervals lines={[{ name: t("explore.all"), share: all.resolved_at_first }, ...groups.map(({ value, resolved_at_first: share }) => ({ name: valueName(question.by, value), share }))]} label={t("explore.resolved_share")} note={note} />
        </>
      );
    }
  }
}
