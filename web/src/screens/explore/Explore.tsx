import { Button } from "antd";
import { Bookmark, BookOpen, Filter, Grid3x3, ListOrdered, PhoneForwarded, Scale, Route, Timer, Waypoints, type LucideIcon } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/client";
import { zone } from "../../api/customers";
import { useOverview } from "../../api/overview";
import { useDimensions } from "../../api/questions";
import { useKeys } from "../../app/keys";
import type { Saved } from "../../api/types";
import { Bones } from "../../parts/Bones";
import { CopyButton } from "../../parts/CopyButton";
import { Empty } from "../../parts/Empty";
import { useTitle } from "../../parts/useTitle";
import { FirstSteps } from "../home/FirstSteps";
import "../home/home.css";
import { Answer } from "./Answer";
import { hasDays, kinds, write, type Kind } from "./question";
import { SegmentPeople } from "./People";
import { QuestionPanel } from "./QuestionPanel";
import { SaveDialog } from "./SaveDialog";
import { SavedList } from "./SavedList";
import { useSentence } from "./sentence";
import { addField } from "./Steps";
import { useQuestion } from "./useQuestion";
import "./explore.css";
import "./charts.css";
import "./people.css";

const icons: Record<Kind, LucideIcon> = { funnel: Filter, flow: Waypoints, paths: Route, variants: ListOrdered, retention: Grid3x3, time: Timer, repeats: PhoneForwarded, drivers: Scale };

/** Any question over what customers lived through; the answer redraws as it changes. */
export default function Explore() {
  const { t, i18n } = useTranslation();
  const asking = useQuestion();
  const { question, view, body, ask, look, go } = asking;
  const sentence = useSentence();
  const { data: overview } = useOverview();
  const strip = useRef<HTMLDivElement>(null);
  const begun = overview !== undefined;
  // On a phone the chosen question may stand beyond the edge.
  useEffect(() => {
    const pressed = strip.current?.querySelector<HTMLElement>("[aria-pressed=true]");
    if (strip.current && pressed) strip.current.scrollLeft = pressed.offsetLeft - (strip.current.clientWidth - pressed.offsetWidth) / 2;
  }, [question.kind, begun]);
  const { error } = useDimensions();
  const refused = error instanceof Problem && error.status === 403;
  const [open, setOpen] = useState<"list" | "save" | Saved>();
  useTitle(body ? sentence(question) : t("nav.explore"));
  useKeys([
    ...kinds.map((kind, place) => ({ keys: String(place + 1), label: t(`explore.kind_${kind}`), run: () => ask(kind) })),
    ...(question.kind === "funnel" ? [{ keys: "a", label: t("explore.next_step"), run: () => document.getElementById(addField)?.focus() }] : []),
    { keys: "o", label: t("explore.saved"), run: () => setOpen("list") },
    ...(body ? [{ keys: "s", label: t("explore.save"), run: () => setOpen("save") }] : []),
    { keys: "v", label: t(view.table ? "explore.view_drawing" : "explore.view_table"), run: () => look({ table: !view.table }) },
  ]);

  const link = () => {
    // Whose days they are goes along: a reader elsewhere sees the same answer.
    const search = write({ ...question, zone: hasDays(question) ? question.zone || zone : "" }, view);
    search.set("lang", i18n.language);
    return `${window.location.origin}/explore?${search.toString()}`;
  };

  return (
    <div className="screen explore">
      <header className="screen-head">
        <h1>{t("nav.explore")}</h1>
        {!refused && <div className="explore-tools">
          <Button size="small" icon={<BookOpen size={14} aria-hidden />} onClick={() => setOpen("list")}>
            {t("explore.saved")}
          </Button>
          {body && (
            <Button size="small" icon={<Bookmark size={14} aria-hidden />} onClick={() => setOpen("save")}>
              {t("explore.save")}
            </Button>
          )}
          {body && <CopyButton text={link()} label={t("explore.copy_link")} />}
        </div>}
      </header>
      {refused ? (
        <Empty title={t("explore.refused")} text={t("explore.refused_text")} />
      ) : overview?.interactions === 0 ? (
        <FirstSteps />
      ) : !overview ? (
        <Bones rows={9} height={48} />
      ) : (
        <>
          <div ref={strip} className="kinds" role="group" aria-label={t("explore.kinds")}>
            {kinds.map((kind) => {
              const Icon = icons[kind];
              return (
                <button key={kind} type="button" aria-pressed={kind === question.kind} title={t(`explore.teach_${kind}`)} onClick={() => ask(kind)}>
                  <Icon size={15} strokeWidth={1.8} aria-hidden />
                  {t(`explore.kind_${kind}`)}
                </button>
              );
            })}
          </div>
          <div className="explore-parts">
            <QuestionPanel key={question.kind} asking={asking} />
            <Answer asking={asking} />
          </div>
        </>
      )}
      {open === "save" && body && <SaveDialog kind={question.kind} asked={body} name={sentence(question)} close={() => setOpen(undefined)} />}
      {open === "list" && (
        <SavedList
          close={() => setOpen(undefined)}
          go={(address) => {
            setOpen(undefined);
            go(address);
          }}
          openSegment={setOpen}
        />
      )}
      {typeof open === "object" && <SegmentPeople segment={open} close={() => setOpen(undefined)} />}
    </div>
  );
}
