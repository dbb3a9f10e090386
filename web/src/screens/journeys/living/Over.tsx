import { useTranslation } from "react-i18next";
import type { TouchpointTold } from "../../../api/living";
import { useFormat } from "../../../text/format";
import { Mark } from "../../explore/behind";
import { useEditing } from "../editing";
import { curve } from "../layout/curve";
import type { Laid } from "../layout/laid";
import { arrowsOf } from "./arrows";
import { Prices } from "./breaks/Prices";
import { figuresOf } from "./figures";
import type { Height } from "./measures";
import { useLiving } from "./useLiving";

/** What the numbers draw over the line: the ways between touchpoints, and the line that this one is held against. */
export function Over({ laid }: { laid: Laid }) {
  const living = useLiving();
  if (!living?.answer) return null;
  return (
    <>
      {living.seen.flows && <Arrows laid={laid} />}
      {living.height && living.compared.size > 0 && <ComparedLine laid={laid} told={[...living.compared.values()]} height={living.height} />}
      <Prices laid={laid} />
    </>
  );
}

function Arrows({ laid }: { laid: Laid }) {
  const { t } = useTranslation();
  const format = useFormat();
  const living = useLiving();
  const { map } = useEditing();
  const name = (key: string) => map.touchpoints.find((one) => one.key === key)?.name ?? key;
  // Of a group the ways are not told.
  if (living?.seen.group !== undefined) return null;
  return (
    <g className="ways" role="group" aria-label={t("living.flows")}>
      {arrowsOf(laid, living?.answer?.flows ?? []).map(({ flow, path, width, head }) => {
        const { from, to, kind, customers, count, median_seconds } = flow;
        const title = t("living.flow_said", { from: name(from), to: name(to), kind: t(`living.flow_${kind}`), customers: format.number(customers), count: format.number(count), time: format.duration(median_seconds) });
        return (
          <Mark key={`${from} ${to}`} className={`way way-${kind}`} behind={{ count: customers, title, cell: { touchpoint: from, to, measure: "flow" } }} pointer>
            <path className="way-hit" data-hand d={path} />
            <path className="way-line" d={path} strokeWidth={width} />
            <path className="way-head" d={`M0 0L${-5 - width} ${-2.5 - width * 0.7}V${2.5 + width * 0.7}Z`} transform={`translate(${head.x} ${head.y}) rotate(${head.turn})`} />
          </Mark>
        );
      })}
    </g>
  );
}

/** The other period or the others, on the same scale as the line itself. */
function ComparedLine({ laid, told, height }: { laid: Laid; told: TouchpointTold[]; height: Height }) {
  const { t } = useTranslation();
  const [low, high] = [laid.ticks[0], laid.ticks.at(-1)];
  if (laid.form !== "line" || !low || !high || low.value === high.value) return null;
  const figures = figuresOf(told, height);
  const [foot, top] = [Math.min(...laid.ticks.map(({ at }) => at.y)), Math.max(...laid.ticks.map(({ at }) => at.y))];
  const yOf = (value: number) => Math.min(top, Math.max(foot, low.at.y - 4 + ((value - low.value) / (high.value - low.value)) * (high.at.y - low.at.y)));
  const points = laid.touchpoints.flatMap(({ touchpoint, x }) => {
    const score = figures?.get(touchpoint.key)?.perception;
    return score ? [{ x, y: yOf(score.mean) }] : [];
  });
  return (
    <g className="line-compared">
      <title>{t("living.compared_line")}</title>
      <path d={curve(points)} />
      {points.map(({ x, y }) => <circle key={x} cx={x} cy={y} r={2.5} />)}
    </g>
  );
}
