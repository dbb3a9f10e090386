import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router-dom";
import { Problem } from "../../../api/client";
import { zone } from "../../../api/customers";
import { useJourneys } from "../../../api/journeys";
import { useLivingAnswer, type ScorecardCell, type ScorecardRow } from "../../../api/living";
import type { Body } from "../../../api/questions";
import { Bones } from "../../../parts/Bones";
import { Empty } from "../../../parts/Empty";
import { ProblemBox } from "../../../parts/ProblemBox";
import { useTitle } from "../../../parts/useTitle";
import { useFormat } from "../../../text/format";
import { OpenPeople } from "../../explore/behind";
import { Filters } from "../../explore/Filters";
import { PeriodField } from "../../explore/PeriodField";
import { scope } from "../../explore/question";
import { readAsked, writeAsked } from "./asked";
import { knownMeasures, type Measure } from "./measures";
import { Number } from "./Number";
import { Opened } from "./Opened";
import type { Opening } from "./useLiving";
import { useDifferenceText } from "./words";
import "../../explore/explore.css";
import "../../explore/people.css";
import "../journeys.css";
import "./living.css";

/** Region by department: the same numbers as on the maps, by who answers for them. */
export default function Scorecard() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const text = search.toString();
  const asked = useMemo(() => readAsked(new URLSearchParams(text)), [text]);
  const body = useMemo((): Body => {
    const { from, to, filter } = scope({ ...asked, by: "" }, asked.zone || zone, new Date());
    return { ...(from && { from }), ...(to && { to }), ...(filter && { filter }) };
  }, [asked]);
  const { data, error, refetch } = useLivingAnswer("scorecard", body, 0);
  const [opened, open] = useState<Opening>();
  useTitle(t("scorecard.title"));
  const change = (part: Partial<typeof asked>) => setSearch((before) => writeAsked(before, { ...readAsked(before), ...part }));
  const answer = data?.answer;
  const refused = error instanceof Problem && error.status === 403;
  return (
    <div className="screen journey">
      <header className="screen-head journey-head">
        <div className="journey-title">
          <Link to="/journeys" className="journey-back">{t("nav.journeys")}</Link>
          <h1>{t("scorecard.title")}</h1>
        </div>
      </header>
      <p className="quiet">{t("scorecard.about")}</p>
      <section className="living-bar card" aria-label={t("living.bar")}>
        <div className="living-fields">
          <PeriodField question={asked} change={change} />
          <Filters where={asked.where} change={(where) => change({ where })} />
        </div>
      </section>
      {refused ? <Empty title={t("explore.refused")} text={t("explore.refused_text")} /> : error && !answer ? <ProblemBox problem={error} retry={() => void refetch()} /> : !answer ? <Bones rows={6} height={56} /> : answer.cells.length === 0 ? <Empty title={t("scorecard.none")} text={t("scorecard.none_text")} /> : (
        answer.cells.map((cell) => <Cell key={`${cell.region} ${cell.department}`} cell={cell} body={body} open={open} />)
      )}
      {opened && <Opened {...opened} close={() => open(undefined)} />}
    </div>
  );
}

function Cell({ cell, body, open }: { cell: ScorecardCell; body: Body; open: (opening: Opening) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: journeys } = useJourneys();
  const { region, department, unowned, better, worse, touchpoints } = cell;
  const known = knownMeasures(touchpoints);
  const named = [region || t("scorecard.no_region"), department || t("scorecard.no_department")].join(" · ");
  const said = [
    t("journeys.touchpoints", { count: touchpoints.length }),
    unowned > 0 && t("scorecard.unowned", { count: unowned }),
    better > 0 && t("scorecard.better", { number: format.number(better) }),
    worse > 0 && t("scorecard.worse", { number: format.number(worse) }),
    better + worse === 0 && t("scorecard.still"),
  ].filter(Boolean).join(" · ");
  return (
    <section className="card scorecard" aria-label={named}>
      <header>
        <h2>{named}</h2>
        <span className="quiet num">{said}</span>
      </header>
      <div className="living-table" role="region" aria-label={named} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("journeys.touchpoint")}</th>
              <th scope="col">{t("scorecard.of_map")}</th>
              <th scope="col">{t("journeys.owner")}</th>
              {known.map((measure) => <th key={measure.name} scope="col" title={t(`living.about_${measure.name}`)}>{t(`living.measure_${measure.name}`)}</th>)}
            </tr>
          </thead>
          <tbody>
            {touchpoints.map((row) => (
              <tr key={`${row.journey} ${row.key}`}>
                <th scope="row"><Link to={`/journeys/${encodeURIComponent(row.journey)}?at=touchpoints/${encodeURIComponent(row.key)}`}>{row.name}</Link></th>
                <td className="scorecard-word">{journeys?.find(({ key }) => key === row.journey)?.name ?? row.journey}</td>
                <td className="scorecard-word">{row.owner || t("journeys.no_owner")}</td>
                {known.map((measure) => (
                  <td key={measure.name}>
                    <OpenPeople value={(behind) => open({ kind: "touchpoints", question: { ...body, journey: row.journey }, behind })}>
                      <Number measure={measure} told={row} name={row.name} />
                    </OpenPeople>
                    <Moved row={row} measure={measure} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Against the time before of the same length, where it is beyond chance. */
function Moved({ row, measure }: { row: ScorecardRow; measure: Measure }) {
  const { t } = useTranslation();
  const difference = useDifferenceText();
  const change = row.changes.find((one) => one.measure === measure.change);
  if (!change) return null;
  const text = (value: number) => difference(measure.unit, value);
  return <strong className="living-change num" title={t("living.changed", { difference: text(change.difference), low: text(change.low), high: text(change.high) })}>{text(change.difference)}</strong>;
}
