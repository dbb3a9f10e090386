import type { Share } from "../../../api/types";
import { useFormat } from "../../../text/format";
import { useWidth } from "../../customer/line/useWidth";
import { cut } from "./fit";

const row = 28;
const foot = 22;

interface Line {
  name: string;
  share: Share;
}

/** Shares with their intervals below each other on one scale: where two intervals lie apart, the difference is no chance. */
export function Intervals({ lines, label, note }: { lines: Line[]; label: string; note: (share: Share) => string }) {
  const format = useFormat();
  const [box, width] = useWidth();
  const names = Math.min(180, width * 0.3);
  const figures = width < 560 ? 62 : 190;
  const room = Math.max(40, width - names - figures - 24);
  const at = (share: number) => names + 12 + share * room;
  const height = lines.length * row + foot;
  return (
    <div ref={box} className="chart">
      {width > 0 && (
        <svg width={width} height={height} role="img" aria-label={label} data-picture>
          {[0, 0.25, 0.5, 0.75, 1].map((tick) => (
            <g key={tick}>
              <line x1={at(tick)} x2={at(tick)} y1={0} y2={lines.length * row} className="grid" />
              <text x={at(tick)} y={height - 6} textAnchor="middle" className="soft">{format.percent(tick)}</text>
            </g>
          ))}
          {lines.map(({ name, share }, place) => {
            const y = place * row + row / 2;
            return (
              <g key={name}>
                <title>{`${name}: ${note(share)}`}</title>
                <text x={names} y={y + 4} textAnchor="end" className={place === 0 ? "strong" : undefined}>{cut(name, names - 4, 12, place === 0 ? 600 : 400)}</text>
                {share.of > 0 && (
                  <>
                    <line x1={at(share.low)} x2={at(share.high)} y1={y} y2={y} className="interval" />
                    <circle cx={at(share.share)} cy={y} r={4.5} className="dot" />
                  </>
                )}
                <text x={width} y={y + 4} textAnchor="end">
                  {share.of > 0 ? format.share(share.share) : "–"}
                  {figures > 100 && <tspan className="soft" dx={8}>{note(share)}</tspan>}
                </text>
              </g>
            );
          })}
        </svg>
      )}
    </div>
  );
}
