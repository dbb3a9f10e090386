import { Button, Segmented, Select } from "antd";
import { CloudOff, History, ListTree, MessageSquare, Redo2, Settings2, Undo2, type LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { useEditing } from "./editing";
import { ExportMenu } from "./ExportMenu";
import { laneKinds, type LaneKind } from "./layout/lanes";
import { forms, type Form, type Look } from "./look";

interface Props {
  look: Look;
  change: (part: Partial<Look>) => void;
  openVersions: () => void;
  print: () => void;
}

/** What the map is called, who else is here, whether all is kept, and how one looks at it. */
export function Head({ look, change, openVersions, print }: Props) {
  const { t } = useTranslation();
  const { map, comments, openComments, select, selected, mayEdit, draft } = useEditing();
  const { canUndo, canRedo } = draft.state();
  const open = [...comments.values()].reduce((sum, count) => sum + count, 0);
  return (
    <>
      <header className="screen-head journey-head">
        <div className="journey-title">
          <Link to="/journeys" className="journey-back">{t("nav.journeys")}</Link>
          <h1>{map.name}</h1>
          <Kept />
        </div>
        <div className="journey-tools">
          <Faces />
          <Tool icon={MessageSquare} label={t("journeys.comments")} count={open} press={() => openComments("")} />
          <Tool icon={History} label={t("journeys.versions")} press={openVersions} />
          <ExportMenu print={print} />
          <Tool icon={Settings2} label={t("journeys.settings")} pressed={selected === "map"} press={() => select(selected === "map" ? "" : "map")} />
        </div>
      </header>
      <div className="journey-bar" role="toolbar" aria-label={t("journeys.view")}>
        <Segmented<Form> aria-label={t("journeys.form")} value={look.form ?? map.kind} options={forms.map((value) => ({ value, label: t(`journeys.form_${value}`) }))} onChange={(form) => change({ form })} />
        {(look.form ?? map.kind) === "line" && (
          <Select<LaneKind> aria-label={t("journeys.lanes")} variant="filled" prefix={<ListTree size={13} aria-hidden />} value={look.lanes} options={laneKinds.map((value) => ({ value, label: t(`journeys.lanes_${value}`) }))} onChange={(lanes: LaneKind) => change({ lanes })} popupMatchSelectWidth={false} />
        )}
        {mayEdit && (
          <span className="journey-undo">
            <button type="button" className="icon-button" disabled={!canUndo} aria-label={t("journeys.undo")} title={t("journeys.undo_hint")} onClick={() => draft.undo()}><Undo2 size={16} aria-hidden /></button>
            <button type="button" className="icon-button" disabled={!canRedo} aria-label={t("journeys.redo")} title={t("journeys.redo_hint")} onClick={() => draft.redo()}><Redo2 size={16} aria-hidden /></button>
          </span>
        )}
      </div>
    </>
  );
}

function Tool({ icon: Icon, label, count = 0, pressed, press }: { icon: LucideIcon; label: string; count?: number; pressed?: boolean; press: () => void }) {
  return (
    <Button size="small" icon={<Icon size={14} aria-hidden />} aria-pressed={pressed} onClick={press}>
      <span className="tool-label">{label}</span>
      {count > 0 && <span className="num tool-count">{count}</span>}
    </Button>
  );
}

/** Whether what was done is kept; out loud only when it is not. */
function Kept() {
  const { t } = useTranslation();
  const { draft, mayEdit } = useEditing();
  const { saving, waiting } = draft.state();
  if (!mayEdit) return <span className="kept quiet">{t("journeys.read_only")}</span>;
  const lost = saving === "unreachable" || saving === "stopped";
  return (
    <span className="kept quiet" role="status" data-lost={lost || undefined}>
      {lost ? (
        <>
          <CloudOff size={14} aria-hidden />
          {t("journeys.kept_here", { count: waiting })}
        </>
      ) : (
        t(saving === "saved" ? "journeys.kept" : "journeys.keeping")
      )}
    </span>
  );
}

const mostFaces = 4;

function Faces() {
  const { t } = useTranslation();
  const { others } = useEditing();
  if (others.length === 0) return null;
  return (
    <ul className="faces" aria-label={t("journeys.also_here", { count: others.length })}>
      {others.slice(0, mostFaces).map(({ user, name }) => (
        <li key={user} title={t("journeys.is_here", { name })}>
          <span className="avatar" aria-hidden>{[...name][0]?.toUpperCase()}</span>
          <span className="sr-only">{name}</span>
        </li>
      ))}
      {others.length > mostFaces && <li className="quiet num">{t("journeys.more_here", { count: others.length - mostFaces })}</li>}
    </ul>
  );
}
