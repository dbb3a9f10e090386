import { Button, Input, type InputRef } from "antd";
import { Globe, Lock, Pencil, Search, Trash2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { zone } from "../../api/customers";
import { useChangeSaved, useSaved } from "../../api/saved";
import { useMay } from "../../api/session";
import type { Saved } from "../../api/types";
import { Bones } from "../../parts/Bones";
import { Dialog } from "../../parts/Dialog";
import { useProblemText, ProblemBox } from "../../parts/ProblemBox";
import { say } from "../../parts/toast";
import { useDebounced } from "../../parts/useDebounced";
import { mostLetters } from "./SaveDialog";
import { addressOf } from "./saved";

interface Props {
  close: () => void;
  go: (address: string) => void;
  openSegment: (saved: Saved) => void;
}

/** What was kept: a question opens as it was, a segment as the customers who belong to it now. */
export function SavedList({ close, go, openSegment }: Props) {
  const { t } = useTranslation();
  const [q, setQ] = useState("");
  const { data, error, refetch } = useSaved(useDebounced(q.trim()));
  const field = useRef<InputRef>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <Dialog title={t("explore.saved")} close={close} side>
      <Input ref={field} className="saved-search" allowClear prefix={<Search size={14} aria-hidden />} aria-label={t("explore.saved_search")} placeholder={t("explore.saved_search")} value={q} onChange={(event) => setQ(event.target.value)} />
      {error && !data ? (
        <ProblemBox problem={error} retry={() => void refetch()} />
      ) : !data ? (
        <Bones rows={5} height={48} />
      ) : data.length === 0 ? (
        <p className="quiet">{t(q.trim() ? "explore.none_saved_called" : "explore.none_saved", { q: q.trim() })}</p>
      ) : (
        <ul className="saved">
          {data.map((saved) => (
            <SavedRow key={saved.id} saved={saved} go={go} openSegment={openSegment} />
          ))}
        </ul>
      )}
    </Dialog>
  );
}

function SavedRow({ saved, go, openSegment }: { saved: Saved; go: Props["go"]; openSegment: Props["openSegment"] }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const manages = useMay("manager");
  const { mutate } = useChangeSaved();
  const { id, name, question, cell, shared, mine, owner } = saved;
  const address = addressOf(question, saved.asked, zone);
  const mayChange = mine || (shared && manages);
  const failed = { onError: (problem: unknown) => say(problemText(problem).title, { bad: true }) };
  const [renaming, rename] = useState<string>();
  const keep = () => mutate({ id, name: renaming?.trim() }, { ...failed, onSuccess: () => rename(undefined) });
  const remove = () =>
    mutate({ id, removed: true }, { ...failed, onSuccess: () => say(t("explore.saved_removed", { name }), { undo: () => mutate({ id, removed: false }, failed) }) });
  if (renaming !== undefined) {
    return (
      <li>
        <form
          className="saved-rename"
          onSubmit={(event) => {
            event.preventDefault();
            if (renaming.trim() !== "") keep();
          }}
        >
          <Input
            autoFocus
            aria-label={t("explore.rename_saved", { name })}
            value={renaming}
            maxLength={mostLetters}
            onChange={(event) => rename(event.target.value)}
            onFocus={(event) => event.target.select()}
            onKeyDown={(event) => {
              if (event.key !== "Escape") return;
              event.preventDefault();   // the list stays open
              rename(undefined);
            }}
          />
          <Button htmlType="submit" disabled={renaming.trim() === ""}>
            {t("explore.save")}
          </Button>
        </form>
      </li>
    );
  }
  return (
    <li>
      <button type="button" className="saved-open" disabled={!cell && address === undefined} onClick={() => (cell ? openSegment(saved) : address !== undefined && go(address))}>
        <strong>{name}</strong>
        <small>
          {[cell ? t("explore.segment_of", { kind: t(`explore.kind_${question}`, { defaultValue: question }) }) : t(`explore.kind_${question}`, { defaultValue: question }), mine ? "" : owner, !cell && address === undefined ? t("explore.programs_only") : ""].filter(Boolean).join(" · ")}
        </small>
      </button>
      {mayChange ? (
        <>
          <button type="button" className="icon-button" aria-pressed={shared} aria-label={t("explore.shared_named", { name })} title={t(shared ? "explore.is_shared" : "explore.is_private")} onClick={() => mutate({ id, shared: !shared }, failed)}>
            {shared ? <Globe size={15} aria-hidden /> : <Lock size={15} aria-hidden />}
          </button>
          <button type="button" className="icon-button" aria-label={t("explore.rename_saved", { name })} onClick={() => rename(name)}>
            <Pencil size={15} aria-hidden />
          </button>
          <button type="button" className="icon-button" aria-label={t("explore.remove_saved", { name })} onClick={remove}>
            <Trash2 size={15} aria-hidden />
          </button>
        </>
      ) : (
        <span className="icon-button" title={t("explore.is_shared")}>
          <Globe size={15} aria-hidden />
        </span>
      )}
    </li>
  );
}
