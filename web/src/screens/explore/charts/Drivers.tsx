import { useTranslation } from "react-i18next";
import type { DriversAnswer, DriversTold } from "../../../api/types";
import { useFormat } from "../../../text/format";
import { useWidth } from "../../customer/line/useWidth";
import { Mark } from "../behind";
import { useAssociation, useDriverName, useDriverPeople } from "../tables/drivers";
import { ChannelIcon } from "./ChannelIcon";
import { cut } from "./fit";
import { Told } from "./Told";

const row = 32;
const foot = 26;
const most = 25;

/** The next larger one that halves to a number that is easily read. */
const round = (part: number) => [0.02, 0.04, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8].find((one) => one >= part) ?? 1;

/** Effects with their intervals on one scale, those that stand first; what is unsure is pale. An interval over the middle says nothing. */
export function Drivers({ answer, told, group, label }: { answer: DriversAnswer; told: DriversTold; group: string | undefined; label: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useDriverName();
  const association = useAssociation();
  const people = useDriverPeople(group);
  const [box, width] = useWidth();
  const shown = told.drivers.slice(0, most);
  const widest = round(Math.max(0.02, ...shown.flatMap(({ effect, low, high }) => [Math.abs(effect) * 1.4, Math.min(Math.abs(low), Math.abs(effect) * 2.5), Math.min(Math.abs(high), Math.abs(effect) * 2.5)])));
  const names = Math.min(240, width * 0.3);
  const figures = width < 640 ? 60 : 264;
  const room = Math.max(40, width - names - figures - 24);
  const middle = names + 12 + room / 2;
  const at = (effect: number) => middle + (Math.max(-widest, Math.min(widest, effect)) / widest) * (room / 2);
  const height = shown.length * row + foot;
  return (
    <>
      <p className="association">{association(answer)}</p>
      <dl className="figures-line">
        <Told word={t("explore.have_outcome")} value={format.share(told.outcomes.share)} note={t("explore.share_note", { low: format.share(told.outcomes.low), high: format.share(told.outcomes.high), n: format.number(told.outcomes.of) })} behind={people.all(told.outcomes.count)} />
        <Told word={t("explore.looked_at")} value={format.number(told.looked_at)} />
        {told.hidden > 0 && <Told word={t("explore.hidden")} value={format.number(told.hidden)} />}
        {told.open > 0 && <Told word={t("explore.window_open")} value={format.number(told.open)} />}
        {told.early > 0 && <Told word={t("explore.too_early")} value={format.number(told.early)} />}
      </dl>
      {shown.length === 0 && <p className="quiet">{t("explore.no_drivers")}</p>}
      <div ref={box} className="chart">
        {width > 0 && shown.length > 0 && (
          <svg width={width} height={height} role="group" aria-label={label} data-picture>
            {[-1, -0.5, 0, 0.5, 1].map((part) => (
              <g key={part}>
                <line x1={at(part * widest)} x2={at(part * widest)} y1={0} y2={shown.length * row} className={part === 0 ? "grid grid-zero" : "grid"} />
                {(width >= 640 || Number.isInteger(part)) && <text x={at(part * widest)} y={height - 8} textAnchor="middle" className="soft">{format.points(part * widest)}</text>}
              </g>
            ))}
            {shown.map((one, place) => {
              const y = place * row + row / 2;
              const sign = one.driver.channel ? 22 : 0;
              const text = cut(name({ ...one.driver, channel: undefined }), names - 8 - sign, 12, one.stands ? 600 : 400);
              return (
                <Mark key={JSON.stringify(one.driver)} behind={people.with(one)} className={one.stands ? undefined : "unsure"}>
                  <rect x={0} y={y - row / 2 + 1} width={width} height={row - 2} className="hit" />
                  {one.driver.channel && <ChannelIcon channel={one.driver.channel} x={9} y={y} size={18} />}
                  <text x={sign} y={y + 4} className={one.stands ? "strong" : undefined}>{text}</text>
                  <line x1={at(one.low)} x2={at(one.high)} y1={y} y2={y} className="interval" />
                  <circle cx={at(one.effect)} cy={y} r={4.5} className="dot" />
                  <text x={width} y={y + 4} textAnchor="end">
                    {format.points(one.effect)}
                    {figures > 100 && <tspan className="soft" dx={8}>{t("explore.with_without", { with: format.share(one.rate_with), without: format.share(one.rate_without), n: format.number(one.with) })}</tspan>}
                  </text>
                </Mark>
              );
            })}
          </svg>
        )}
      </div>
    </>
  );
}
