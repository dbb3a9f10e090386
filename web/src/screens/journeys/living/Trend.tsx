import { useTranslation } from "react-i18next";
import type { Week } from "../../../api/living";
import { useFormat } from "../../../text/format";
import { startOfDay } from "../../../text/format";

/** Interactions week by week; the last one is not over yet. */
export function Trend({ weeks, width = 72, height = 18 }: { weeks: Week[]; width?: number; height?: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const first = weeks[0];
  if (!first) return null;
  const most = Math.max(1, ...weeks.map(({ interactions }) => interactions));
  const each = width / weeks.length;
  const label = t("living.trend_said", { since: format.date(startOfDay(first.start)), most: format.number(most), last: format.number(weeks.at(-1)?.interactions ?? 0) });
  return (
    <svg className="trend" width={width} height={height} role="img" aria-label={label}>
      <title>{label}</title>
      {weeks.map(({ start, interactions }, place) => {
        const tall = Math.max(interactions > 0 ? 1 : 0, (interactions / most) * height);
        return <rect key={start} x={place * each} width={Math.max(1, each - 1)} y={height - tall} height={tall} data-last={place === weeks.length - 1 || undefined} />;
      })}
    </svg>
  );
}
