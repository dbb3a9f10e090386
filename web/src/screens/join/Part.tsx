import { Button } from "antd";
import { Split } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useParams } from "react-router-dom";
import { useMerge, usePart } from "../../api/merges";
import { useMay } from "../../api/session";
import { Bones } from "../../parts/Bones";
import { useIdentityName } from "../../parts/identity";
import { useByWhom } from "../../parts/byWhom";
import { ProblemBox } from "../../parts/ProblemBox";
import { say } from "../../parts/toast";
import { useTitle } from "../../parts/useTitle";
import { useFormat } from "../../text/format";
import { Side } from "./Side";
import "./join.css";

/** A join and what would be without it: the parts side by side, and the way to part them. */
export default function Part() {
  const { t } = useTranslation();
  const byWhom = useByWhom();
  useTitle(t("part.title"));
  const format = useFormat();
  const identityName = useIdentityName();
  const navigate = useNavigate();
  const { id = "" } = useParams();
  const { data: merge, error, refetch } = useMerge(id);
  const { mutate: part, isPending, isSuccess, error: refused } = usePart();
  const mayPart = useMay("agent");
  if (error && !merge) return <div className="screen"><ProblemBox problem={error} retry={() => void refetch()} /></div>;
  if (!merge) return <div className="screen"><Bones rows={10} height={48} /></div>;
  const names = merge.names.map((name) => name || t("customer.anonymous"));

  return (
    <div className="screen join">
      <header className="screen-head">
        <div>
          <h1>{t("part.title")}</h1>
          <p className="quiet">
            {t("part.joined", { a: names[0], b: names[1], date: format.exact(merge.at), by: byWhom(merge.by) })} · {t(`rule.${merge.rule}`, { defaultValue: merge.rule })}
          </p>
        </div>
      </header>
      <div className="card join-do">
        {merge.reason && <p className="quoted">{merge.reason}</p>}
        {merge.evidence.length > 0 && (
          <p>
            {merge.evidence.map((one) => (
              <span key={one.namespace + one.value} className="evidence">
                {identityName(one.namespace)} <mark>{one.value}</mark>
              </span>
            ))}
          </p>
        )}
        {merge.undone_at ? (
          <p className="quiet">{t("part.was_undone", { date: format.exact(merge.undone_at), by: byWhom(merge.undone_by) })}</p>
        ) : (
          <>
            <p>{t("part.result", { count: merge.parts.length })}</p>
            {refused && <ProblemBox problem={refused} />}
            <div className="join-buttons">
              {mayPart && (
                <Button
                  type="primary"
                  loading={isPending}
                  icon={<Split size={15} aria-hidden />}
                  onClick={() =>
                    part(merge.id, {
                      onSuccess: ({ customers }) => {
                        say(t("part.done"));
                        navigate(`/customers/${encodeURIComponent(customers[0] ?? merge.customer)}`, { replace: true });
                      },
                    })
                  }
                >
                  {t("part.do")}
                </Button>
              )}
              <Link to={`/customers/${encodeURIComponent(merge.customer)}`} className="button-link">
                {t("part.keep")}
              </Link>
            </div>
          </>
        )}
      </div>
      {!merge.undone_at && (
        <div className="sides">
          {merge.parts.map((side) => (
            <Side key={side.customer} customer={merge.customer} name={side.name} interactions={side.interactions} filter={{ profile: side.profiles.join(",") }} still={isPending || isSuccess} />
          ))}
        </div>
      )}
    </div>
  );
}
