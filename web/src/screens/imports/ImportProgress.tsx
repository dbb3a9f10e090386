import { useTranslation } from "react-i18next";
import { isBusy } from "../../api/imports";
import type { Import } from "../../api/types";
import { useFormat } from "../../text/format";

/** Progress with numbers; the bar keeps its place when it is done, so that the list does not jump. */
export function ImportProgress({ job, small }: { job: Import; small?: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const part = job.bytes_total > 0 ? Math.min(1, job.bytes_read / job.bytes_total) : 0;
  if (!isBusy(job)) return <span className={small ? "progress progress-none" : "sr-only"} aria-hidden />;
  return (
    <span className="progress-wrap">
      <span className="progress" role="progressbar" aria-label={t(`imports.state_${job.state}`)} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(part * 100)}>
        <i style={{ width: `${part * 100}%` }} data-unknown={job.bytes_total === 0 || undefined} />
      </span>
      {!small && <span className="quiet num">{t("imports.progress", { part: format.percent(part), count: job.rows_read, rows: format.number(job.rows_read) })}</span>}
    </span>
  );
}
