import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useEditing } from "../../editing";
import type { Laid } from "../../layout/laid";
import { useLiving } from "../useLiving";
import { useBreaks, worstOf } from "./useBreaks";
import { usePrice } from "./words";
import "./breaks.css";

/** The only red thing on the map: a break point, and what it costs a month. */
export function Prices({ laid }: { laid: Laid }) {
  const { t } = useTranslation();
  const living = useLiving();
  const { map } = useEditing();
  const price = usePrice();
  const { answer } = useBreaks();
  if (!answer || !living) return null;
  const open = () => living.look({ below: "breaks" });
  return (
    <g className="prices">
      {worstOf(answer.breaks).map((one) => {
        const place = laid.touchpoints.find(({ touchpoint }) => touchpoint.key === one.touchpoint);
        if (!place) return null;
        const name = map.touchpoints.find(({ key }) => key === one.touchpoint)?.name ?? one.touchpoint;
        const label = t("breaks.price_said", { name, signal: t(`breaks.signal_${one.signal}`), price: price(one, answer.kind) });
        return (
          <g
            key={one.touchpoint}
            className="price"
            role="button"
            tabIndex={0}
            aria-label={label}
            transform={`translate(${place.x} ${place.y})`}
            onClick={open}
            onKeyDown={(event) => {
              if (event.key !== "Enter" && event.key !== " ") return;
              event.preventDefault();
              event.stopPropagation();
              open();
            }}
          >
            <title>{label}</title>
            <circle r={12.5} />
            <TriangleAlert x={-7} y={-36} width={14} height={14} aria-hidden />
            <text className="price-text" textAnchor="middle" y={-42}>{price(one, answer.kind)}</text>
          </g>
        );
      })}
    </g>
  );
}
