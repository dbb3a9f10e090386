import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { useOverview } from "../../api/overview";
import type { Overview } from "../../api/types";
import { Bones } from "../../parts/Bones";
import { ProblemBox } from "../../parts/ProblemBox";
import { useTitle } from "../../parts/useTitle";
import { useFormat } from "../../text/format";
import { FirstSteps } from "./FirstSteps";
import { NextSteps } from "./NextSteps";
import { RecentDays } from "./RecentDays";
import { Shares } from "./Shares";
import "./home.css";

/** What is here, and what to do next. */
export default function Home() {
  const { t } = useTranslation();
  useTitle(t("nav.home"));
  const { data, error, refetch } = useOverview();
  if (error && !data) return <div className="screen"><ProblemBox problem={error} retry={() => void refetch()} /></div>;
  if (!data) return <div className="screen"><Bones rows={9} height={64} /></div>;
  return (
    <div className="screen home">
      <header className="screen-head">
        <div>
          <h1>{!data.company || data.company === "Throughline" ? t("brand.name") : data.company}</h1>
          <p className="quiet">{t("brand.motto")}</p>
        </div>
      </header>
      {data.interactions === 0 ? <FirstSteps /> : <Known overview={data} />}
    </div>
  );
}

function Known({ overview }: { overview: Overview }) {
  const { t } = useTranslation();
  const format = useFormat();
  const figures = [
    { key: "customers", value: overview.customers, to: "/customers", note: t("home.identified_part", { part: format.percent(overview.identified / Math.max(1, overview.customers)) }) },
    { key: "interactions", value: overview.interactions, to: "/customers", note: span(overview, format.month) },
    { key: "channels", value: overview.channels.length, note: t("home.from_sources", { count: overview.sources.length }) },
    { key: "suggestions", value: overview.suggestions_open, to: "/joins", note: overview.suggestions_open > 0 ? t("home.to_decide") : t("home.all_decided") },
  ];
  return (
    <>
      {overview.sample && (
        <p className="banner" role="note">
          <strong>{t("home.sample")}</strong> {t("home.sample_text")}
        </p>
      )}
      <ul className="figures">
        {figures.map((figure) => {
          const inside = (
            <>
              <span>{t(`home.${figure.key}`)}</span>
              <strong>{format.number(figure.value)}</strong>
              <small>{figure.note}</small>
            </>
          );
          return <li key={figure.key}>{figure.to ? <Link to={figure.to}>{inside}</Link> : <div>{inside}</div>}</li>;
        })}
      </ul>
      <div className="home-grid">
        <div>
          <RecentDays days={overview.days} />
          <div className="home-pair">
            <Shares title={t("home.by_channel")} rows={overview.channels} />
            <Shares title={t("home.by_source")} rows={overview.sources} />
          </div>
        </div>
        <NextSteps overview={overview} />
      </div>
    </>
  );
}

function span(overview: Overview, month: (at: string) => string): string {
  if (!overview.first_at || !overview.last_at) return "";
  const [first, last] = [month(overview.first_at), month(overview.last_at)];
  return first === last ? first : `${first} – ${last}`;
}
