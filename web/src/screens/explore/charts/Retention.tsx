import { useTranslation } from "react-i18next";
import type { Cohort } from "../../../api/types";
import { useFormat } from "../../../text/format";
import { useTheme } from "../../../theme/ThemeProvider";
import { useWidth } from "../../customer/line/useWidth";
import { Mark } from "../behind";
import type { Question } from "../question";
import { useCohortName, useRetentionPeople } from "../tables/retention";
import { cut } from "./fit";

const row = 26;
const head = 40;
const most = 24;
const cellLeast = 44;
/** Where the text turns from the one colour into the other, the shade jumps over those on which neither could be read. */
const turn = 0.7;
const shades = { light: [0.7, 0.86], dark: [0.5, 0.72] } as const;

/** Cohorts below each other, periods beside each other; the more of a cohort come back, the stronger the colour. */
export function Retention({ cohorts, group, question, label }: { cohorts: Cohort[]; group: string | undefined; question: Question; label: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const cohortName = useCohortName(question.unit);
  const people = useRetentionPeople(question);
  const [under, over] = shades[useTheme().mode];
  const [box, given] = useWidth();
  const shown = cohorts.slice(-most);
  const periods = Math.min(most, Math.max(1, ...shown.map(({ returned }) => returned.length)));
  const names = given < 560 ? 84 : 104;
  const sizes = 64;
  const cell = Math.min(84, Math.max(cellLeast, (given - names - sizes) / periods));
  const width = names + sizes + periods * cell;
  const height = head + shown.length * row;
  // The first period is nearly always full; colours are told apart by the others.
  const strongest = Math.max(0.01, ...shown.flatMap(({ size, returned }) => returned.slice(1).map((count) => count / Math.max(1, size))));
  return (
    <>
      <div ref={box} className="chart chart-wide" role="region" aria-label={label} tabIndex={0}>
        {given > 0 && (
          <svg width={width} height={height} role="img" aria-label={label} data-picture>
            <text x={0} y={30} className="soft">{t(`explore.cohort_${question.unit}`)}</text>
            <text x={names + sizes - 10} y={30} textAnchor="end" className="soft">{t("explore.customers")}</text>
            <text x={names + sizes + 4} y={12} className="soft">{t(`explore.later_${question.unit}`)}</text>
            {Array.from({ length: periods }, (_, place) => (
              <text key={place} x={names + sizes + place * cell + cell / 2} y={30} textAnchor="middle" className="soft">{place}</text>
            ))}
            {shown.map((cohort, line) => {
              const { start, size, returned } = cohort;
              const y = head + line * row;
              return (
                <g key={start}>
                  <text x={0} y={y + 17}>{cut(cohortName(start), names - 6)}</text>
                  <Mark behind={people.cohort(cohort, group)} pointer>
                    <text x={names + sizes - 10} y={y + 17} textAnchor="end" className="strong">{format.number(size)}</text>
                  </Mark>
                  {returned.slice(0, periods).map((count, place) => {
                    const share = count / Math.max(1, size);
                    const strength = Math.min(1, share / strongest);
                    const strong = strength > turn;
                    return (
                      <Mark key={place} className="heat" behind={people.came(cohort, place, count, group)} pointer>
                        <rect x={names + sizes + place * cell + 1} y={y + 1} width={cell - 2} height={row - 2} rx={3} className="heat-rest" />
                        <rect x={names + sizes + place * cell + 1} y={y + 1} width={cell - 2} height={row - 2} rx={3} className="heat-part" fillOpacity={count === 0 ? 0 : strong ? over + ((1 - over) * (strength - turn)) / (1 - turn) : 0.08 + ((under - 0.08) * strength) / turn} />
                        <text x={names + sizes + place * cell + cell / 2} y={y + 17} textAnchor="middle" data-on={strong || undefined}>{size > 0 ? format.percent(share) : "–"}</text>
                      </Mark>
                    );
                  })}
                </g>
              );
            })}
          </svg>
        )}
      </div>
      {cohorts.length > most && <p className="quiet chart-note">{t("explore.last_cohorts", { count: most, all: cohorts.length })}</p>}
    </>
  );
}
