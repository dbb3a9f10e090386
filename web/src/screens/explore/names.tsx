import { useTranslation } from "react-i18next";
import { useChannels } from "../../api/overview";
import { ChannelMark, useChannelName } from "../../parts/ChannelMark";
import { useFormat } from "../../text/format";
import { activityName } from "../customer/timeline/sentence";
import { byPeople, type Question, type Ref } from "./question";

/** What an activity is called in the reader's words; a channel alone is "anything" on it. */
export function useRefName(): (ref: Ref) => string {
  const { t, i18n } = useTranslation();
  const channelName = useChannelName();
  return ({ channel, name }) => {
    if (name) return activityName(i18n, channel, name);
    return channel ? t("explore.any_on", { channel: channelName(channel) }) : t("explore.anything");
  };
}

/** The same with its channel, where no icon stands beside it: in tables, files and on pictures. */
export function useFullName(): (ref: Ref) => string {
  const { t } = useTranslation();
  const name = useRefName();
  const channelName = useChannelName();
  return (ref) => (ref.channel && ref.name ? t("explore.full_name", { channel: channelName(ref.channel), name: name(ref) }) : name(ref));
}

/** Names of activities, of which some are called alike on several channels. */
export function RefName({ of, size = 20 }: { of: Ref; size?: number }) {
  const name = useRefName();
  const channelName = useChannelName();
  return (
    <span className="ref" title={of.channel && of.name ? `${channelName(of.channel)} · ${of.name}` : undefined}>
      {of.channel && <ChannelMark channel={of.channel} size={size} named={of.name !== ""} />}
      <span>{name(of)}</span>
    </span>
  );
}

/** What counts as a contact. */
export function useContactWords(): (question: Question) => string {
  const { t } = useTranslation();
  const name = useRefName();
  const channelName = useChannelName();
  const { data: heard } = useChannels();
  return ({ contact, everything }) => {
    if (contact && (contact.channel || contact.name)) return name(contact);
    const channels = byPeople.filter((channel) => heard?.includes(channel) ?? true);
    return contact ? t("explore.anything") : everything || channels.length === 0 ? t("explore.all_contacts") : t("explore.contacts_by_people", { channels: channels.map(channelName).join(t("explore.between")) });
  };
}

export function useDimensionName(): (name: string) => string {
  const { t } = useTranslation();
  return (name) => t(`dimension.${name}`, { defaultValue: t(`trait.${name}`, { defaultValue: name }) });
}

/** A value of a dimension in the reader's words. */
export function useValueName(): (dimension: string, value: string) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const channelName = useChannelName();
  return (dimension, value) => {
    if (value === "") return t("explore.no_value");
    if (value === "(other)") return t("explore.other_values");
    if (dimension === "direction") return t(`direction.${value}`, { defaultValue: value });
    if (dimension === "channel") return channelName(value);
    return dimension === "language" ? format.language(value) : value;
  };
}
