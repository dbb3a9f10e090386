import { memo } from "react";
import { startOfDay, useFormat } from "../../../text/format";
import { byChannelOrder, lookOf } from "../../../theme/channels";
import { daysBetween, ticksOf, type Bin } from "./bins";
import { curve } from "./curve";

/** The feeling has a band of its own at the top, bars stand on the line, the dates hang below. */
export const heightOf = { all: 112, base: 90, bars: 56, middle: 15, feeling: 13 };

interface Props {
  bins: Bin[];
  width: number;
  from: string;
  to: string;
  cursor: number | null;
  held: number | null;
  reading: string;
}

export const Drawing = memo(function Drawing({ bins, width, from, to, cursor, held, reading }: Props) {
  const format = useFormat();
  const wide = width / Math.max(1, bins.length);
  const most = Math.max(1, ...bins.map((bin) => bin.total));
  // The root keeps a day with one letter visible beside a day with two hundred clicks.
  const tall = (count: number) => Math.max(3, Math.sqrt(count / most) * heightOf.bars);
  const felt = bins.flatMap((bin, place): [number, number][] =>
    bin.feeling === undefined ? [] : [[(place + 0.5) * wide, heightOf.middle - bin.feeling * heightOf.feeling]],
  );
  const first = bins[0]?.start ?? from;
  const days = Math.max(1, daysBetween(first, bins.at(-1)?.end ?? to));
  const xOf = (day: string) => (daysBetween(first, day) / days) * width;
  const long = daysBetween(from, to) > 62;
  const bar = Math.max(1.5, Math.min(wide - (wide > 4 ? 1.5 : 0), 14));
  const readAt = reading && reading >= first && reading <= to ? xOf(reading) + wide / 2 : null;

  return (
    <svg width={width} height={heightOf.all} aria-hidden className="line-drawing">
      {held !== null && cursor !== null && (
        <rect className="line-held" x={Math.min(held, cursor) * wide} y={0} width={(Math.abs(held - cursor) + 1) * wide} height={heightOf.base} />
      )}
      {ticksOf(from, to, Math.max(2, Math.floor(width / 90))).map((day) => (
        <g key={day} transform={`translate(${xOf(day).toFixed(1)} 0)`} className="line-tick">
          <line y1={heightOf.base} y2={heightOf.base + 5} />
          <text y={heightOf.all - 4} x={0}>
            {long ? format.month(startOfDay(day)) : format.monthDay(startOfDay(day))}
          </text>
        </g>
      ))}
      <line className="line-base" x1={0} x2={width} y1={heightOf.base} y2={heightOf.base} />
      {bins.map((bin, place) => {
        if (bin.total === 0) return null;
        const full = tall(bin.total);
        let top = heightOf.base;
        return (
          <g key={bin.start} opacity={cursor === null || cursor === place || held !== null ? 1 : 0.65}>
            {Object.entries(bin.counts)
              .sort(([a], [b]) => byChannelOrder(a, b))
              .map(([channel, count]) => {
                const height = (count / bin.total) * full;
                top -= height;
                return <rect key={channel} x={place * wide + (wide - bar) / 2} y={top} width={bar} height={height} style={{ fill: lookOf(channel).colour }} />;
              })}
          </g>
        );
      })}
      {felt.length > 1 && (
        <>
          <line className="line-feeling-zero" x1={0} x2={width} y1={heightOf.middle} y2={heightOf.middle} />
          <path className="line-feeling" d={curve(felt)} />
        </>
      )}
      {readAt !== null && (
        <g transform={`translate(${readAt.toFixed(1)} ${heightOf.base})`} className="line-reading">
          <circle r={4.5} />
        </g>
      )}
      {cursor !== null && <line className="line-cursor" x1={(cursor + 0.5) * wide} x2={(cursor + 0.5) * wide} y1={0} y2={heightOf.base} />}
    </svg>
  );
});
