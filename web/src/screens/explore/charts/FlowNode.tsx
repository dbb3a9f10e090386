import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../text/format";
import { useFullName, useRefName } from "../names";
import { ChannelIcon } from "./ChannelIcon";
import { cut, linesOf } from "./fit";
import { nodeSize, start, type LaidNode } from "./flowLayout";

interface Props {
  node: LaidNode;
  part: number;
  faint: boolean;
  chosen: boolean;
  /** The one that the Tab key comes to; arrows go on from there. */
  entry: boolean;
  press: () => void;
  onFocus: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

export function FlowNode({ node, part, faint, chosen, entry, press, onFocus, onKeyDown }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useRefName();
  const fullName = useFullName();
  const { activity, x, y, again } = node;
  if (!activity) {
    const begins = node.id === start;
    return (
      <g className="flow-mark" data-faint={faint || undefined} aria-hidden>
        <title>{t(begins ? "explore.start" : "explore.end")}</title>
        <circle cx={x} cy={y} r={13} className="flow-mark-ring" />
        {begins ? <path d={`M${x - 3.5} ${y - 5.5}l8 5.5l-8 5.5z`} className="flow-mark-sign" /> : <rect x={x - 4.5} y={y - 4.5} width={9} height={9} rx={1} className="flow-mark-sign" />}
      </g>
    );
  }
  const { width, height } = nodeSize;
  const [left, top] = [x - width / 2, y - height / 2];
  const count = format.number(activity.count);
  // A name has two lines; what is longer is cut in the second.
  const room = width - 39;
  const [head = "", ...tail] = linesOf(name(activity.activity), room, 12, 600);
  const lines = tail.length > 0 ? [head, tail.join(" ")] : [head];
  const said = t("explore.node_title", { name: fullName(activity.activity), number: count, starts: format.number(activity.starts), ends: format.number(activity.ends) });
  return (
    <g className="flow-node" role="button" data-id={node.id} data-faint={faint || undefined} aria-pressed={chosen} tabIndex={entry ? 0 : -1} onClick={press} onFocus={onFocus} onKeyDown={onKeyDown}>
      <title>{said}</title>
      <rect x={left} y={top} width={width} height={height} rx={7} className="flow-box-rect" />
      <rect x={left + 8} y={top + height - 7} width={width - 16} height={3} rx={1.5} className="bar-rest" />
      <rect x={left + 8} y={top + height - 7} width={(width - 16) * part} height={3} rx={1.5} className="bar" />
      <ChannelIcon channel={activity.activity.channel} x={left + 18} y={y - 4} size={20} />
      {lines.map((words, line) => (
        <text key={line} x={left + 33} y={top + (lines.length > 1 ? 16 : 23) + line * 14} className="strong">{cut(words, room, 12, 600)}</text>
      ))}
      <text x={left + 33} y={top + (lines.length > 1 ? 44 : 38)} className="soft">{again > 0 ? t("explore.count_again", { number: count, again: format.number(again) }) : count}</text>
    </g>
  );
}
