import type { ReactNode } from "react";
import type { Laid } from "../layout/laid";
import type { LaneKind } from "../layout/lanes";
import { LaneRows } from "./LaneRows";
import { StageHead, TouchpointMark, type Handling } from "./marks";

interface Props {
  laid: Laid;
  lanes: LaneKind;
  /** How far the drawing is scrolled: what stands at its left edge goes with it. */
  left?: number;
  over?: ReactNode;
  handling?: (path: string) => Handling;
  comments?: (path: string) => number;
  others?: (path: string) => string;
}

const still: Handling = { selected: false, entry: false, lifted: false, renaming: false };

/** What a map looks like, where it was laid; without `handling` it only stands there. */
export function Drawn({ laid, lanes, left = 0, over, handling = () => still, comments = () => 0, others = () => "" }: Props) {
  const column = laid.form === "line" ? Math.max(80, Math.min(240, (laid.touchpoints[1]?.x ?? 120) - (laid.touchpoints[0]?.x ?? 0))) - 4 : 140;
  return (
    <>
      {laid.ticks.map(({ value, path }) => <path key={value} className="tick" d={path} />)}
      {laid.shades.map(({ path, short }) => <path key={path} className={short ? "shade short" : "shade"} d={path} />)}
      {laid.silent && <path className="line-silent" d={laid.silent} />}
      {laid.expected && <path className="line-expected" d={laid.expected} />}
      {laid.lived && <path className="line-lived" d={laid.lived} />}
      {laid.lanes.length > 0 && <LaneRows kind={lanes} lanes={laid.lanes} way={laid.way} width={laid.width} left={left} />}
      {over}
      {laid.stages.map((one) => {
        const path = `stages/${one.stage.key}`;
        return <StageHead key={path} laid={one} comments={comments(path)} others={others(path)} {...handling(path)} />;
      })}
      {laid.touchpoints.map((one) => {
        const path = `touchpoints/${one.touchpoint.key}`;
        return <TouchpointMark key={path} laid={one} width={column} comments={comments(path)} others={others(path)} {...handling(path)} />;
      })}
      <g transform={laid.form === "line" ? `translate(${left} 0)` : undefined} data-moved>
        {laid.ticks.map(({ value, at }) => <text key={value} className="tick-value" x={at.x} y={at.y} textAnchor="end">{value}</text>)}
      </g>
    </>
  );
}
