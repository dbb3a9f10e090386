import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Overview } from "../../api/types";
import { startOfDay, useFormat } from "../../text/format";

const height = 96;

/** The last days that hold something, one bar a day. */
export function RecentDays({ days }: { days: Overview["days"] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const title = useId();
  const [chosen, setChosen] = useState<number | null>(null);
  const most = Math.max(1, ...days.map((day) => day.interactions));
  const shown = chosen === null ? undefined : days[chosen];
  const first = days[0];
  const last = days.at(-1);
  if (!first || !last) return null;
  return (
    <section className="card recent" aria-labelledby={title}>
      <header>
        <h2 id={title}>{t("home.recent")}</h2>
        <p className="quiet" aria-live="off">
          {shown
            ? t("home.on_day", { day: format.dayHeading(shown.day), count: shown.interactions, number: format.number(shown.interactions) })
            : t("home.days_shown", { count: days.length })}
        </p>
      </header>
      <svg viewBox={`0 0 ${days.length * 10} ${height}`} preserveAspectRatio="none" role="img" aria-label={t("home.recent")} onMouseLeave={() => setChosen(null)}>
        {days.map((day, place) => {
          const tall = Math.max(2, (day.interactions / most) * (height - 4));
          return (
            <g key={day.day} onMouseEnter={() => setChosen(place)}>
              <rect x={place * 10} y={0} width={10} height={height} fill="transparent" />
              <rect className="recent-bar" data-on={place === chosen || undefined} x={place * 10 + 1} y={height - tall} width={8} height={tall} rx={1} />
            </g>
          );
        })}
      </svg>
      <footer>
        <span>{format.date(startOfDay(first.day))}</span>
        <span>{format.date(startOfDay(last.day))}</span>
      </footer>
    </section>
  );
}
