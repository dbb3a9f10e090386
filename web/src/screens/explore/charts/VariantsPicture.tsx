import { useTranslation } from "react-i18next";
import type { Variant } from "../../../api/types";
import { useFormat } from "../../../text/format";
import { useRefName } from "../names";
import { ChannelIcon } from "./ChannelIcon";
import { cut, widthOf } from "./fit";

const width = 960;
const line = 26;
const bar = 160;
const stepMost = 260;

/** The list of variants as a drawing for files: the page shows the list itself, which wraps and is read aloud. */
export function VariantsPicture({ variants, label }: { variants: Variant[]; label: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useRefName();
  const first = Math.max(0.0001, variants[0]?.share ?? 1);
  let top = 0;
  const rows = variants.map((variant) => {
    let x = 0;
    let y = top + line;
    const steps = variant.activities.map((activity, place) => {
      const text = cut(name(activity), stepMost);
      const sign = activity.channel ? 22 : 0;
      const before = place > 0 ? 24 : 0;
      const room = before + sign + widthOf(text);
      if (x > 0 && x + room > width) [x, y] = [0, y + line];
      const step = { activity, text, sign, before, x, y };
      x += room + 8;
      return step;
    });
    const row = { variant, steps, top };
    top = y + line + 10;
    return row;
  });
  return (
    <svg className="picture-only chart" data-picture data-whole={`${width} ${top}`} aria-label={label} aria-hidden>
      {rows.map(({ variant, steps, top: y }, number) => (
        <g key={number}>
          <text x={0} y={y + 14} className="strong">{format.share(variant.share)}</text>
          <rect x={64} y={y + 5} width={bar} height={8} rx={2} className="bar-rest" />
          <rect x={64} y={y + 5} width={(bar * variant.share) / first} height={8} rx={2} className="bar" />
          <text x={64 + bar + 16} y={y + 14}>
            {t("explore.n_episodes", { count: variant.episodes, number: format.number(variant.episodes) })}
            <tspan dx={16}>{t("explore.n_customers", { count: variant.customers, number: format.number(variant.customers) })}</tspan>
            <tspan dx={16} className="soft">{t("explore.usually", { median: format.duration(variant.median_seconds), p90: format.duration(variant.p90_seconds) })}</tspan>
          </text>
          {steps.map(({ activity, text, sign, before, x, y: middle }, place) => (
            <g key={place}>
              {before > 0 && <text x={x + 4} y={middle + 12} className="soft">→</text>}
              <ChannelIcon channel={activity.channel} x={x + before + 9} y={middle + 8} size={18} />
              <text x={x + before + sign} y={middle + 12}>{text}</text>
            </g>
          ))}
        </g>
      ))}
    </svg>
  );
}
