import { Select, Switch } from "antd";
import { useTranslation } from "react-i18next";
import { useDimensions } from "../../../api/questions";
import { ProblemBox } from "../../../parts/ProblemBox";
import { Filters } from "../../explore/Filters";
import { Freshness } from "../../explore/Freshness";
import { useDimensionName, useValueName } from "../../explore/names";
import { PeriodField } from "../../explore/PeriodField";
import { Progress } from "../../explore/Progress";
import { Problem } from "../../../api/client";
import { againsts, hasBefore, type Against } from "./asked";
import { heights, measureOf, type Height } from "./measures";
import { useLiving } from "./useLiving";

const all = "\u0000all";

/** Which days, whose, told by what, held against what: the numbers and the line follow. */
export function Bar() {
  const { t } = useTranslation();
  const living = useLiving();
  if (!living) return null;
  const { asked, answer, error, at, again, change } = living;
  if (error instanceof Problem && error.status === 403) return <p className="quiet living-refused">{t("living.refused")}</p>;
  return (
    <section className="living-bar card" aria-label={t("living.bar")}>
      <Progress busy={!answer && !error} />
      <div className="living-fields">
        <PeriodField question={asked} change={change} />
        <Filters where={asked.where} change={(where) => change({ where })} />
        <Breakdown />
        <Comparison />
        <LineField />
      </div>
      {error && !answer ? <ProblemBox problem={error} retry={again} /> : answer && <Freshness question={asked} answer={answer} at={at} again={again} />}
    </section>
  );
}

function Breakdown() {
  const { t } = useTranslation();
  const name = useDimensionName();
  const valueName = useValueName();
  const { data: dimensions } = useDimensions();
  const living = useLiving();
  if (!living) return null;
  const { asked: { by }, answer, seen, change, look } = living;
  const names = [...new Set([...(dimensions ?? []).map((one) => one.name), by].filter(Boolean))];
  return (
    <div className="question-field">
      <span>{t("explore.by")}</span>
      <Select aria-label={t("explore.by")} value={by} options={[{ value: "", label: t("explore.by_none") }, ...names.map((value) => ({ value, label: name(value) }))]} onChange={(next: string) => change({ by: next })} />
      {by && answer && answer.groups.length > 0 && (
        <Select
          aria-label={t("explore.shown_group")}
          value={seen.group ?? all}
          options={[{ value: all, label: t("explore.all") }, ...answer.groups.map(({ value }) => ({ value, label: valueName(by, value) }))]}
          onChange={(value: string) => look({ group: value === all ? undefined : value })}
        />
      )}
    </div>
  );
}

function Comparison() {
  const { t } = useTranslation();
  const living = useLiving();
  if (!living) return null;
  const { asked, change } = living;
  const noneBefore = asked.against === "before" && !hasBefore(asked);
  return (
    <div className="question-field">
      <span>{t("living.against")}</span>
      <Select<Against> aria-label={t("living.against")} value={asked.against} options={againsts.map((value) => ({ value, label: t(`living.against_${value || "none"}`) }))} onChange={(against) => change({ against })} />
      {noneBefore && <small className="quiet">{t("living.none_before")}</small>}
      {asked.against === "other" && <Filters where={asked.other} change={(other) => change({ other })} />}
    </div>
  );
}

/** What the line stands for, and whether the ways between touchpoints are drawn. */
function LineField() {
  const { t } = useTranslation();
  const living = useLiving();
  if (!living) return null;
  const { answer, height, seen, look } = living;
  const known = heights.filter((one) => answer?.touchpoints.some((told) => measureOf(one)?.of(told)?.value !== undefined));
  return (
    <div className="question-field">
      <span>{t("living.line")}</span>
      {known.length > 0 && height && <Select<Height> aria-label={t("living.line")} value={height} options={[...new Set([...known, height])].map((value) => ({ value, label: t(`living.measure_${value}`) }))} onChange={(value) => look({ height: value })} />}
      <label className="living-switch">
        <Switch size="small" checked={seen.flows} onChange={(flows) => look({ flows })} />
        {t("living.flows")}
      </label>
    </div>
  );
}
