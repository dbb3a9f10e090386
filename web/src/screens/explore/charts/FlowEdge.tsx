import { Mark, type Behind } from "../behind";
import type { LaidEdge } from "./flowLayout";

interface Props {
  laid: LaidEdge;
  /** Of the most that go any way here. */
  part: number;
  text: string | undefined;
  faint: boolean;
  title: string | undefined;
  behind: Behind | undefined;
}

/** A way from one activity to the next: as thick as customers go it. Where sequences begin or end it is dashed. */
export function FlowEdgeDrawn({ laid, part, text, faint, title, behind }: Props) {
  return (
    <g className="flow-edge" data-faint={faint || undefined} data-end={laid.edge ? undefined : true} aria-hidden>
      {title && <title>{title}</title>}
      <Mark behind={behind} hint={title} pointer>
        <path d={laid.path} className="flow-hit" />
        <path d={laid.path} strokeWidth={1 + (laid.edge ? 7 : 2) * Math.sqrt(part)} className="flow-line" />
        <path d={laid.head} className="flow-head" />
        {text && (
          <text x={laid.label.x} y={laid.label.y + 4} textAnchor="middle" className="flow-label">
            {text}
          </text>
        )}
      </Mark>
    </g>
  );
}
