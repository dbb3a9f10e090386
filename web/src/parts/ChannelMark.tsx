import { useTranslation } from "react-i18next";
import { lookOf } from "../theme/channels";

/** The channel's name in the reader's language; a channel of the company's own stays as it was named. */
export function useChannelName(): (channel: string) => string {
  const { t } = useTranslation();
  return (channel) => t(`channel.${channel}`, { defaultValue: channel });
}

interface Props {
  channel: string;
  size?: number;
  /** False where the name stands beside it, so that it is not read out twice. */
  named?: boolean;
}

/** The channel as a tinted disc with its icon. */
export function ChannelMark({ channel, size = 22, named = true }: Props) {
  const name = useChannelName()(channel);
  const { colour, icon: Icon } = lookOf(channel);
  return (
    <span
      className="mark"
      style={{ "--channel": colour, width: size, height: size } as React.CSSProperties}
      title={named ? name : undefined}
      role={named ? "img" : undefined}
      aria-label={named ? name : undefined}
      aria-hidden={named ? undefined : true}
    >
      <Icon size={Math.round(size * 0.6)} strokeWidth={1.9} aria-hidden />
    </span>
  );
}
