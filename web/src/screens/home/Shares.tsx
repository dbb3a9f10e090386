import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { ChannelMark, useChannelName } from "../../parts/ChannelMark";
import { When } from "../../parts/When";
import { useFormat } from "../../text/format";
import { lookOf } from "../../theme/channels";

interface Row {
  channel?: string;
  source?: string;
  interactions: number;
  last_at?: string;
}

/** How much came from where, largest first, with when it was last heard. A channel opens the customers behind it. */
export function Shares({ title, rows }: { title: string; rows: Row[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const channelName = useChannelName();
  const heading = useId();
  const sorted = [...rows].sort((a, b) => b.interactions - a.interactions);
  const most = Math.max(1, sorted[0]?.interactions ?? 1);
  return (
    <section className="card" aria-labelledby={heading}>
      <header>
        <h2 id={heading}>{title}</h2>
        <p className="quiet">{t("home.last_heard")}</p>
      </header>
      <ul className="shares">
        {sorted.map((row) => {
          const key = row.channel ?? row.source ?? "";
          const label = row.channel ? channelName(row.channel) : key;
          return (
            <li key={key}>
              {row.channel ? <ChannelMark channel={row.channel} size={20} named={false} /> : <span className="shares-dot" aria-hidden />}
              {row.channel ? <Link to={`/customers?channel=${encodeURIComponent(row.channel)}`}>{label}</Link> : <span>{label}</span>}
              <span className="shares-bar" aria-hidden>
                <i style={{ width: `${(row.interactions / most) * 100}%`, background: row.channel ? lookOf(row.channel).colour : undefined }} />
              </span>
              <span className="num">{format.number(row.interactions)}</span>
              <span className="quiet num">{row.last_at && <When at={row.last_at} />}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
