import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router-dom";
import { Problem } from "../../api/client";
import { useComments, useJourney, useLeaving, usePresence, type StoredJourney } from "../../api/journeys";
import { useMay, useSession } from "../../api/session";
import { isTyping, useKeys } from "../../app/keys";
import { Bones } from "../../parts/Bones";
import { Empty } from "../../parts/Empty";
import { ProblemBox, useProblemText } from "../../parts/ProblemBox";
import { say } from "../../parts/toast";
import { useTitle } from "../../parts/useTitle";
import { at } from "./edits";
import { EditingProvider, type Editing } from "./editing";
import { Head } from "./Head";
import { Bar } from "./living/Bar";
import { Below } from "./living/Below";
import { Living, LivingDrawing, LivingPrinted } from "./living/Living";
import { useLook } from "./look";
import { MapTable } from "./MapTable";
import { Comments } from "./panel/Comments";
import { Panel } from "./panel/Panel";
import { usePrinting } from "./Printed";
import { Uncovered } from "./Uncovered";
import { useDraft } from "./useDraft";
import { Versions } from "./Versions";
import "../explore/explore.css";
import "../explore/charts.css";
import "./journeys.css";

/** One map: the drawing, and beside it what was chosen of it. */
export default function Journey() {
  const { t } = useTranslation();
  const { key = "" } = useParams();
  const { data, error, refetch } = useJourney(key);
  const { data: me } = useSession();
  useTitle(data?.map.name ?? t("nav.journeys"));
  if (error instanceof Problem && error.status === 404) {
    return <div className="screen"><Empty title={t("journeys.gone")} text={t("journeys.gone_text")} action={<Link to="/journeys">{t("nav.journeys")}</Link>} /></div>;
  }
  if (error) return <div className="screen"><ProblemBox problem={error} retry={() => void refetch()} /></div>;
  if (!data || !me) return <div className="screen journey"><Bones rows={9} height={48} /></div>;
  return <Editor key={key} stored={data} me={me.id} />;
}

/** Keys that act on a mark of the drawing act on the one that has the focus. */
const toMark = () => document.querySelector<SVGGElement>(".drawing [data-path][tabindex='0']")?.focus();

const command = navigator.platform.startsWith("Mac") ? "⌘" : "Ctrl";

function Editor({ stored, me }: { stored: StoredJourney; me: string }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const { draft, state } = useDraft(stored, me, (problem) => {
    const { title, detail } = problemText(problem);
    say(t("journeys.refused", { why: detail ?? title }), { bad: true });
  });
  const { map } = state;
  const [look, change] = useLook();
  const openComments = (path: string) => change({ comments: path || "all" });
  const [versions, setVersions] = useState(false);
  const mayEdit = useMay("manager");
  const mayComment = useMay("agent");
  const { printing, print } = usePrinting();
  const { data: present } = usePresence(map.key, look.at);
  const { data: said } = useComments(map.key);
  const others = useMemo(() => (present ?? []).filter(({ user }) => user !== me), [present, me]);
  const comments = useMemo(() => {
    const open = new Map<string, number>();
    for (const { path, resolved_at } of said ?? []) if (!resolved_at) open.set(path, (open.get(path) ?? 0) + 1);
    return open;
  }, [said]);
  useTitle(map.name);
  useLeaving(map.key);

  const remove = (path: string) => {
    const { name } = (at(map, path) ?? {}) as { name?: string };
    const id = draft.change([{ op: "remove", path }]);
    if (look.at === path) change({ at: "" });
    say(t("journeys.removed", { name }), { undo: () => draft.undoChange(id) });
  };

  useKeys([
    ...(mayEdit
      ? [
          { keys: `${command} Z`, label: t("journeys.undo"), run: () => draft.undo() },
          { keys: `Shift ${command} Z`, label: t("journeys.redo"), run: () => draft.redo() },
          { keys: "F2", label: t("journeys.key_rename"), run: toMark },
          { keys: "Alt →", label: t("journeys.key_move"), run: toMark },
          { keys: "Delete", label: t("journeys.remove"), run: toMark },
          { keys: "n", label: t("journeys.key_add"), run: () => document.querySelector<SVGGElement>(".drawing .add")?.dispatchEvent(new MouseEvent("click", { bubbles: true })) },
        ]
      : []),
    { keys: "l", label: t("journeys.key_form"), run: () => change({ form: (look.form ?? map.kind) === "loop" ? "line" : "loop" }) },
    { keys: "v", label: t("journeys.form_table"), run: () => change({ form: look.form === "table" ? undefined : "table" }) },
    { keys: "c", label: t("journeys.comments"), run: () => openComments("") },
    { keys: "h", label: t("journeys.versions"), run: () => setVersions(true) },
    { keys: "i", label: t("journeys.settings"), run: () => change({ at: "map" }) },
  ]);

  useEffect(() => {
    if (!mayEdit) return undefined;
    const onKey = (event: KeyboardEvent) => {
      // In a field, taking back is the field's own.
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "z" || isTyping(event.target)) return;
      event.preventDefault();
      if (event.shiftKey) draft.redo();
      else draft.undo();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [draft, mayEdit]);

  const form = look.form ?? map.kind;
  const editing: Editing = {
    map,
    draft,
    mayEdit,
    mayComment,
    selected: look.at,
    select: (path) => change({ at: path }),
    change: (edits, token) => draft.change(edits, token),
    remove,
    others,
    comments,
    openComments,
  };
  return (
    <EditingProvider value={editing}>
      <Living revision={state.revision}>
      <div className="screen journey">
        <Head look={look} change={change} openVersions={() => setVersions(true)} print={print} />
        <div className="journey-parts" data-open={look.at !== "" || undefined}>
          <div className="journey-main">
            <Bar />
            <section className="card journey-map" aria-label={t("journeys.map_named", { name: map.name })}>
              {form === "table" ? <MapTable /> : <LivingDrawing form={form} lanes={look.lanes} label={map.name} />}
            </section>
            <Below />
            <Uncovered />
          </div>
          <Panel />
        </div>
        {look.comments && <Comments path={look.comments === "all" ? "" : look.comments} close={() => change({ comments: "" })} show={openComments} />}
        {versions && <Versions close={() => setVersions(false)} />}
      </div>
      {printing && <LivingPrinted lanes={look.lanes} />}
      </Living>
    </EditingProvider>
  );
}
