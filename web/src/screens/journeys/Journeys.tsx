import { Button } from "antd";
import { Plus, RefreshCw, Route } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router-dom";
import { Problem } from "../../api/client";
import { useBringBack, useJourneys, useMentions, useRemovedJourneys, type JourneyLine } from "../../api/journeys";
import { useMay } from "../../api/session";
import { useKeys } from "../../app/keys";
import { Bones } from "../../parts/Bones";
import { useByWhom } from "../../parts/byWhom";
import { Empty } from "../../parts/Empty";
import { ProblemBox, useProblemText } from "../../parts/ProblemBox";
import { say } from "../../parts/toast";
import { useTitle } from "../../parts/useTitle";
import { When } from "../../parts/When";
import { NewMap } from "./NewMap";
import "../explore/explore.css";
import "./panel/panel.css";
import "./journeys.css";

/** All maps; or, as long as there is none, how one begins. */
export default function Journeys() {
  const { t } = useTranslation();
  const mayEdit = useMay("manager");
  const navigate = useNavigate();
  const { data, error, refetch } = useJourneys();
  const [adding, add] = useState(false);
  useTitle(t("nav.journeys"));
  useKeys(mayEdit ? [{ keys: "n", label: t("journeys.new_map"), run: () => add(true) }] : []);
  const refused = error instanceof Problem && error.status === 403;
  const button = mayEdit && <Button type="primary" icon={<Plus size={15} aria-hidden />} onClick={() => add(true)}>{t("journeys.new_map")}</Button>;
  return (
    <div className="screen">
      <header className="screen-head">
        <h1>{t("nav.journeys")}</h1>
        {data && data.length > 0 && (
          <span className="journey-tools">
            <Link to="/scorecard">{t("scorecard.title")}</Link>
            {button}
          </span>
        )}
      </header>
      {refused ? (
        <Empty title={t("explore.refused")} text={t("explore.refused_text")} />
      ) : error && !data ? (
        <ProblemBox problem={error} retry={() => void refetch()} />
      ) : !data ? (
        <Bones rows={4} height={64} />
      ) : data.length === 0 ? (
        <Empty title={t("journeys.none")} text={t(mayEdit ? "journeys.none_text" : "journeys.none_text_read")} action={button || undefined} />
      ) : (
        <>
          <Mentions />
          <ul className="card journey-list">
            {data.map((journey) => <JourneyRow key={journey.key} journey={journey} />)}
          </ul>
        </>
      )}
      {mayEdit && <Removed />}
      {adding && <NewMap taken={(data ?? []).map(({ key }) => key)} close={() => add(false)} open={(key) => navigate(`/journeys/${encodeURIComponent(key)}`)} />}
    </div>
  );
}

/** Comments that call one by name, until they are settled. */
function Mentions() {
  const { t } = useTranslation();
  const { data } = useMentions();
  if (!data || data.length === 0) return null;
  return (
    <section className="card mentions" aria-labelledby="mentions-title">
      <header>
        <h2 id="mentions-title">{t("journeys.mentions", { count: data.length })}</h2>
      </header>
      <ul>
        {data.map(({ id, journey, journey_name, path, text, by, at }) => (
          <li key={`${journey} ${id}`}>
            <Link to={`/journeys/${encodeURIComponent(journey)}?${new URLSearchParams({ comments: path || "all" })}`}>
              <span className="mention-text">{text}</span>
              <small>{[by, journey_name].join(" · ")}</small>
              <small><When at={at} /></small>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What was removed in the last days, with the way back. */
function Removed() {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const { data } = useRemovedJourneys();
  const { mutate } = useBringBack();
  if (!data || data.length === 0) return null;
  return (
    <details className="journeys-removed">
      <summary>{t("journeys.removed_maps", { count: data.length })}</summary>
      <ul>
        {data.map(({ key, name, removed_at }) => (
          <li key={key}>
            <span>{name}</span>
            {removed_at && <small><When at={removed_at} /></small>}
            <Button size="small" aria-label={t("journeys.bring_back_named", { name })} onClick={() => mutate(key, { onError: (problem) => say(problemText(problem).title, { bad: true }) })}>{t("journeys.bring_back")}</Button>
          </li>
        ))}
      </ul>
    </details>
  );
}

function JourneyRow({ journey }: { journey: JourneyLine }) {
  const { t } = useTranslation();
  const byWhom = useByWhom();
  const { key, name, kind, owner, stages, touchpoints, unowned, changed_at, changed_by } = journey;
  const Icon = kind === "loop" ? RefreshCw : Route;
  return (
    <li>
      <Link to={`/journeys/${encodeURIComponent(key)}`}>
        <Icon size={17} strokeWidth={1.8} aria-label={t(`journeys.kind_${kind}`)} />
        <span className="journey-name">
          <strong>{name}</strong>
          <small>{[t("journeys.stages", { count: stages }), t("journeys.touchpoints", { count: touchpoints }), owner || t("journeys.no_owner")].join(" · ")}</small>
        </span>
        <Dots count={touchpoints} />
        {unowned > 0 ? <span className="chip">{t("journeys.unowned", { count: unowned })}</span> : <span />}
        <small className="journey-when"><When at={changed_at} /> {byWhom(changed_by)}</small>
      </Link>
    </li>
  );
}

const mostDots = 16;

/** How long the line is, at a glance. */
function Dots({ count }: { count: number }) {
  const shown = Math.min(count, mostDots);
  const width = Math.max(0, shown - 1) * 10;
  return (
    <svg className="journey-dots" width={mostDots * 10} height={12} aria-hidden>
      {shown > 1 && <path d={`M5 6H${5 + width}`} />}
      {Array.from({ length: shown }, (_, place) => <circle key={place} cx={5 + place * 10} cy={6} r={3} />)}
    </svg>
  );
}
