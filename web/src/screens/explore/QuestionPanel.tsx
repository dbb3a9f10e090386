import { InputNumber, Segmented, Select, Switch } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useDimensions } from "../../api/questions";
import { ActivityField } from "./ActivityField";
import { Filters } from "./Filters";
import { useContactWords, useDimensionName } from "./names";
import { mostAdjusted } from "./question";
import { PeriodField } from "./PeriodField";
import { SpanField } from "./SpanField";
import { Steps } from "./Steps";
import type { Asking } from "./useQuestion";

/** Everything that makes up the question; the answer beside it follows every change. */
export function QuestionPanel({ asking }: { asking: Asking }) {
  const { t } = useTranslation();
  return (
    <section className="question-panel" aria-label={t("explore.question")}>
      <Own asking={asking} />
      <hr />
      <PeriodField question={asking.question} change={asking.change} />
      <Filters where={asking.question.where} change={(where) => asking.change({ where })} />
      <Breakdown asking={asking} />
    </section>
  );
}

/** What only this kind of question has. */
function Own({ asking: { question, change } }: { asking: Asking }) {
  const { t } = useTranslation();
  const contacts = useContactWords();
  switch (question.kind) {
    case "funnel":
      return (
        <>
          <Steps steps={question.steps} change={(steps) => change({ steps })} />
          <SpanField label={t("explore.within")} value={question.within} change={(within) => change({ within })} />
        </>
      );
    case "flow":
      return <p className="quiet">{t("explore.flow_hint")}</p>;
    case "paths":
      return (
        <>
          <ActivityField label={t(question.backwards ? "explore.to_activity" : "explore.from_activity")} value={question.start} change={(start) => change({ start })} />
          <div className="question-field">
            <span>{t("explore.direction")}</span>
            <Segmented
              block
              aria-label={t("explore.direction")}
              value={question.backwards ? "before" : "after"}
              options={["after", "before"].map((value) => ({ value, label: t(`explore.direction_${value}`) }))}
              onChange={(value) => change({ backwards: value === "before" })}
            />
          </div>
          <Row label={t("explore.length")}>
            <InputNumber aria-label={t("explore.length")} min={1} max={8} precision={0} value={question.length} onChange={(length) => length && change({ length })} />
          </Row>
          <Row label={t("explore.fold")}>
            <Switch size="small" aria-label={t("explore.fold")} checked={question.fold} onChange={(fold) => change({ fold })} />
          </Row>
        </>
      );
    case "variants":
      return (
        <>
          <ActivityField label={t("explore.episode_start")} value={question.start} otherwise={t("explore.first_interaction")} change={(start) => change({ start })} />
          <ActivityField label={t("explore.episode_end")} value={question.end} otherwise={t("explore.last_interaction")} change={(end) => change({ end })} />
          <Dimension label={t("explore.episode_key")} value={question.key} none={t("explore.no_key")} change={(key) => change({ key })} />
          <Row label={t("explore.fold")}>
            <Switch size="small" aria-label={t("explore.fold")} checked={question.fold} onChange={(fold) => change({ fold })} />
          </Row>
        </>
      );
    case "retention":
      return (
        <>
          <ActivityField label={t("explore.cohort_start")} value={question.start} otherwise={t("explore.anything")} change={(start) => change({ start })} />
          <ActivityField label={t("explore.cohort_return")} value={question.end} otherwise={t("explore.anything")} change={(end) => change({ end })} />
          <div className="question-field">
            <span>{t("explore.unit")}</span>
            <Segmented
              block
              aria-label={t("explore.unit")}
              value={question.unit}
              options={(["day", "week", "month"] as const).map((value) => ({ value, label: t(`explore.by_${value}`) }))}
              onChange={(unit) => change({ unit })}
            />
          </div>
        </>
      );
    case "time":
      return (
        <>
          <ActivityField label={t("explore.from_activity")} value={question.start} change={(start) => change({ start })} />
          <ActivityField label={t("explore.to_activity")} value={question.end} change={(end) => change({ end })} />
          <SpanField label={t("explore.promise")} value={question.promise} none={t("explore.no_promise")} change={(promise) => change({ promise })} />
          <Row label={t("explore.first_only")}>
            <Switch size="small" aria-label={t("explore.first_only")} checked={question.first} onChange={(first) => change({ first })} />
          </Row>
        </>
      );
    case "repeats":
      return (
        <>
          <ActivityField label={t("explore.contact")} value={question.contact} otherwise={contacts(question)} change={(contact) => change({ contact })} />
          {!question.contact && (
            <Row label={t("explore.only_people")}>
              <Switch size="small" aria-label={t("explore.only_people")} checked={!question.everything} onChange={(only) => change({ everything: !only })} />
            </Row>
          )}
          <SpanField label={t("explore.repeat_within")} value={question.within} change={(within) => change({ within })} />
          <Dimension label={t("explore.topic")} value={question.topic} change={(topic) => change({ topic })} />
        </>
      );
    case "drivers":
      return (
        <>
          <ActivityField label={t("explore.drivers_start")} value={question.start} change={(start) => change({ start })} />
          <ActivityField label={t("explore.outcome")} value={question.end} change={(end) => change({ end })} />
          <SpanField label={t("explore.outcome_within")} value={question.within} change={(within) => change({ within })} />
          <SpanField label={t("explore.looked_back")} value={question.before} none={t("explore.all_before")} change={(before) => change({ before })} />
          <SpanField label={t("explore.counts_until")} value={question.after} none={t("explore.until_start")} change={(after) => change({ after })} />
          <Adjusted values={question.adjust} change={(adjust) => change({ adjust })} />
        </>
      );
  }
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="question-row">
      <span>{label}</span>
      {children}
    </div>
  );
}

