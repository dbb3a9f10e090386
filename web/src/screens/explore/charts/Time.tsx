import { useTranslation } from "react-i18next";
import type { TimeTold } from "../../../api/types";
import { useFormat } from "../../../text/format";
import { useWidth } from "../../customer/line/useWidth";
import { Mark } from "../behind";
import { secondsOf, type Question } from "../question";
import { useClassName, useTimePeople } from "../tables/time";

const row = 26;
const head = 22;

/** Where in the rows a time lies: rows are as tall as each other, however long a span they stand for. */
export function placeOf(classes: TimeTold["classes"], seconds: number): number | undefined {
  const first = classes[0];
  const last = classes.at(-1);
  if (!first || !last || seconds < first.from_seconds || seconds > last.to_seconds) return undefined;
  const place = classes.findIndex(({ to_seconds: to }) => seconds <= to);
  const one = classes[place];
  return one && place + (seconds - one.from_seconds) / (one.to_seconds - one.from_seconds);
}

/** How many took how long, and beside the bars the part that was done by then. The promise lies across. */
export function Time({ told, group, question, label }: { told: TimeTold; group: string | undefined; question: Question; label: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const className = useClassName();
  const people = useTimePeople(question);
  const [box, width] = useWidth();
  const names = Math.min(150, width * 0.34);
  const figures = 108;
  const room = Math.max(40, width - names - figures - 16);
  const all = Math.max(1, told.starts - told.open);
  const most = Math.max(1, ...told.classes.map(({ count }) => count));
  const height = head + told.classes.length * row + 8;
  const left = names + 8;
  let sum = 0;
  const reached = told.classes.map(({ count }) => (sum += count) / all);
  const promise = question.promise ? placeOf(told.classes, secondsOf(question.promise)) : undefined;
  return (
    <div ref={box} className="chart">
      {width > 0 && (
        <svg width={width} height={height} role="group" aria-label={label} data-picture>
          <text x={left} y={13} className="soft">{t("explore.times")}</text>
          <text x={width} y={13} textAnchor="end" className="soft">{t("explore.done_by_then")}</text>
          {told.classes.map(({ from_seconds: from, to_seconds: to, count }, place) => {
            const y = head + place * row;
            return (
              <Mark key={from} behind={people.within(from, to, count, group)}>
                <rect x={0} y={y + 1} width={width} height={row - 2} className="hit" />
                <text x={names} y={y + 17} textAnchor="end">{className(from, to)}</text>
                <rect x={left} y={y + 4} width={room} height={row - 8} rx={2} className="bar-rest" />
                <rect x={left} y={y + 4} width={(room * count) / most} height={row - 8} rx={2} className="bar" />
                <text x={width - 52} y={y + 17} textAnchor="end">{format.number(count)}</text>
                <text x={width} y={y + 17} textAnchor="end" className="soft">{format.percent(reached[place] ?? 0)}</text>
              </Mark>
            );
          })}
          <path d={`M${left} ${head}${reached.map((part, place) => `L${left + room * part} ${head + (place + 1) * row}`).join("")}`} className="cumulated" />
          {promise !== undefined && (
            <g>
              <line x1={left - 6} x2={left + room + 6} y1={head + promise * row} y2={head + promise * row} className="promise" />
              <text x={left + room} y={head + promise * row - 4} textAnchor="end" className="promise-word halo">{t("explore.promise_line", { span: format.duration(secondsOf(question.promise)) })}</text>
            </g>
          )}
        </svg>
      )}
    </div>
  );
}
