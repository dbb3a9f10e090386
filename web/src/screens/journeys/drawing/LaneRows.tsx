import { memo } from "react";
import { useTranslation } from "react-i18next";
import { useChannelName } from "../../../parts/ChannelMark";
import { ChannelIcon } from "../../explore/charts/ChannelIcon";
import { laneHeight, type Lane, type LaneKind } from "../layout/lanes";

interface Props {
  kind: LaneKind;
  lanes: Lane[];
  way: string;
  width: number;
  /** Names stay in sight while the line is scrolled. */
  left: number;
}

/** Who meets the customer where: a row a channel or a department, and the way from one to the next. */
export const LaneRows = memo(function LaneRows({ kind, lanes, way, width, left }: Props) {
  const { t } = useTranslation();
  const channelName = useChannelName();
  const nameOf = (name: string) => (name === "" ? t(kind === "channels" ? "journeys.no_channel" : "journeys.no_department") : kind === "channels" ? channelName(name) : name);
  return (
    <g className="lanes" role="img" aria-label={t(`journeys.lanes_${kind}`)}>
      {lanes.map(({ name, y }) => (
        <path key={name} className="lane-rule" d={`M8 ${y - laneHeight / 2}H${width - 8}`} />
      ))}
      <path className="lane-way" d={way} />
      {lanes.flatMap(({ name, y, marks }) =>
        marks.map(({ touchpoint, x, first }) =>
          kind === "channels" && name ? (
            <ChannelIcon key={`${name} ${touchpoint}`} channel={name} x={x} y={y} size={first ? 20 : 15} />
          ) : (
            <circle key={`${name} ${touchpoint}`} className={name ? "lane-dot" : "lane-dot unowned"} cx={x} cy={y} r={first ? 5 : 3.5} />
          ),
        ),
      )}
      <g transform={`translate(${left} 0)`} data-moved>
        {lanes.map(({ name, y }) => (
          <text key={name} className="lane-name" x={10} y={y + 4}>{nameOf(name)}</text>
        ))}
      </g>
    </g>
  );
});
