import { Button, Segmented, Select } from "antd";
import { Download } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { StageTold, TouchpointTold } from "../../../api/living";
import { useFormat } from "../../../text/format";
import { Figure } from "../../explore/behind";
import { useValueName } from "../../explore/names";
import { download, fileName } from "../../explore/picture";
import { csvOf } from "../../explore/table";
import { stagePath, touchpointPath, useEditing } from "../editing";
import { parted } from "../layout/laid";
import { Interval } from "./Interval";
import { knownMeasures, type Measure } from "./measures";
import { Number } from "./Number";
import { useNumbersFile } from "./file";
import { Trend } from "./Trend";
import { useLiving } from "./useLiving";
import { useNote, useValueText } from "./words";

const form = "CSV";

/** Every figure of every touchpoint, stage by stage; told by a dimension, one figure beside the groups. */
export function Numbers() {
  const { t } = useTranslation();
  const { map } = useEditing();
  const living = useLiving();
  const file = useNumbersFile();
  const [byGroup, showGroups] = useState(false);
  const [chosen, choose] = useState("customers");
  if (!living?.answer) return null;
  const { answer, told, asked } = living;
  const known = knownMeasures(answer.touchpoints);
  const groups = asked.by && byGroup ? answer.groups : [];
  const measure = known.find(({ name }) => name === chosen) ?? known[0];
  return (
    <>
      <header className="living-head">
        <Unowned />
        <span className="living-tools">
          {answer.groups.length > 0 && asked.by && (
            <Segmented aria-label={t("living.numbers_view")} value={byGroup ? "groups" : "all"} options={["all", "groups"].map((value) => ({ value, label: t(`living.view_${value}`) }))} onChange={(value) => showGroups(value === "groups")} />
          )}
          {groups.length > 0 && measure && <Select aria-label={t("living.measure")} variant="filled" popupMatchSelectWidth={false} value={measure.name} options={known.map(({ name }) => ({ value: name, label: t(`living.measure_${name}`) }))} onChange={choose} />}
          <Button size="small" type="text" icon={<Download size={14} aria-hidden />} aria-label={t("explore.export_as", { form })} onClick={() => download(new Blob([csvOf(file())], { type: "text/csv;charset=utf-8" }), fileName(map.name, "csv"))}>{form}</Button>
        </span>
      </header>
      {groups.length > 0 && measure ? <Groups measure={measure} /> : <Table measures={known} told={told} />}
      <News />
    </>
  );
}

function useNames() {
  const { map, select } = useEditing();
  const name = (key: string) => map.touchpoints.find((one) => one.key === key)?.name ?? key;
  return { map, select, name };
}

function Table({ measures, told }: { measures: Measure[]; told: TouchpointTold[] }) {
  const { t } = useTranslation();
  const { map, select, name } = useNames();
  const living = useLiving();
  const by = new Map(told.map((one) => [one.key, one]));
  const stages = new Map((living?.seen.group === undefined ? living?.answer?.stages ?? [] : []).map((one) => [one.key, one]));
  const trends = told.some(({ trend }) => trend.length > 0);
  return (
    <div className="living-table" role="region" aria-label={t("living.numbers")} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("journeys.touchpoint")}</th>
            {measures.map((measure) => <th key={measure.name} scope="col" title={t(`living.about_${measure.name}`)}>{t(`living.measure_${measure.name}`)}</th>)}
            {trends && <th scope="col">{t("living.trend")}</th>}
          </tr>
        </thead>
        {parted(map).map(({ stage, touchpoints }) => (
          <tbody key={stage.key}>
            <tr className="living-stage">
              <th scope="rowgroup"><button type="button" className="link" onClick={() => select(stagePath(stage.key))}>{stage.name}</button></th>
              {measures.map((measure) => <td key={measure.name}><StageNumber measure={measure} told={stages.get(stage.key)} name={stage.name} /></td>)}
              {trends && <td />}
            </tr>
            {touchpoints.map(({ key, match }) => {
              const one = by.get(key);
              return (
                <tr key={key}>
                  <th scope="row"><button type="button" className="link" onClick={() => select(touchpointPath(key))}>{name(key)}</button></th>
                  {one && (match || one.customers > 0 || one.interactions > 0 || measures.some((measure) => measure.unit !== "count" && measure.of(one))) ? (
                    <>
                      {measures.map((measure) => <td key={measure.name}><Number measure={measure} told={one} name={name(key)} /></td>)}
                      {trends && <td>{one.interactions > 0 && <Trend weeks={one.trend} />}</td>}
                    </>
                  ) : (
                    <td colSpan={measures.length + (trends ? 1 : 0)} className="quiet">{t("journeys.matches_nothing")}</td>
                  )}
                </tr>
              );
            })}
          </tbody>
        ))}
      </table>
    </div>
  );
}

