import { useTranslation } from "react-i18next";
import { useLatest } from "../../api/timeline";
import type { CustomerDetail } from "../../api/types";
import { Bone } from "../../parts/Bones";
import { ChannelMark, useChannelName } from "../../parts/ChannelMark";
import { When } from "../../parts/When";
import { Signals } from "./timeline/Signals";
import { sentenceOf } from "./timeline/sentence";

/** What just happened: what somebody needs to see in the second in which the phone rings. */
export function LastThree({ customer }: { customer: CustomerDetail }) {
  const { t, i18n } = useTranslation();
  const channelName = useChannelName();
  const { data } = useLatest(customer.id, 3);
  if (data?.length === 0) return null;
  return (
    <ol className="last-three" aria-label={t("customer.last_three")}>
      {(data ?? [null, null, null]).map((interaction, place) => {
        if (!interaction) {
          return (
            <li key={place} className="last">
              <Bone width="60%" />
              <Bone width="85%" />
            </li>
          );
        }
        const { lead, rest, quoted } = sentenceOf(i18n, interaction);
        return (
          <li key={interaction.id} className="last">
            <p className="last-head">
              <ChannelMark channel={interaction.channel} size={20} named={false} />
              <span>
                {channelName(interaction.channel)} · <When at={interaction.at} />
              </span>
              <Signals interaction={interaction} />
            </p>
            <p className="last-lead">
              <strong>{lead}</strong>
              {interaction.actor?.id && interaction.actor.kind === "agent" && <span className="quiet"> · {interaction.actor.id}</span>}
            </p>
            {rest && <p className={quoted ? "last-rest quoted" : "last-rest"}>{rest}</p>}
          </li>
        );
      })}
    </ol>
  );
}
