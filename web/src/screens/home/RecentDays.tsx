import { useId, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Overview } from "../../api/types";
import { startOfDay, useFormat } from "../../text/format";
import { spansOf } from "./spans";

const height = 96;
/** Few days stay slim bars instead of becoming walls. */
const fewest = 14;

/** The last days that hold something, in true time: days without anything are gaps. The server counts them in UTC, and so it is said. */
export function RecentDays({ days }: { days: Overview["days"] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const title = useId();
  const [chosen, setChosen] = useState<number | null>(null);
  const { unit, spans } = useMemo(() => spansOf(days), [days]);
  const most = Math.max(1, ...spans.map((span) => span.interactions));
  const shown = chosen === null ? undefined : spans[chosen];
  const first = spans[0];
  const last = spans.at(-1);
  if (!first || !last) return null;
  const said = (day: string) => format.date(startOfDay(day));
  const from = Math.max(0, (fewest - spans.length) / 2);
  return (
    <section className="card recent" aria-labelledby={title}>
      <header>
        <h2 id={title}>{t("home.recent")}</h2>
        <p className="quiet" aria-live="off">
          {shown
            ? t("home.on_day", {
                day: shown.day === shown.end ? format.dayHeading(shown.day) : `${said(shown.day)} – ${said(shown.end)}`,
                count: shown.interactions,
                number: format.number(shown.interactions),
              })
            : `${t("home.days_shown", { count: days.length })} · ${t(`home.bar_${unit}`)}`}
        </p>
      </header>
      <svg
        viewBox={`${-from * 10} 0 ${Math.max(fewest, spans.length) * 10} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={first === last ? `${t("home.recent")} (UTC): ${said(first.day)}` : `${t("home.recent")} (UTC): ${said(first.day)} – ${said(last.end)}`}
        onMouseLeave={() => setChosen(null)}
      >
        {spans.map((span, place) => {
          const tall = span.interactions > 0 ? Math.max(2, (span.interactions / most) * (height - 4)) : 0;
          return (
            <g key={span.day} onMouseEnter={() => setChosen(place)}>
              <rect x={place * 10} y={0} width={10} height={height} fill="transparent" />
              {tall > 0 && <rect className="recent-bar" data-on={place === chosen || undefined} x={place * 10 + 1} y={height - tall} width={8} height={tall} rx={1} />}
            </g>
          );
        })}
      </svg>
      <footer>
        <span>{said(first.day)}</span>
        {last.end !== first.day && <span>{said(last.end)}</span>}
      </footer>
    </section>
  );
}
