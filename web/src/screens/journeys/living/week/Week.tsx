import { Button } from "antd";
import { ChevronLeft, ChevronRight, Download } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLivingAnswer, type DigestItem } from "../../../../api/living";
import { Bones } from "../../../../parts/Bones";
import { ProblemBox } from "../../../../parts/ProblemBox";
import { dayOf, startOfDay, useFormat } from "../../../../text/format";
import { download, fileName } from "../../../explore/picture";
import { touchpointPath, useEditing } from "../../editing";
import { measures } from "../measures";
import { useLiving } from "../useLiving";
import { useDifferenceText } from "../words";

const form = "JSON";
const inDays = (day: string, plus: number) => dayOf(startOfDay(day, plus));

/** What moved in a week beyond chance, against the weeks before, and who answers for it. */
export function Week() {
  const { t } = useTranslation();
  const format = useFormat();
  const { map } = useEditing();
  const living = useLiving();
  const [week, choose] = useState<string>();
  const filter = living?.body["filter"];
  const body = useMemo(() => ({ journey: map.key, ...(week && { week }), ...(filter !== undefined && { filter }) }), [map.key, week, filter]);
  const { data, error, refetch } = useLivingAnswer("digest", body, living?.revision ?? 0);
  const answer = data?.answer;
  if (error && !answer) return <ProblemBox problem={error} retry={() => void refetch()} />;
  if (!answer) return <Bones rows={4} height={44} />;
  const last = inDays(answer.week, 13) >= dayOf(new Date());
  const days = t("week.days", { from: format.date(startOfDay(answer.week)), to: format.date(startOfDay(answer.week, 6)) });
  return (
    <>
      <div className="living-head">
        <span className="living-tools">
          <Button size="small" type="text" aria-label={t("week.earlier")} icon={<ChevronLeft size={15} aria-hidden />} onClick={() => choose(inDays(answer.week, -7))} />
          <strong className="num">{days}</strong>
          <Button size="small" type="text" aria-label={t("week.later")} disabled={last} icon={<ChevronRight size={15} aria-hidden />} onClick={() => choose(inDays(answer.week, 7))} />
        </span>
        <Button size="small" type="text" icon={<Download size={14} aria-hidden />} aria-label={t("explore.export_as", { form })} onClick={() => download(new Blob([JSON.stringify(answer, null, 2)], { type: "application/json" }), fileName(`${map.name} ${answer.week}`, "json"))}>{form}</Button>
      </div>
      <p className="quiet num">{t("week.against", { since: format.date(startOfDay(answer.before_from)), count: answer.looked_at, rate: format.percent(answer.discovery_rate), n: format.number(answer.n) })}</p>
      {answer.moved.length === 0 ? <p>{t("week.nothing")}</p> : <ul className="moves">{answer.moved.map((one) => <Moved key={`${one.touchpoint} ${one.measure}`} one={one} />)}</ul>}
    </>
  );
}

function Moved({ one }: { one: DigestItem }) {
  const { t } = useTranslation();
  const { select } = useEditing();
  const difference = useDifferenceText();
  const measure = measures.find(({ change }) => change === one.measure);
  const unit = measure?.unit ?? "difference";
  return (
    <li className="move">
      <p className="num">
        <button type="button" className="link" onClick={() => select(touchpointPath(one.touchpoint))}>{one.name}</button> {t(`living.measure_${measure?.name ?? one.measure}`)} <strong>{difference(unit, one.difference)}</strong>{" "}
        <span className="quiet">{t("breaks.interval", { low: difference(unit, one.low), high: difference(unit, one.high) })} {t(one.better ? "week.better" : "week.worse")}</span>
      </p>
      <p className="quiet">{[one.owner || t("journeys.no_owner"), one.department, one.region].filter(Boolean).join(" · ")}</p>
    </li>
  );
}
