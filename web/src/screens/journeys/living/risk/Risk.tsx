import { Button } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLivingAnswer, type Range, type RiskAnswer, type RiskAssumptions } from "../../../../api/living";
import { Bones } from "../../../../parts/Bones";
import { Empty } from "../../../../parts/Empty";
import { ProblemBox } from "../../../../parts/ProblemBox";
import { useFormat } from "../../../../text/format";
import { Told } from "../../../explore/charts/Told";
import { OpenPeople } from "../../../explore/behind";
import { useEditing } from "../../editing";
import { useLiving } from "../useLiving";
import { Assumptions } from "./Assumptions";
import { beginning } from "./assume";
import { Swings } from "./Swings";
import { Instead, type Action } from "./Instead";
import "./risk.css";

/** What problems cost with those who never complain: an estimate from assumptions that are all to be seen and changed. */
export function Risk() {
  const { t } = useTranslation();
  const { map, mayEdit, change } = useEditing();
  const living = useLiving();
  const [action, act] = useState<Action>();
  const risk = map.risk as RiskAssumptions | null | undefined;
  const { from, to, filter } = living?.body ?? {};
  const body = useMemo(
    () => (risk ? { journey: map.key, assumptions: risk, ...(action && { instead: action }), ...(from !== undefined && { from }), ...(to !== undefined && { to }), ...(filter !== undefined && { filter }) } : undefined),
    [map.key, risk, action, from, to, filter],
  );
  const { data, error, refetch } = useLivingAnswer("risk", body, living?.revision ?? 0);
  if (!living) return null;
  if (!risk || !body) {
    return <Empty title={t("risk.none")} text={t(mayEdit ? "risk.none_text" : "risk.none_text_read")} action={mayEdit && <Button type="primary" onClick={() => change([{ op: "set", path: "risk", value: beginning }])}>{t("risk.begin")}</Button>} />;
  }
  const answer = data?.answer;
  return (
    <OpenPeople value={(behind) => living.open({ kind: "risk", question: body, behind })}>
      <p className="association">{t("risk.estimate")}</p>
      <div className="risk">
        <Assumptions risk={risk} counted={answer?.counted ? answer.n : undefined} set={mayEdit ? (value) => change([{ op: "set", path: "risk", value }], "risk") : undefined} />
        <div className="risk-told">
          {error && !answer ? <ProblemBox problem={error} retry={() => void refetch()} /> : !answer ? <Bones rows={5} height={48} /> : (
            <>
              <Result answer={answer} />
              <Instead risk={risk} answer={answer} action={action} act={act} />
              <Swings answer={answer} />
            </>
          )}
        </div>
      </div>
    </OpenPeople>
  );
}

function Result({ answer }: { answer: RiskAnswer }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { now, currency } = answer;
  const people = (value: number) => format.number(Math.round(value));
  const money = (value: number) => format.money(Math.round(value), currency);
  const range = (one: Range | undefined, text: (value: number) => string) => (one ? t("risk.interval", { low: text(one.low), high: text(one.high) }) : t("risk.no_interval"));
  return (
    <dl className="figures-line">
      {typeof now.at_risk === "number" && <Told word={t("risk.at_risk")} value={money(now.at_risk)} note={range(answer.at_risk, money)} />}
      {typeof now.damage === "number" && <Told word={t("risk.damage")} value={money(now.damage)} note={range(answer.damage, money)} />}
      <Told word={t("risk.lost")} value={people(now.lost)} note={range(answer.lost, people)} />
      <Told word={t("risk.lost_silent")} value={people(now.lost_silent)} note={t("risk.of_lost", { share: format.percent(now.lost > 0 ? now.lost_silent / now.lost : 0) })} />
      <Told word={t("risk.lost_by_word")} value={people(now.lost_by_word)} note={typeof now.word_of_mouth === "number" ? money(now.word_of_mouth) : undefined} />
      <Told word={t("risk.problems")} value={people(now.problems)} note={t("risk.silent", { silent: people(now.silent), complaints: people(now.complaints) })} />
      <Told word={t("risk.customers")} value={people(answer.n)} note={t(answer.counted ? "risk.counted" : "risk.given")} behind={answer.counted ? { count: answer.n, title: t("risk.customers"), cell: {} } : undefined} />
    </dl>
  );
}
