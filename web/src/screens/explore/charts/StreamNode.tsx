import type { KeyboardEvent } from "react";
import { ChannelIcon } from "./ChannelIcon";
import { cut } from "./fit";
import type { StreamNode } from "./streams";

interface Props {
  node: StreamNode;
  x: number;
  y: number;
  width: number;
  height: number;
  name: string;
  note: string;
  title: string;
  /** Of what came before: names stand on the left. */
  mirrored: boolean;
  room: number;
  chosen: boolean;
  press: () => void;
  over: () => void;
}

/** A place on the ways: how many were there, pressed to see where they came from and went. */
export function StreamNodeDrawn({ node, x, y, width, height, name, note, title, mirrored, room, chosen, press, over }: Props) {
  const middle = y + height / 2;
  const sign = node.ref?.channel ? 20 : 0;
  const text = mirrored ? x - 6 - sign : x + width + 6 + sign;
  const anchor = mirrored ? "end" : "start";
  const tall = Math.max(height, 24);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    press();
  };
  return (
    <g className="stream-node mark-open" role="button" aria-pressed={chosen} tabIndex={0} onClick={press} onKeyDown={onKeyDown} onMouseEnter={over} onFocus={over}>
      <title>{title}</title>
      <rect x={x - 6} y={middle - tall / 2} width={width + 12} height={tall} className="hit" />
      <rect x={x} y={y} width={width} height={height} rx={2} className="stream-bar" data-kind={node.kind} />
      {node.ref && <ChannelIcon channel={node.ref.channel} x={mirrored ? x - 16 : x + width + 14} y={middle} size={18} />}
      <text x={text} y={middle - 1} textAnchor={anchor} className="halo strong">{cut(name, room - sign, 12, 600)}</text>
      <text x={text} y={middle + 13} textAnchor={anchor} className="halo soft">{note}</text>
    </g>
  );
}