/** A dimension of interactions; a customer's traits are the same for all of them and part nothing. */
function Dimension({ label, value, none, change }: { label: string; value: string; none?: string; change: (dimension: string) => void }) {
  const name = useDimensionName();
  const { data: dimensions } = useDimensions();
  const names = [...new Set([value, ...(dimensions ?? []).filter(({ kind }) => kind !== "trait").map((dimension) => dimension.name)])].filter(Boolean);
  return (
    <div className="question-field">
      <span>{label}</span>
      <Select aria-label={label} value={value} options={[...(none ? [{ value: "", label: none }] : []), ...names.map((one) => ({ value: one, label: name(one) }))]} onChange={change} />
    </div>
  );
}

function Adjusted({ values, change }: { values: string[]; change: (dimensions: string[]) => void }) {
  const { t } = useTranslation();
  const name = useDimensionName();
  const { data: dimensions } = useDimensions();
  return (
    <div className="question-field">
      <span>{t("explore.adjust")}</span>
      <Select
        mode="multiple"
        aria-label={t("explore.adjust")}
        placeholder={t("explore.adjust_none")}
        maxCount={mostAdjusted}
        value={values}
        options={[...new Set([...(dimensions ?? []).map((dimension) => dimension.name), ...values])].map((one) => ({ value: one, label: name(one) }))}
        onChange={change}
      />
    </div>
  );
}

function Breakdown({ asking: { question, change } }: { asking: Asking }) {
  const { t } = useTranslation();
  const name = useDimensionName();
  const { data: dimensions } = useDimensions();
  const names = [...new Set([...(dimensions ?? []).map((dimension) => dimension.name), question.by].filter(Boolean))];
  return (
    <div className="question-field">
      <span>{t("explore.by")}</span>
      <Select aria-label={t("explore.by")} value={question.by} options={[{ value: "", label: t("explore.by_none") }, ...names.map((value) => ({ value, label: name(value) }))]} onChange={(by: string) => change({ by })} />
    </div>
  );
}
