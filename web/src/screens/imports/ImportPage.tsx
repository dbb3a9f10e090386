import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { Download, Undo2 } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router-dom";
import { isBusy, rejectedAddress, useImport, useUndoImport } from "../../api/imports";
import type { Import } from "../../api/types";
import { useByWhom } from "../../parts/byWhom";
import { Bones } from "../../parts/Bones";
import { ProblemBox } from "../../parts/ProblemBox";
import { useTitle } from "../../parts/useTitle";
import { useFormat } from "../../text/format";
import { useTold } from "../../text/server";
import { ErrorTable } from "./ErrorTable";
import { ImportProgress } from "./ImportProgress";
import { StateChip } from "./StateChip";
import "./imports.css";

/** One import: how far it is, what came of it, what was rejected and why, and the way back. */
export default function ImportPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const told = useTold();
  const byWhom = useByWhom();
  const { id = "" } = useParams();
  const { data: job, error, refetch } = useImport(id);
  useTitle(job?.name ?? t("nav.imports"));
  useRefreshAtEnd(job);
  if (error && !job) return <div className="screen"><ProblemBox problem={error} retry={() => void refetch()} /></div>;
  if (!job) return <div className="screen"><Bones rows={6} height={64} /></div>;

  const figures: [string, number][] = [
    ["rows_read", job.rows_read],
    ["interactions_added", job.interactions_added],
    ["customers_added", job.customers_added],
    ["rows_repeated", job.rows_repeated],
    ["rows_rejected", job.rows_rejected],
  ];
  return (
    <div className="screen">
      <header className="screen-head">
        <div>
          <p className="quiet">
            <Link to="/imports">{t("nav.imports")}</Link>
          </p>
          <h1>
            {job.name} <StateChip state={job.state} />
          </h1>
          <p className="quiet">
            {job.by && byWhom(job.by)}
            {job.started_at && ` · ${format.exact(job.started_at)}`}
          </p>
        </div>
        <Undo job={job} />
      </header>
      <div role="status" className="import-status">
        <ImportProgress job={job} />
        {job.state === "done" && <p>{t("imports.finished", { count: job.interactions_added, number: format.number(job.interactions_added) })} <Link to="/customers">{t("imports.see_customers")}</Link></p>}
        {job.state === "undone" && <p>{t("imports.was_undone")}</p>}
      </div>
      {job.message && (job.state === "failed" ? <p className="banner banner-bad" role="alert">{told(job.message)}</p> : <p className="banner">{told(job.message)}</p>)}
      <ul className="figures">
        {figures.map(([name, value]) => (
          <li key={name}>
            <div>
              <span>{t(`imports.${name}`)}</span>
              <strong data-bad={(name === "rows_rejected" && value > 0) || undefined}>{format.number(value)}</strong>
            </div>
          </li>
        ))}
      </ul>
      {(job.errors.length > 0 || job.rows_rejected > 0) && (
        <section className="card">
          <header>
            <h2>{t("imports.why_rejected")}</h2>
            <a className="button-link" href={rejectedAddress(job.id)} download>
              <Download size={14} aria-hidden />
              {t("imports.download_rejected")}
            </a>
          </header>
          <ErrorTable errors={job.errors} />
        </section>
      )}
    </div>
  );
}

/** Undoing takes everything of this import back. It is asked once, in place, because it touches many customers at once. */
function Undo({ job }: { job: Import }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [asked, setAsked] = useState(false);
  const { mutate: undo, isPending, error } = useUndoImport();
  if ((job.state !== "done" && job.state !== "failed") || job.interactions_added === 0) return null;
  if (!asked) {
    return (
      <Button icon={<Undo2 size={15} aria-hidden />} onClick={() => setAsked(true)}>
        {t("imports.undo")}
      </Button>
    );
  }
  return (
    <div className="import-undo">
      {error && <ProblemBox problem={error} />}
      <p>{t("imports.undo_preview", { count: job.interactions_added, number: format.number(job.interactions_added), customers: format.number(job.customers_added) })}</p>
      <div className="join-buttons">
        <Button danger type="primary" loading={isPending} onClick={() => undo(job.id, { onSuccess: () => setAsked(false) })}>
          {t("imports.undo_do")}
        </Button>
        <Button onClick={() => setAsked(false)}>{t("common.cancel")}</Button>
      </div>
    </div>
  );
}

/** When a running import ends, counts and timelines elsewhere are no longer what was read before. */
function useRefreshAtEnd(job: Import | undefined) {
  const cache = useQueryClient();
  const busy = job ? isBusy(job) : undefined;
  useEffect(() => {
    if (busy === false) for (const noun of ["overview", "customers", "customer", "activities", "channels"]) void cache.invalidateQueries({ queryKey: [noun] });
  }, [busy, cache]);
}
