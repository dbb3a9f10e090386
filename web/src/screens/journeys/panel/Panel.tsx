import { MessageSquare, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Dialog } from "../../../parts/Dialog";
import { useMedia } from "../../../parts/useMedia";
import { keyIn, useEditing } from "../editing";
import { MapPanel } from "./MapPanel";
import { StagePanel } from "./StagePanel";
import { TouchpointPanel } from "./TouchpointPanel";
import "./panel.css";

/** Beside the map, what was chosen of it; over it where there is no room beside. */
export function Panel() {
  const { t } = useTranslation();
  const narrow = useMedia("(max-width: 1020px)");
  const { map, selected, select, openComments, mayComment } = useEditing();
  const touchpoint = map.touchpoints.find(({ key }) => key === keyIn(selected, "touchpoints"));
  const stage = map.stages.find(({ key }) => key === keyIn(selected, "stages"));
  const title = touchpoint ? t("journeys.touchpoint") : stage ? t("journeys.stage") : t("journeys.settings");
  const content = touchpoint ? <TouchpointPanel key={touchpoint.key} touchpoint={touchpoint} /> : stage ? <StagePanel key={stage.key} stage={stage} /> : selected === "map" ? <MapPanel /> : undefined;
  if (!content) return null;
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    document.querySelector<SVGGElement>(`.drawing [data-path="${CSS.escape(selected)}"]`)?.focus();
    select("");
  };
  if (narrow) return <Dialog title={title} close={() => select("")} side><div className="panel">{content}</div></Dialog>;
  return (
    <aside className="panel card" aria-label={title} onKeyDown={onKeyDown}>
      <header>
        <h2>{title}</h2>
        <span>
          {mayComment && (
            <button type="button" className="icon-button" aria-label={t("journeys.comment")} title={t("journeys.comment")} onClick={() => openComments(selected === "map" ? "" : selected)}>
              <MessageSquare size={15} aria-hidden />
            </button>
          )}
          <button type="button" className="icon-button" aria-label={t("common.close")} onClick={() => select("")}><X size={16} aria-hidden /></button>
        </span>
      </header>
      <div className="panel-body">{content}</div>
    </aside>
  );
}
