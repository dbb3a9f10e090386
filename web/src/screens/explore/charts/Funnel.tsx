import { useTranslation } from "react-i18next";
import type { FunnelAnswer, FunnelStep } from "../../../api/types";
import { useFormat } from "../../../text/format";
import { useWidth } from "../../customer/line/useWidth";
import { Mark } from "../behind";
import { useRefName, useValueName } from "../names";
import type { Question } from "../question";
import { useFunnelPeople } from "../tables/funnel";
import { ChannelIcon } from "./ChannelIcon";
import { cut } from "./fit";

const head = 26;
const bar = 20;
const times = 20;
const groupRow = 24;
const between = 30;
const mostGroups = 8;

/** Steps below each other; a bar is as wide as the part of the first step's customers that came there. */
export function Funnel({ answer, question, label }: { answer: FunnelAnswer; question: Question; label: string }) {
  const { t } = useTranslation();
  const [box, width] = useWidth();
  const valueName = useValueName();
  const people = useFunnelPeople(question);
  const format = useFormat();
  const groups = answer.groups.slice(0, mostGroups);
  const rowOf = (place: number) => head + bar + (place > 0 ? times : 6) + groups.length * groupRow;
  const tops: number[] = [];
  let height = 0;
  answer.steps.forEach((_, place) => {
    tops.push(height);
    height += rowOf(place) + (place < answer.steps.length - 1 ? between : 0);
  });
  // The names of the groups stand before their bars, the numbers behind; on a phone both get less.
  const before = groups.length > 0 ? Math.min(160, width * 0.3) : 0;
  const behind = groups.length > 0 ? 112 : 0;
  const most = answer.steps[0]?.customers ?? 0;
  return (
    <div ref={box} className="chart">
      {width > 0 && (
        <svg width={width} height={height} role="group" aria-label={label} data-picture>
          {answer.steps.map((step, place) => {
            const next = answer.steps[place + 1];
            const top = tops[place] ?? 0;
            const bottom = top + rowOf(place);
            return (
              <g key={place}>
                <Step step={step} place={place} top={top} width={width} question={question} />
                {groups.map(({ value, steps }, number) => {
                  const one = steps[place];
                  const y = top + head + bar + (place > 0 ? times : 6) + number * groupRow;
                  const room = width - before - behind - 12;
                  return (
                    one && (
                      <Mark key={value} behind={people.came(place, one.customers, value)}>
                        <rect x={0} y={y} width={width} height={groupRow} className="hit" />
                        <text x={before} y={y + 16} className="soft" textAnchor="end">{cut(valueName(question.by, value), before - 4)}</text>
                        <rect x={before + 8} y={y + 7} width={room} height={10} rx={2} className="bar-rest" />
                        <rect x={before + 8} y={y + 7} width={room * one.rate} height={10} rx={2} className="bar-part" />
                        <text x={width} y={y + 16} textAnchor="end">
                          {format.number(one.customers)}
                          <tspan className="soft" dx={6}>{format.share(one.rate)}</tspan>
                        </text>
                      </Mark>
                    )
                  );
                })}
                {next && (
                  <g>
                    <path d={`M9 ${bottom + 4}v${between - 12}m-4 -4l4 4l4 -4`} className="arrow" />
                    <Mark behind={people.left(place, step.customers - next.customers)}>
                      <rect x={20} y={bottom + 1} width={Math.min(width - 20, 420)} height={between - 4} className="hit" />
                      <text x={26} y={bottom + 18}>
                        {t("explore.go_on", { share: format.share(next.customers / Math.max(1, step.customers)) })}
                        {step.customers > next.customers && <tspan className="soft" dx={8}>{t("explore.no_further", { count: step.customers - next.customers, number: format.number(step.customers - next.customers) })}</tspan>}
                      </text>
                    </Mark>
                  </g>
                )}
              </g>
            );
          })}
        </svg>
      )}
      {answer.groups.length > mostGroups && <p className="quiet chart-note">{t("explore.largest_groups", { count: mostGroups, all: answer.groups.length })}</p>}
      {most === 0 && <p className="quiet chart-note">{t("explore.nobody_began")}</p>}
    </div>
  );
}

function Step({ step, place, top, width, question }: { step: FunnelStep; place: number; top: number; width: number; question: Question }) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useRefName();
  const people = useFunnelPeople(question);
  const activity = question.steps[place]?.activity ?? { channel: "", name: "" };
  const figures = `${format.number(step.customers)}  ${format.share(step.rate)}`;
  const y = top + head;
  return (
    <g>
      <text x={0} y={top + 17} className="soft">{place + 1}</text>
      <ChannelIcon channel={activity.channel} x={25} y={top + 13} />
      <text x={activity.channel ? 40 : 18} y={top + 17} className="strong">{cut(name(activity), width - 60 - figures.length * 8, 13, 600)}</text>
      <Mark behind={people.came(place, step.customers)}>
        <rect x={0} y={top} width={width} height={head + bar} className="hit" />
        <text x={width} y={top + 17} textAnchor="end" className="strong">
          {format.number(step.customers)}
          <tspan className="soft" dx={8}>{format.share(step.rate)}</tspan>
        </text>
        <rect x={0} y={y} width={width} height={bar} rx={3} className="bar-rest" />
        <rect x={0} y={y} width={Math.max(step.customers > 0 ? 2 : 0, width * step.rate)} height={bar} rx={3} className="bar" />
      </Mark>
      {place > 0 && step.median_seconds !== undefined && step.p90_seconds !== undefined && (
        <text x={0} y={y + bar + 15} className="soft">
          {t("explore.times_to_here", { median: format.duration(step.median_seconds), p90: format.duration(step.p90_seconds) })}
        </text>
      )}
    </g>
  );
}
