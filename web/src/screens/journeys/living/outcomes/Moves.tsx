import { Slider } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { MovedBy, MoveTold, OutcomeTold, WhatIfTold } from "../../../../api/living";
import { useFormat } from "../../../../text/format";
import { touchpointPath, useEditing } from "../../editing";
import { useOutcomeText } from "../breaks/words";
import { Interval } from "../Interval";
import { useDifferenceText, useValueText } from "../words";
import type { WhatIf } from "./Outcomes";

/** The ends of what is told by each. */
const ends: Record<MovedBy, [number, number]> = { promise: [0, 1], perception: [1, 7], nps: [0, 10], csat: [1, 5], ces: [1, 7], stars: [1, 5], sentiment: [-1, 1] };
const first = 6;

/** What the outcome goes up and down with, the surest first; and what would be if. */
export function Moves({ told, suppose }: { told: OutcomeTold; suppose: (what: WhatIf) => void }) {
  const { t } = useTranslation();
  const [all, showAll] = useState(false);
  const moves = [...told.moves].sort((a, b) => Number(b.real) - Number(a.real) || a.q - b.q);
  if (moves.length === 0) return <p className="quiet">{t("outcomes.no_moves")}</p>;
  return (
    <>
      <h4>{t("outcomes.moves")}</h4>
      <ul className="moves">
        {(all ? moves : moves.slice(0, first)).map((move) => (
          <Move key={`${move.touchpoint} ${move.by}`} move={move} told={told} what={told.what_if.find(({ touchpoint, by }) => touchpoint === move.touchpoint && by === move.by)} suppose={suppose} />
        ))}
      </ul>
      {moves.length > first && !all && <button type="button" className="link" onClick={() => showAll(true)}>{t("journeys.show_all", { count: moves.length })}</button>}
    </>
  );
}

function Move({ move, told, what, suppose }: { move: MoveTold; told: OutcomeTold; what?: WhatIfTold; suppose: (what: WhatIf) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useOutcomeText();
  const score = useValueText();
  const { map, select } = useEditing();
  const { kind, currency } = told;
  const { touchpoint, by, now } = move;
  const name = map.touchpoints.find(({ key }) => key === touchpoint)?.name ?? touchpoint;
  const measure = t(`living.measure_${by}`);
  const given = (value: number) => (by === "promise" ? format.share(value) : score("score", value));
  const [to, move_to] = useState(what?.to ?? now);
  const asked = what?.to;
  useEffect(() => {
    if (asked !== undefined) move_to(asked);
  }, [asked]);
  const widest = Math.max(Math.abs(move.low), Math.abs(move.high), 1e-9) * 1.1;
  return (
    <li className="move" data-unsure={!move.real || undefined}>
      <p className="num">
        <button type="button" className="link" onClick={() => select(touchpointPath(touchpoint))}>{name}</button> {t("outcomes.measure_now", { measure, now: given(now), n: format.number(move.n) })}
      </p>
      <p className="num">
        {t(by === "promise" ? "outcomes.per_promise" : "outcomes.per_point")} <strong>{text.named(kind, move.per_point, currency)}</strong> <Interval measured={{ value: move.per_point, low: move.low, high: move.high, n: move.n, few: move.few }} scale={[-widest, widest]} />{" "}
        <span className="quiet">{t("breaks.interval", { low: text.difference(kind, move.low, currency), high: text.difference(kind, move.high, currency) })} {t(move.few ? "breaks.because_thin" : move.real ? "outcomes.real" : "breaks.because_unsure")}</span>
      </p>
      {!move.few && (
        <div className="lever">
          <span>{t("outcomes.if_it_were")}</span>
          <Slider ariaLabelForHandle={t("outcomes.if_of", { name, measure })} min={ends[by][0]} max={ends[by][1]} step={by === "promise" ? 0.01 : 0.1} value={to} tooltip={{ formatter: (value) => given(value ?? 0) }} onChange={move_to} onChangeComplete={(value: number) => suppose({ touchpoint, by, to: value })} />
          <strong className="num">{given(to)}</strong>
        </div>
      )}
      {what && <Then what={what} told={told} given={given} />}
    </li>
  );
}

function Then({ what, told: { kind, currency }, given }: { what: WhatIfTold; told: OutcomeTold; given: (value: number) => string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useOutcomeText();
  const { money_per_month: money, more_per_month: more } = what;
  const difference = useDifferenceText();
  return (
    <p className="num" role="status">
      {t("outcomes.then", { from: given(what.from), to: given(what.to) })} <strong>{text.named(kind, what.difference, currency)}</strong> <span className="quiet">{t("breaks.interval", { low: text.difference(kind, what.low, currency), high: text.difference(kind, what.high, currency) })}</span>
      {typeof more === "number" && <> · {t("outcomes.more", { number: difference("difference", more), low: difference("difference", what.more_low ?? more), high: difference("difference", what.more_high ?? more) })}</>}
      {money && <> · {t("outcomes.money", { money: format.money(money.minor, money.currency), low: format.money(money.low, money.currency), high: format.money(money.high, money.currency) })}</>}
      {" "}<span className="quiet">{t("outcomes.as_association")}</span>
    </p>
  );
}
