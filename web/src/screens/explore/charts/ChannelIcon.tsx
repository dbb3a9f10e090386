import { lookOf } from "../../../theme/channels";

/** A channel's sign inside of a drawing, around a centre. */
export function ChannelIcon({ channel, x, y, size = 18 }: { channel: string; x: number; y: number; size?: number }) {
  if (!channel) return null;
  const { colour, icon: Icon } = lookOf(channel);
  const inner = Math.round(size * 0.62);
  return (
    <g aria-hidden style={{ "--channel": colour } as React.CSSProperties}>
      <circle cx={x} cy={y} r={size / 2} className="channel-disc" />
      <Icon x={x - inner / 2} y={y - inner / 2} width={inner} height={inner} strokeWidth={1.9} className="channel-sign" />
    </g>
  );
}
