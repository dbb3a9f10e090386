import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { Interaction, JoinedProfile } from "../../../api/types";
import { ChannelMark } from "../../../parts/ChannelMark";
import { useFormat } from "../../../text/format";
import { Details } from "./Details";
import { Signals } from "./Signals";
import { sentenceOf } from "./sentence";

interface Props {
  interaction: Interaction;
  open: boolean;
  chosen: boolean;
  inFold: boolean;
  /** The joined profile under which it was heard, if it was not this one. */
  joined?: JoinedProfile;
  toggle: (id: string) => void;
}

/** One icon, one sentence, one time; the rest opens in place. */
export const Item = memo(function Item({ interaction, open, chosen, inFold, joined, toggle }: Props) {
  const { i18n } = useTranslation();
  const format = useFormat();
  const { lead, rest, quoted } = sentenceOf(i18n, interaction);
  return (
    <div className="item" data-open={open || undefined} data-chosen={chosen || undefined} data-infold={inFold || undefined} data-joined={joined ? true : undefined}>
      <button type="button" className="item-head" aria-expanded={open} onClick={() => toggle(interaction.id)}>
        <time className="num" dateTime={interaction.at} title={format.exact(interaction.at)}>
          {format.time(interaction.at)}
        </time>
        <ChannelMark channel={interaction.channel} />
        <span className="item-sentence">
          <strong>{lead}</strong>
          {rest && <span className={quoted ? "item-rest quoted" : "item-rest"}>{rest}</span>}
        </span>
        <Signals interaction={interaction} />
      </button>
      {open && <Details interaction={interaction} joined={joined} />}
    </div>
  );
});