/** Of all touchpoints of a stage: who was there, what they expected and lived. */
function StageNumber({ measure, told, name }: { measure: Measure; told: StageTold | undefined; name: string }) {
  const text = useValueText();
  const note = useNote();
  if (!told || !["customers", "expectation", "perception", "gap", "nps", "csat", "ces", "stars", "sentiment"].includes(measure.name)) return null;
  const measured = measure.of({ ...told, interactions: 0, drop_off: { count: 0, of: 0, share: 0, low: 0, high: 1, open: 0 }, trend: [] });
  if (measured?.value === undefined) return null;
  const hint = note(measure, measured);
  const cell = measure.cell && { stage: told.key, ...measure.cell };
  return (
    <span className="living-number" data-few={measured.few || undefined} title={hint}>
      <Figure behind={cell && { count: measured.n, times: true, title: `${name} · ${hint}`, cell }}>
        {text(measure.unit, measured.value)}<span className="sr-only"> {hint}</span>
      </Figure>
      {measure.scale && <Interval measured={measured} scale={measure.scale} />}
    </span>
  );
}

/** One figure, a column a value of the breakdown. */
function Groups({ measure }: { measure: Measure }) {
  const { t } = useTranslation();
  const format = useFormat();
  const valueName = useValueName();
  const { map, select, name } = useNames();
  const living = useLiving();
  if (!living?.answer) return null;
  const { answer: { groups, touchpoints }, asked: { by } } = living;
  return (
    <div className="living-table" role="region" aria-label={t("living.numbers")} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("journeys.touchpoint")}</th>
            <th scope="col">{t("explore.all")}</th>
            {groups.map(({ value, n }) => <th key={value} scope="col">{valueName(by, value)} <small className="num">{format.number(n)}</small></th>)}
          </tr>
        </thead>
        <tbody>
          {map.touchpoints.map(({ key }) => {
            const all = touchpoints.find((one) => one.key === key);
            return (
              <tr key={key}>
                <th scope="row"><button type="button" className="link" onClick={() => select(touchpointPath(key))}>{name(key)}</button></th>
                <td>{all && <Number measure={measure} told={all} name={name(key)} />}</td>
                {groups.map(({ value, touchpoints: own }) => {
                  const one = own.find((other) => other.key === key);
                  return <td key={value}>{one && <Number measure={measure} told={one} name={`${name(key)}, ${valueName(by, value)}`} group={value} />}</td>;
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** Nobody answers for them: said, counted, and opened by a click. */
function Unowned() {
  const { t } = useTranslation();
  const { map, select } = useEditing();
  const missing = [
    ...map.stages.filter(({ owner }) => !owner).map(({ key, name }) => ({ path: stagePath(key), name })),
    ...map.touchpoints.filter(({ owner }) => !owner).map(({ key, name }) => ({ path: touchpointPath(key), name })),
  ];
  if (missing.length === 0) return null;
  return (
    <details className="living-unowned">
      <summary>{t("living.unowned", { count: missing.length })}</summary>
      {missing.map(({ path, name }) => <button key={path} type="button" className="link" onClick={() => select(path)}>{name}</button>)}
    </details>
  );
}

/** What came in is said; it moves nothing. */
function News() {
  const { t } = useTranslation();
  const format = useFormat();
  const living = useLiving();
  const position = living?.answer?.position;
  const before = useRef<number>(undefined);
  const [more, setMore] = useState(0);
  useEffect(() => {
    if (position !== undefined && before.current !== undefined && position > before.current) setMore(position - before.current);
    before.current = position;
  }, [position]);
  return <p className="sr-only" role="status">{more > 0 && t("living.came_in", { count: more, number: format.number(more) })}</p>;
}
