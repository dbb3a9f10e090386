import { useTranslation } from "react-i18next";
import type { TouchpointTold } from "../../../api/living";
import { Figure } from "../../explore/behind";
import { Interval } from "./Interval";
import type { Measure } from "./measures";
import { useLiving } from "./useLiving";
import { useDifferenceText, useNote, useValueText } from "./words";

interface Props {
  measure: Measure;
  told: TouchpointTold;
  name: string;
  /** Of the breakdown; the shown one when left out. */
  group?: string;
}

/** A value, its interval, n on hover, and the way to who is behind it. What changed is said when it is beyond chance. */
export function Number({ measure, told, name, group }: Props) {
  const { t } = useTranslation();
  const living = useLiving();
  const text = useValueText();
  const difference = useDifferenceText();
  const note = useNote();
  const measured = measure.of(told);
  if (!measured) return <span className="quiet" aria-label={t("living.nothing")}>–</span>;
  const change = group === undefined ? living?.changeOf(told.key, measure) : undefined;
  const hint = note(measure, measured, change);
  if (measured.value === undefined) return <span className="quiet living-hidden" title={hint}>{t("living.not_shown")}<span className="sr-only"> {hint}</span></span>;
  const value = group ?? living?.seen.group;
  const cell = measure.cell && { touchpoint: told.key, ...measure.cell, ...(value !== undefined && { value }) };
  const count = measure.behind?.(told) ?? measured.n;
  return (
    <span className="living-number" data-few={measured.few || undefined} title={hint}>
      <Figure behind={cell && { count, times: true, title: `${name} · ${hint}`, cell }}>
        <span key={measured.value} className="living-value">{text(measure.unit, measured.value)}</span>
        <span className="sr-only"> {hint}</span>
      </Figure>
      {measure.scale && <Interval measured={measured} scale={measure.scale} />}
      {change?.real && <strong className="living-change num">{difference(measure.unit, change.difference)}</strong>}
    </span>
  );
}
