import { Button, Segmented, Select } from "antd";
import { Download } from "lucide-react";
import { Suspense, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAnswer, type Answered } from "../../api/questions";
import { Bones } from "../../parts/Bones";
import { Empty } from "../../parts/Empty";
import { ProblemBox } from "../../parts/ProblemBox";
import { say } from "../../parts/toast";
import { useDebounced } from "../../parts/useDebounced";
import { AnswerTable } from "./AnswerTable";
import { OpenPeople, type Behind } from "./behind";
import { Drawn, isDrawn } from "./Drawn";
import { Freshness, useNotes } from "./Freshness";
import { useValueName } from "./names";
import { People } from "./People";
import { download, fileName, pictureOf, pixelsOf } from "./picture";
import { Progress } from "./Progress";
import type { Question } from "./question";
import { useSentence } from "./sentence";
import { csvOf } from "./table";
import { useTables } from "./tables";
import { useAssociation } from "./tables/drivers";
import { Teach } from "./Teach";
import type { Asking } from "./useQuestion";

/** The answer to the question beside it; the former one stays, dimmed, until the next is here. */
export function Answer({ asking }: { asking: Asking }) {
  const { t } = useTranslation();
  const { question, body } = asking;
  const wanted = useMemo(() => ({ question, body }), [question, body]);
  // Typing "30" asks once, not twice.
  const settled = useDebounced(wanted, 150);
  const asked = settled.question.kind === question.kind ? settled : { question, body: undefined };
  const { data, error, isFetching, isPlaceholderData, dataUpdatedAt, refetch } = useAnswer(question.kind, asked.body, asked.question);
  const [opened, setOpened] = useState<Behind>();
  const shown = data?.kind === question.kind && body ? data : undefined;
  const changed = body !== undefined && JSON.stringify(asked.body) !== JSON.stringify(body);
  const waiting = isFetching || changed;
  return (
    <section className="answer card" aria-label={t("explore.answer")} aria-busy={waiting}>
      <Progress busy={waiting} />
      {!body ? (
        <Teach asking={asking} />
      ) : error && !waiting ? (
        <div className="answer-problem">
          <ProblemBox problem={error} retry={() => void refetch()} />
        </div>
      ) : !shown ? (
        <Bones rows={9} height={48} />
      ) : (
        <OpenPeople value={setOpened}>
          <div className="answer-body" data-stale={isPlaceholderData || changed || undefined}>
            <Shown answered={shown} asking={asking} at={dataUpdatedAt} again={() => void refetch()} />
          </div>
        </OpenPeople>
      )}
      {opened && shown && <People kind={shown.kind} question={shown.body} behind={opened} close={() => setOpened(undefined)} />}
    </section>
  );
}

/** Everything is said as it was when the answer was asked for: no new name stands beside an old number. */
function Shown({ answered, asking, at, again }: { answered: Answered<Question>; asking: Asking; at: number; again: () => void }) {
  const { t } = useTranslation();
  const { view, look, change } = asking;
  const question = answered.of;
  const sentence = useSentence()(question);
  const notes = useNotes()(question, answered.answer);
  const valueName = useValueName();
  const tables = useTables(question, view.group)(answered);
  const association = useAssociation();
  const drawing = useRef<HTMLDivElement>(null);
  const perGroup = answered.kind === "flow" || answered.kind === "paths" || answered.kind === "retention" || answered.kind === "time" || answered.kind === "variants" || answered.kind === "drivers";
  const groups = perGroup ? answered.answer.groups : [];

  const save = async (as: "csv" | "svg" | "png") => {
    const name = fileName(sentence, as);
    if (as === "csv") return download(new Blob([csvOf(tables)], { type: "text/csv;charset=utf-8" }), name);
    const drawn = [...(drawing.current?.querySelectorAll<SVGSVGElement>("svg[data-picture]") ?? [])];
    if (drawn.length === 0) return undefined;
    const picture = pictureOf(drawn, sentence, answered.kind === "drivers" ? [...notes, association(answered.answer)] : notes);
    if (as === "svg") return download(new Blob([picture.text], { type: "image/svg+xml" }), name);
    try {
      return download(await pixelsOf(picture), name);
    } catch {
      return say(t("explore.picture_failed"), { bad: true });
    }
  };

  const nobody = answered.answer.n === 0;
  return (
    <>
      <header className="answer-head">
        <div>
          <h2>{sentence}</h2>
          <Freshness question={question} answer={answered.answer} at={at} again={again} />
        </div>
        {!nobody && (
          <div className="answer-tools">
            {groups.length > 0 && (
              <Select
                aria-label={t("explore.shown_group")}
                variant="filled"
                popupMatchSelectWidth={false}
                value={view.group ?? "\u0000all"}
                options={[{ value: "\u0000all", label: t("explore.all") }, ...groups.map(({ value }) => ({ value, label: valueName(question.by, value) }))]}
                onChange={(value: string) => look({ group: value === "\u0000all" ? undefined : value })}
              />
            )}
            <Segmented aria-label={t("explore.view")} value={view.table ? "table" : "drawing"} options={["drawing", "table"].map((value) => ({ value, label: t(`explore.view_${value}`) }))} onChange={(value) => look({ table: value === "table" })} />
            <span className="exports" role="group" aria-label={t("explore.export")}>
              <Download size={14} aria-hidden />
              {(!view.table && isDrawn(answered, view.group) ? (["csv", "svg", "png"] as const) : (["csv"] as const)).map((as) => (
                <Button key={as} size="small" type="text" aria-label={t("explore.export_as", { form: as.toUpperCase() })} onClick={() => void save(as)}>
                  {as.toUpperCase()}
                </Button>
              ))}
            </span>
          </div>
        )}
      </header>
      {nobody ? (
        <Empty
          title={t("explore.nobody")}
          text={t("explore.nobody_text")}
          action={
            question.period || question.from || question.to || Object.keys(question.where).length > 0 ? (
              <button type="button" className="link" onClick={() => change({ period: "", from: "", to: "", where: {} })}>
                {t("explore.widen")}
              </button>
            ) : undefined
          }
        />
      ) : view.table ? (
        tables.map((table) => <AnswerTable key={table.caption} table={table} />)
      ) : (
        <div ref={drawing} className="drawing">
          <Suspense fallback={<Bones rows={8} height={48} />}>
            <Drawn answered={answered} view={view} look={look} label={sentence} />
          </Suspense>
        </div>
      )}
    </>
  );
}
