// What stands on the line: touchpoints, the heads of stages, and what adds to them.
import { Plus } from "lucide-react";
import { memo, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { ChannelIcon } from "../../explore/charts/ChannelIcon";
import type { LaidStage, LaidTouchpoint } from "../layout/laid";
import type { Point } from "../layout/curve";

/** What the hand does to a mark. The same object all the time, so that a mark is drawn anew only when it changes itself. */
export interface Acts {
  press: (path: string) => void;
  rename: (path: string) => void;
  focus: (path: string) => void;
  key: (event: KeyboardEvent, path: string) => void;
  /** Of a drag. */
  hold: (path: string) => object;
}

export interface Handling {
  selected: boolean;
  /** The one that the Tab key comes to; arrows go on from there. */
  entry: boolean;
  lifted: boolean;
  renaming: boolean;
  /** Left out where the mark only stands there. */
  acts?: Acts;
}

/** Pressed, named, walked to, dragged: or nothing of it. */
const handsOn = (acts: Acts | undefined, path: string, { entry, selected }: Handling) =>
  acts && {
    role: "button",
    tabIndex: entry ? 0 : -1,
    "aria-pressed": selected,
    onClick: () => acts.press(path),
    onDoubleClick: () => acts.rename(path),
    onFocus: () => acts.focus(path),
    onKeyDown: (event: KeyboardEvent) => acts.key(event, path),
    ...acts.hold(path),
  };

function Lines({ at, lines, className }: { at: LaidTouchpoint["label"]; lines: string[]; className: string }) {
  return (
    <text className={className} textAnchor={at.anchor} x={at.x} y={at.y}>
      {lines.map((line, place) => (
        <tspan key={place} x={at.x} dy={place === 0 ? 0 : 16}>{line}</tspan>
      ))}
    </text>
  );
}

const star = "M0-4.6L1.35-1.6 4.6-1.3 2.1.85 2.85 4.1 0 2.35-2.85 4.1-2.1.85-4.6-1.3-1.35-1.6Z";
const markSize = 16;

interface TouchpointProps extends Handling {
  laid: LaidTouchpoint;
  comments: number;
  /** Who is here, a name a line. */
  others: string;
  width: number;
}

export const TouchpointMark = memo(function TouchpointMark({ laid, comments, others, width, acts, ...handling }: TouchpointProps) {
  const { selected, lifted, renaming } = handling;
  const { t } = useTranslation();
  const { touchpoint, x, y, label, known, few, expected, interval, leader } = laid;
  const channels = laid.signs ? touchpoint.channels.slice(0, 4) : [];
  const inLine = label.anchor === "middle";
  const rowY = label.y + label.lines.length * 16;
  const rowX = inLine ? label.x - ((channels.length - 1) * (markSize + 3)) / 2 : label.anchor === "start" ? label.x + markSize / 2 : label.x - markSize / 2 - (channels.length - 1) * (markSize + 3);
  const said = [
    touchpoint.name,
    touchpoint.moment_of_truth && t("journeys.moment_of_truth"),
    !touchpoint.match && t("journeys.matches_nothing"),
    !touchpoint.owner && t("journeys.no_owner"),
    comments > 0 && t("journeys.open_comments", { count: comments }),
  ].filter(Boolean).join(", ");
  return (
    <g
      className="touchpoint"
      data-path={`touchpoints/${touchpoint.key}`}
      data-bound={touchpoint.match ? "" : undefined}
      data-pale={(known && few) || undefined}
      data-silent={laid.silent || undefined}
      data-lifted={lifted || undefined}
      {...handsOn(acts, `touchpoints/${touchpoint.key}`, handling)}
    >
      <title>{said}</title>
      <rect className="map-hit" data-hand x={inLine ? label.x - width / 2 : Math.min(x - 14, label.anchor === "end" ? label.x - width : x - 14)} y={inLine ? Math.min(y - 16, label.y - 20) : label.y - 14} width={inLine ? width : width + 24} height={inLine ? Math.max(label.y - y + 16, 0) + 72 : 34} />
      <path className="leader" d={leader} />
      {expected && <circle className="expected-dot" cx={expected.x} cy={expected.y} r={3} />}
      {interval && <path className="whisker" d={`M${interval[0].x} ${interval[0].y}L${interval[1].x} ${interval[1].y}`} />}
      {selected && <circle className="halo" data-hand cx={x} cy={y} r={14} />}
      <circle className="map-dot" cx={x} cy={y} r={touchpoint.moment_of_truth ? 9 : 7} />
      {touchpoint.moment_of_truth && <path className="map-star" d={star} transform={`translate(${x} ${y})`} />}
      {!renaming && <Lines at={label} lines={label.lines} className="map-name" />}
      {channels.map((channel, place) => <ChannelIcon key={channel} channel={channel} x={rowX + place * (markSize + 3)} y={rowY} size={markSize} />)}
      {comments > 0 && (
        <g className="bubble" data-hand aria-hidden>
          <circle cx={x + 12} cy={y - 12} r={7.5} />
          <text x={x + 12} y={y - 8.5} textAnchor="middle">{comments > 9 ? "9+" : comments}</text>
        </g>
      )}
      {facesOf(others).map((name, place) => <Face key={place} name={name} x={x - 13 - place * 13} y={y - 13} />)}
    </g>
  );
});

const facesOf = (others: string) => (others ? others.split("\n").slice(0, 3) : []);

/** Somebody else who is here now. */
function Face({ name, x, y }: Point & { name: string }) {
  return (
    <g className="face" data-hand aria-hidden>
      <title>{name}</title>
      <circle cx={x} cy={y} r={8} />
      <text x={x} y={y + 3.5} textAnchor="middle">{[...name][0]?.toUpperCase()}</text>
    </g>
  );
}

interface StageProps extends Handling {
  laid: LaidStage;
  comments: number;
  others: string;
}

export const StageHead = memo(function StageHead({ laid, comments, others, acts, ...handling }: StageProps) {
  const { lifted, renaming } = handling;
  const { t } = useTranslation();
  const { stage, label, band, edge } = laid;
  const said = [t("journeys.stage_named", { name: stage.name, count: laid.count }), stage.owner || t("journeys.no_owner"), comments > 0 && t("journeys.open_comments", { count: comments })].filter(Boolean).join(", ");
  const under = label.y + label.lines.length * 16 + 1;
  return (
    <g className="stage" data-path={`stages/${stage.key}`} data-lifted={lifted || undefined} {...handsOn(acts, `stages/${stage.key}`, handling)}>
      <title>{said}</title>
      {edge && <path className="map-edge" d={edge} />}
      <path className="band-hit" data-hand d={band} />
      <path className="band" d={band} />
      {!renaming && <Lines at={label} lines={label.lines} className="stage-name" />}
      {!renaming && (
        <text className={stage.owner ? "stage-owner" : "stage-owner unowned"} x={label.x} y={under} textAnchor={label.anchor}>
          {stage.owner || t("journeys.no_owner")}
        </text>
      )}
      {facesOf(others).map((name, place) => <Face key={place} name={name} x={label.x + 8 + place * 13} y={label.y - 22} />)}
    </g>
  );
});

export function AddMark({ x, y, label, press, reachable }: Point & { label: string; press: () => void; reachable?: boolean }) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    press();
  };
  return (
    <g className="add" data-hand role="button" aria-label={label} tabIndex={reachable ? 0 : -1} onClick={press} onKeyDown={onKeyDown}>
      <title>{label}</title>
      <circle cx={x} cy={y} r={12} />
      <Plus x={x - 7} y={y - 7} width={14} height={14} aria-hidden />
    </g>
  );
}
