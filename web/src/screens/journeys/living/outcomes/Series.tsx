import { useTranslation } from "react-i18next";
import type { OutcomeMonth, OutcomeTold } from "../../../../api/living";
import { startOfDay, useFormat } from "../../../../text/format";
import { useWidth } from "../../../customer/line/useWidth";
import { Mark } from "../../../explore/behind";
import { useOutcomeText } from "../breaks/words";
import { ofShare, type Measured } from "../measures";

const height = 150;
const [top, foot, axis] = [12, 24, 64];

export function ofMonth({ share, mean }: OutcomeMonth): Measured | undefined {
  if (share) return ofShare(share);
  return mean && mean.n > 0 ? { value: mean.mean, low: mean.low, high: mean.high, n: mean.n, few: mean.few } : undefined;
}

/** Month by month with its interval; what is pale counts few. */
export function Series({ told, name }: { told: OutcomeTold; name: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useOutcomeText();
  const [box, width] = useWidth();
  const months = told.months.map((month) => ({ month, measured: ofMonth(month) }));
  const known = months.flatMap(({ measured }) => (measured?.value === undefined ? [] : [measured]));
  if (known.length === 0) return <p className="quiet">{t("outcomes.nothing")}</p>;
  // Wide intervals of months with few would press all others flat.
  const sure = known.some(({ few }) => !few) ? known.filter(({ few }) => !few) : known;
  const ends = [...sure.flatMap(({ low, high, value = 0 }) => [low ?? value, high ?? value]), ...known.map(({ value = 0 }) => value)];
  const least = told.kind === "score" ? Math.min(...ends) : Math.min(0, ...ends);
  const most = Math.max(...ends, least + 1e-9);
  const at = (value: number) => top + (1 - (Math.min(most, Math.max(least, value)) - least) / (most - least)) * (height - top - foot);
  const each = Math.max(12, (width - axis - 8) / Math.max(1, months.length));
  const x = (place: number) => axis + each * (place + 0.5);
  const every = Math.ceil(60 / each);
  return (
    <div ref={box} className="chart chart-wide">
      {width > 0 && (
        <svg width={Math.max(width, axis + each * months.length + 8)} height={height} role="group" aria-label={t("outcomes.series", { name })}>
          {[least, (least + most) / 2, most].map((value) => (
            <g key={value}>
              <line className="grid" x1={axis} x2={axis + each * months.length} y1={at(value)} y2={at(value)} />
              <text className="soft" x={axis - 8} y={at(value) + 4} textAnchor="end">{told.kind === "revenue" ? format.moneyShort(Math.round(value), told.currency) : text.value(told.kind, value, told.currency)}</text>
            </g>
          ))}
          {months.map(({ month, measured }, place) => {
            const label = format.month(startOfDay(month.start));
            const said = measured?.value === undefined ? undefined : t("outcomes.month", { month: label, value: text.value(told.kind, measured.value, told.currency), low: text.value(told.kind, measured.low ?? measured.value, told.currency), high: text.value(told.kind, measured.high ?? measured.value, told.currency), n: format.number(measured.n) });
            return (
              <g key={month.start}>
                {place % every === 0 && <text className="soft" x={x(place)} y={height - 6} textAnchor="middle">{label}</text>}
                {said && measured?.value !== undefined && (
                  <Mark behind={{ count: measured.n, title: said, cell: { outcome: told.key, start: month.start } }} className={measured.few ? "unsure" : undefined}>
                    <rect className="hit" x={x(place) - each / 2} width={each} y={top} height={height - top - foot} />
                    <line className="interval" x1={x(place)} x2={x(place)} y1={at(measured.low ?? measured.value)} y2={at(measured.high ?? measured.value)} />
                    <circle className="dot" cx={x(place)} cy={at(measured.value)} r={3.5} />
                  </Mark>
                )}
              </g>
            );
          })}
        </svg>
      )}
    </div>
  );
}
