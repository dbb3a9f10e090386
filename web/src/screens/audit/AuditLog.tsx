import { Button, Input, Select } from "antd";
import { ArrowLeft, Download, ShieldAlert, ShieldCheck } from "lucide-react";
import { useState } from "react";
import { Trans, useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { auditFile, useAudit, useAuditProof, type AuditFilter } from "../../api/audit";
import type { AuditItem } from "../../api/types";
import { useByWhom } from "../../parts/byWhom";
import { Bones } from "../../parts/Bones";
import { DayField } from "../../parts/DayField";
import { Empty } from "../../parts/Empty";
import { ProblemBox } from "../../parts/ProblemBox";
import { useDebounced } from "../../parts/useDebounced";
import { useTitle } from "../../parts/useTitle";
import { When } from "../../parts/When";
import { startOfDay, useFormat } from "../../text/format";
import { changes, sentence } from "./sentence";
import "./audit.css";

const groups = ["session.", "user.", "key.", "customer.", "consent.", "merge.", "suggestion.", "import.", "export", "access"];

/** Who did what, newest first, and whether the log is whole. */
export default function AuditLog() {
  const { t } = useTranslation();
  useTitle(t("audit.title"));
  const [who, setWho] = useState("");
  const [id, setId] = useState("");
  const [what, setWhat] = useState("");
  const [outcome, setOutcome] = useState("");
  const [from, setFrom] = useState("");
  const filter: AuditFilter = {
    who: useDebounced(who).trim(),
    id: useDebounced(id).trim(),
    what,
    outcome,
    since: from && startOfDay(from).toISOString(),
  };
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useAudit(filter);
  const items = data?.pages.flatMap((page) => page.items);
  return (
    <div className="screen audit">
      <header className="screen-head">
        <Link to="/settings" className="icon-button" aria-label={t("nav.settings")}>
          <ArrowLeft size={17} aria-hidden />
        </Link>
        <h1>{t("audit.title")}</h1>
        <Button href={auditFile(filter)} icon={<Download size={14} aria-hidden />}>
          {t("audit.file")}
        </Button>
      </header>
      <Proof />
      <div className="audit-filters" role="group" aria-label={t("audit.filters")}>
        <Input aria-label={t("audit.who")} placeholder={t("audit.who_hint")} value={who} onChange={(event) => setWho(event.target.value)} />
        <Input aria-label={t("audit.id")} placeholder={t("audit.id_hint")} value={id} onChange={(event) => setId(event.target.value)} />
        <Select aria-label={t("audit.what")} value={what} onChange={setWhat} options={["", ...groups].map((value) => ({ value, label: t(value ? `audit.group_${value.replace(".", "")}` : "audit.group_all") }))} popupMatchSelectWidth={false} />
        <Select aria-label={t("audit.outcome")} value={outcome} onChange={setOutcome} options={["", "done", "refused"].map((value) => ({ value, label: t(`audit.outcome_${value || "any"}`) }))} popupMatchSelectWidth={false} />
        <DayField label={t("audit.since")} value={from} onChange={setFrom} />
      </div>
      {error && !items ? (
        <ProblemBox problem={error} retry={() => void refetch()} />
      ) : !items ? (
        <Bones rows={10} height={40} />
      ) : items.length === 0 ? (
        <Empty title={t("audit.none")} text={t("audit.none_text")} />
      ) : (
        <>
          <ol className="card audit-list">
            {items.map((item) => (
              <Entry key={item.id} item={item} />
            ))}
          </ol>
          {hasNextPage && (
            <Button className="audit-more" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {t("audit.more")}
            </Button>
          )}
        </>
      )}
    </div>
  );
}

function Proof() {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: proof, error, refetch, isFetching } = useAuditProof();
  if (error) return <ProblemBox problem={error} retry={() => void refetch()} />;
  if (!proof) return <p className="quiet audit-proof">{t("audit.proving")}</p>;
  const whole = proof.findings.length === 0;
  return (
    <div className={whole ? "audit-proof" : "audit-proof audit-broken"} role={whole ? "status" : "alert"}>
      {whole ? <ShieldCheck size={18} aria-hidden /> : <ShieldAlert size={18} aria-hidden />}
      <div>
        <strong>{t(whole ? "audit.whole" : "audit.broken", { number: format.number(proof.entries) })}</strong>{" "}
        <span className="quiet">
          <Trans i18nKey="audit.proved" components={{ when: <When at={proof.at} /> }} />
        </span>
        {proof.findings.map((finding) => (
          <p key={finding}>{finding}</p>
        ))}
      </div>
      <Button size="small" loading={isFetching} onClick={() => void refetch()}>
        {t("audit.prove")}
      </Button>
    </div>
  );
}

function Entry({ item }: { item: AuditItem }) {
  const { t } = useTranslation();
  const byWhom = useByWhom();
  const who = (item.who_kind !== "operator" && item.who_name) || t(`audit.who_${item.who_kind}`, { defaultValue: item.who_kind });
  const times = Number((item.details as { times?: number }).times ?? 1);
  return (
    <li className={item.outcome === "refused" ? "audit-refused" : undefined}>
      <details>
        <summary>
          <span>
            <strong>{who}</strong> {sentence(t, item, byWhom)}
            {times > 1 && <span className="num"> × {times}</span>}
          </span>
          <When at={item.at} />
        </summary>
        <dl>
          {changes(item).map(({ field, before, after }) => (
            <div key={field}>
              <dt>{field}</dt>
              <dd>
                {before} → {after}
              </dd>
            </div>
          ))}
          {item.object === "customer" && (
            <div>
              <dt>{t("audit.customer")}</dt>
              <dd>
                <Link to={`/customers/${encodeURIComponent(item.object_id)}`}>{item.object_id}</Link>
              </dd>
            </div>
          )}
          {item.address && (
            <div>
              <dt>{t("audit.address")}</dt>
              <dd>{item.address}</dd>
            </div>
          )}
          <div>
            <dt>{t("audit.details")}</dt>
            <dd>
              <code>
                {item.verb} {JSON.stringify(item.details)}
              </code>
            </dd>
          </div>
          <div>
            <dt>{t("audit.hash")}</dt>
            <dd>
              <code>
                {item.id} {item.hash}
              </code>
            </dd>
          </div>
        </dl>
      </details>
    </li>
  );
}
