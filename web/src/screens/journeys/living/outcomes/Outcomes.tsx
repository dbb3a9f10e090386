import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLivingAnswer, type MovedBy, type OutcomeTold } from "../../../../api/living";
import { Bones } from "../../../../parts/Bones";
import { Empty } from "../../../../parts/Empty";
import { ProblemBox } from "../../../../parts/ProblemBox";
import { useFormat } from "../../../../text/format";
import { OpenPeople } from "../../../explore/behind";
import { useDimensionName } from "../../../explore/names";
import { secondsOf } from "../../../explore/question";
import { useEditing } from "../../editing";
import { useLiving } from "../useLiving";
import { Moves } from "./Moves";
import { Series } from "./Series";
import "../risk/risk.css";

export interface WhatIf {
  touchpoint: string;
  by: MovedBy;
  to: number;
}

/** What the map is for, month by month, and what it moves with. */
export function Outcomes() {
  const { t } = useTranslation();
  const dimension = useDimensionName();
  const { map, mayEdit, select } = useEditing();
  const living = useLiving();
  const [whatIf, suppose] = useState<WhatIf[]>([]);
  const { from, to, filter } = living?.body ?? {};
  const any = map.outcomes.length > 0;
  const body = useMemo(
    () => (any ? { journey: map.key, ...(whatIf.length > 0 && { what_if: whatIf }), ...(from !== undefined && { from }), ...(to !== undefined && { to }), ...(filter !== undefined && { filter }) } : undefined),
    [map.key, any, whatIf, from, to, filter],
  );
  const { data, error, refetch } = useLivingAnswer("outcomes", body, living?.revision ?? 0);
  if (!living) return null;
  if (!body) {
    return <Empty title={t("breaks.no_outcome")} text={t("breaks.no_outcome_text")} action={mayEdit ? <button type="button" className="link" onClick={() => select("map")}>{t("breaks.add_outcome")}</button> : undefined} />;
  }
  const answer = data?.answer;
  if (error && !answer) return <ProblemBox problem={error} retry={() => void refetch()} />;
  if (!answer) return <Bones rows={6} height={56} />;
  return (
    <OpenPeople value={(behind) => living.open({ kind: "outcomes", question: body, behind })}>
      <p className="association">{t(answer.adjusted_for.length > 0 ? "breaks.association_adjusted" : "breaks.association", { dimensions: answer.adjusted_for.map(dimension).join(", ") })}</p>
      {answer.outcomes.map((one) => (
        <OutcomePart key={`${one.key} ${one.currency}`} told={one} suppose={(next) => suppose([...whatIf.filter(({ touchpoint, by }) => touchpoint !== next.touchpoint || by !== next.by), next])} />
      ))}
    </OpenPeople>
  );
}

function OutcomePart({ told, suppose }: { told: OutcomeTold; suppose: (what: WhatIf) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { map } = useEditing();
  const outcome = map.outcomes.find(({ key }) => key === told.key);
  const open = told.months.reduce((sum, month) => sum + month.open, 0);
  return (
    <section className="outcome-part" aria-label={outcome?.name ?? told.key}>
      <h3>{outcome?.name ?? told.key} {told.currency && <small className="quiet">{told.currency}</small>}</h3>
      <p className="quiet num">{[t(`outcomes.kind_${told.kind}`), outcome && t("outcomes.within", { within: format.duration(secondsOf(outcome.within)) }), open > 0 && t("outcomes.open", { number: format.number(open) })].filter(Boolean).join(" · ")}</p>
      <Series told={told} name={outcome?.name ?? told.key} />
      <Moves told={told} suppose={suppose} />
    </section>
  );
}
