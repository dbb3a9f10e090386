import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BreakTold } from "../../../../api/living";
import { Bones } from "../../../../parts/Bones";
import { Empty } from "../../../../parts/Empty";
import { ProblemBox } from "../../../../parts/ProblemBox";
import { useFormat } from "../../../../text/format";
import { OpenPeople } from "../../../explore/behind";
import { useDimensionName } from "../../../explore/names";
import { useEditing } from "../../editing";
import { useLiving } from "../useLiving";
import { Break } from "./Break";
import { useBreaks } from "./useBreaks";
import "./breaks.css";

/** Where bad experiences are followed by a worse outcome, the costliest first. */
export function Breaks() {
  const { t } = useTranslation();
  const format = useFormat();
  const dimension = useDimensionName();
  const { map, select, mayEdit } = useEditing();
  const living = useLiving();
  const { outcome, body, answer, error, again } = useBreaks();
  const [others, showOthers] = useState(false);
  if (!living) return null;
  if (!outcome || !body) {
    return <Empty title={t("breaks.no_outcome")} text={t("breaks.no_outcome_text")} action={mayEdit ? <button type="button" className="link" onClick={() => select("map")}>{t("breaks.add_outcome")}</button> : undefined} />;
  }
  if (error && !answer) return <ProblemBox problem={error} retry={again} />;
  const list = (breaks: BreakTold[]) => (
    <ol className="breaks">
      {breaks.map((one) => answer && <Break key={`${one.touchpoint} ${one.signal}`} one={one} answer={answer} />)}
    </ol>
  );
  const found = answer?.breaks.filter(({ is_break }) => is_break) ?? [];
  const rest = answer?.breaks.filter(({ is_break }) => !is_break) ?? [];
  return (
    <OpenPeople value={(behind) => living.open({ kind: "breakpoints", question: body, behind })}>
      <div className="breaks-head">
        <Select aria-label={t("breaks.outcome")} variant="filled" popupMatchSelectWidth={false} prefix={<small>{t("breaks.outcome")}</small>} value={outcome.key} options={map.outcomes.map(({ key, name }) => ({ value: key, label: name }))} onChange={(key: string) => living.look({ outcome: key })} />
        {answer && <span className="quiet num">{t("breaks.tested", { count: answer.tested, rate: format.percent(answer.discovery_rate) })}</span>}
      </div>
      {!answer ? (
        <Bones rows={4} height={72} />
      ) : (
        <>
          <p className="association">{t(answer.adjusted_for.length > 0 ? "breaks.association_adjusted" : "breaks.association", { dimensions: answer.adjusted_for.map(dimension).join(", ") })}</p>
          {found.length === 0 ? <p className="quiet">{t(answer.tested === 0 ? "breaks.nothing_tested" : "breaks.none")}</p> : list(found)}
          {rest.length > 0 && (
            <button type="button" className="link" aria-expanded={others} onClick={() => showOthers(!others)}>
              {t("breaks.others", { count: rest.length })}
            </button>
          )}
          {others && list(rest)}
          {answer.hidden > 0 && <p className="quiet num">{t("breaks.hidden", { count: answer.hidden })}</p>}
        </>
      )}
    </OpenPeople>
  );
}
