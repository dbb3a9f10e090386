import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { useLatest, type TimelineFilter } from "../../api/timeline";
import { Bones } from "../../parts/Bones";
import { ChannelMark } from "../../parts/ChannelMark";
import { ProblemBox } from "../../parts/ProblemBox";
import { useFormat } from "../../text/format";
import { Signals } from "../customer/timeline/Signals";
import { sentenceOf } from "../customer/timeline/sentence";

interface Props {
  customer: string;
  name: string;
  interactions: number;
  /** Only what was heard under these profiles: what this side would be after parting. */
  filter?: TimelineFilter;
  /** Stays as it is: it is being parted, and is not asked for as a part any more. */
  still?: boolean;
  children?: ReactNode;
}

const shown = 25;

/** One of two timelines side by side: enough of it to see whether it is the same person. */
export function Side({ customer, name, interactions, filter, still = false, children }: Props) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const { data, error, refetch } = useLatest(customer, shown, filter, !still);
  return (
    <section className="card side" aria-label={name || t("customer.anonymous")}>
      <header>
        <h2>
          <Link to={`/customers/${encodeURIComponent(customer)}`}>{name || t("customer.anonymous")}</Link>
        </h2>
        <p className="quiet">{t("customer.heard", { count: interactions, number: format.number(interactions) })}</p>
      </header>
      {children}
      {error ? (
        <ProblemBox problem={error} retry={() => void refetch()} />
      ) : !data ? (
        <Bones rows={8} height={36} />
      ) : (
        <ol className="side-list">
          {data.map((interaction) => {
            const { lead, rest, quoted } = sentenceOf(i18n, interaction);
            return (
              <li key={interaction.id}>
                <time className="num" dateTime={interaction.at} title={format.exact(interaction.at)}>
                  {format.date(interaction.at)}
                </time>
                <ChannelMark channel={interaction.channel} size={20} />
                <span className="item-sentence">
                  <strong>{lead}</strong>
                  {rest && <span className={quoted ? "item-rest quoted" : "item-rest"}>{rest}</span>}
                </span>
                <Signals interaction={interaction} />
              </li>
            );
          })}
        </ol>
      )}
      {interactions > shown && <p className="quiet side-more">{t("join.newest_of", { shown: format.number(shown), all: format.number(interactions) })}</p>}
    </section>
  );
}
