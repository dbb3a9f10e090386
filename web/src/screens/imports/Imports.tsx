import { Button } from "antd";
import { FileUp } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router-dom";
import { useImports } from "../../api/imports";
import { useKeys } from "../../app/keys";
import { useByWhom } from "../../parts/byWhom";
import { Bones } from "../../parts/Bones";
import { Empty } from "../../parts/Empty";
import { ProblemBox } from "../../parts/ProblemBox";
import { useTitle } from "../../parts/useTitle";
import { When } from "../../parts/When";
import { useFormat } from "../../text/format";
import { ImportProgress } from "./ImportProgress";
import { StateChip } from "./StateChip";
import "./imports.css";

export default function Imports() {
  const { t } = useTranslation();
  useTitle(t("nav.imports"));
  const format = useFormat();
  const byWhom = useByWhom();
  const navigate = useNavigate();
  const list = useImports();
  const items = list.data?.pages.flatMap((page) => page.items);
  useKeys([{ keys: "n", label: t("imports.new"), run: () => navigate("/imports/new") }]);
  return (
    <div className="screen">
      <header className="screen-head">
        <div>
          <h1>{t("nav.imports")}</h1>
          <p className="quiet">{t("imports.text")}</p>
        </div>
        <Button type="primary" icon={<FileUp size={15} aria-hidden />} onClick={() => navigate("/imports/new")}>
          {t("imports.new")}
        </Button>
      </header>
      {list.error && !items ? (
        <ProblemBox problem={list.error} retry={() => void list.refetch()} />
      ) : !items ? (
        <Bones rows={6} height={64} />
      ) : items.length === 0 ? (
        <Empty title={t("imports.none")} text={t("imports.none_text")} action={<Link to="/imports/new">{t("imports.new")}</Link>} />
      ) : (
        <ul className="card imports">
          {items.map((job) => (
            <li key={job.id}>
              <Link to={`/imports/${encodeURIComponent(job.id)}`}>
                <span className="import-name">
                  <strong>{job.name}</strong>
                  <small>
                    {job.by && byWhom(job.by)}
                    {job.started_at && (
                      <>
                        {job.by && " · "}
                        <When at={job.started_at} />
                      </>
                    )}
                  </small>
                </span>
                <StateChip state={job.state} />
                <span className="import-sum num">
                  {t("imports.sum", { count: job.interactions_added, number: format.number(job.interactions_added), rows: format.number(job.rows_read) })}
                  {job.rows_rejected > 0 && <em>{t("imports.rejected", { count: job.rows_rejected, number: format.number(job.rows_rejected) })}</em>}
                </span>
                <ImportProgress job={job} small />
              </Link>
            </li>
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t("common.more")}
        </Button>
      )}
    </div>
  );
}
