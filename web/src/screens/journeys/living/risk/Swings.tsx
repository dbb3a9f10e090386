import { useTranslation } from "react-i18next";
import type { RiskAnswer } from "../../../../api/living";
import { useFormat } from "../../../../text/format";
import { useWidth } from "../../../customer/line/useWidth";
import { cut } from "../../../explore/charts/fit";
import { isPersons } from "./assume";

const row = 26;
const most = 10;

/** Which assumption matters most: each a fifth lower and higher, all others as they are. */
export function Swings({ answer }: { answer: RiskAnswer }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [box, width] = useWidth();
  const { sensitivity, now, currency, assumptions } = answer;
  const shown = sensitivity.filter(({ damage_lower: low, damage_higher: high }) => low !== high).slice(0, most);
  if (shown.length === 0) return null;
  const middle = now.damage ?? now.lost + now.lost_by_word;
  const text = (value: number) => (typeof now.damage === "number" ? format.moneyShort(Math.round(value), currency) : format.short(value));
  const given = (name: string, value: number) => (name === "customers" ? format.number(Math.round(value)) : name === "value" ? format.money(Math.round(value), assumptions.value?.currency ?? currency) : isPersons(name) ? format.number(value) : format.share(value));
  const ends = shown.flatMap(({ damage_lower: low, damage_higher: high }) => [low, high]);
  const [from, to] = [Math.min(...ends, middle), Math.max(...ends, middle)];
  const names = Math.min(220, width * 0.38);
  const figures = width < 520 ? 0 : 130;
  const at = (value: number) => names + 10 + ((value - from) / Math.max(1e-9, to - from)) * (width - names - figures - 20);
  return (
    <section aria-label={t("risk.sensitivity")}>
      <h3>{t("risk.sensitivity")}</h3>
      <p className="quiet">{t("risk.sensitivity_hint")}</p>
      <div ref={box} className="chart">
        {width > 0 && (
          <svg width={width} height={shown.length * row + 4} role="img" aria-label={t("risk.sensitivity")}>
            <line x1={at(middle)} x2={at(middle)} y1={0} y2={shown.length * row} className="grid grid-zero" />
            {shown.map(({ assumption, lower, higher, damage_lower: low, damage_higher: high }, place) => {
              const y = place * row;
              const name = t(`risk.field_${assumption}`);
              const hint = t("risk.swing", { name, lower: given(assumption, lower), higher: given(assumption, higher), low: text(low), high: text(high) });
              return (
                <g key={assumption}>
                  <title>{hint}</title>
                  <text x={names} y={y + 17} textAnchor="end">{cut(name, names - 4)}</text>
                  <rect className="bar" x={Math.min(at(low), at(high))} width={Math.max(1, Math.abs(at(high) - at(low)))} y={y + 6} height={row - 12} rx={2} />
                  {figures > 0 && <text x={width} y={y + 17} textAnchor="end" className="soft">{t("risk.from_to", { low: text(Math.min(low, high)), high: text(Math.max(low, high)) })}</text>}
                </g>
              );
            })}
          </svg>
        )}
      </div>
    </section>
  );
}
