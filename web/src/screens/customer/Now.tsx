import { GitMerge } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import type { CustomerDetail } from "../../api/types";
import { ChannelMark, useChannelName } from "../../parts/ChannelMark";
import { When } from "../../parts/When";
import { useFormat } from "../../text/format";
import { lookOf } from "../../theme/channels";
import { Box } from "./Box";

/** What matters now: what waits for a decision, when they were last here, what they are worth, how they reach us. */
export function Now({ customer }: { customer: CustomerDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const channelName = useChannelName();
  const counts = [...customer.channel_counts].sort((a, b) => b.interactions - a.interactions);
  const most = Math.max(1, counts[0]?.interactions ?? 1);
  return (
    <Box title={t("customer.now")} className="now" summary={customer.last_at && <When at={customer.last_at} />}>
      {customer.suggestions > 0 && (
        <Link to="/joins" className="now-suggestion">
          <GitMerge size={16} aria-hidden />
          <span>{t("customer.suggestions", { count: customer.suggestions })}</span>
        </Link>
      )}
      <dl className="now-facts">
        {customer.last_at && (
          <div>
            <dt>{t("customer.last_contact")}</dt>
            <dd>
              <When at={customer.last_at} />
            </dd>
          </div>
        )}
        {customer.worth.map((worth) => (
          <div key={worth.currency}>
            <dt>{t("customer.worth")}</dt>
            <dd>
              <strong className="num">{format.money(worth.minor, worth.currency)}</strong>
              <small>{t("customer.worth_in", { count: worth.interactions, number: format.number(worth.interactions) })}</small>
            </dd>
          </div>
        ))}
      </dl>
      <h3>{t("customer.channels")}</h3>
      <ul className="now-channels">
        {counts.map(({ channel, interactions }) => (
          <li key={channel}>
            <ChannelMark channel={channel} size={20} named={false} />
            <span>{channelName(channel)}</span>
            <span className="now-bar" aria-hidden>
              <i style={{ width: `${Math.max(4, (interactions / most) * 100)}%`, background: lookOf(channel).colour }} />
            </span>
            <span className="num">{format.number(interactions)}</span>
          </li>
        ))}
      </ul>
    </Box>
  );
}
