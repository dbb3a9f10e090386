import { Button, Input } from "antd";
import { GitMerge } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams, useSearchParams } from "react-router-dom";
import { useCustomer } from "../../api/customers";
import { useJoin, usePart } from "../../api/merges";
import { useMay } from "../../api/session";
import { Bones } from "../../parts/Bones";
import { useCustomerName } from "../../parts/identity";
import { ProblemBox, useProblemText } from "../../parts/ProblemBox";
import { say } from "../../parts/toast";
import { useTitle } from "../../parts/useTitle";
import { useFormat } from "../../text/format";
import { Ids } from "./Ids";
import { Side } from "./Side";
import "./join.css";

/** Both timelines side by side, and what would come of joining them, before anything is done. */
export default function Join() {
  const { t } = useTranslation();
  useTitle(t("join.title"));
  const format = useFormat();
  const nameOf = useCustomerName();
  const navigate = useNavigate();
  const { id = "", other = "" } = useParams();
  const [search] = useSearchParams();
  const [left, right] = [useCustomer(id), useCustomer(other)];
  const [reason, setReason] = useState("");
  const { mutate: join, isPending, error } = useJoin();
  const { mutateAsync: part } = usePart();
  const mayJoin = useMay("agent");
  const problemText = useProblemText();

  const failed = left.error ?? right.error;
  if (failed) return <div className="screen"><ProblemBox problem={failed} retry={() => void Promise.all([left.refetch(), right.refetch()])} /></div>;
  if (!left.data || !right.data) return <div className="screen"><Bones rows={10} height={48} /></div>;
  const [a, b] = [left.data, right.data];
  const keys = (identities: typeof a.identities) => identities.map((identity) => `${identity.namespace}:${identity.value}`);
  const common = new Set(keys(a.identities).filter((key) => keys(b.identities).includes(key)));
  const same = a.id === b.id;

  const doJoin = () =>
    join(
      { customers: [a.id, b.id], reason: reason.trim() || t("join.default_reason"), suggestion: search.get("suggestion") ?? undefined },
      {
        onSuccess: (merge) => {
          say(t("join.done"), {
            // By promise: this screen is gone when its notice is pressed, and with it the callbacks of a mutation.
            undo: () => void part(merge.id).then(() => say(t("join.undone")), (problem: unknown) => say(problemText(problem).title, { bad: true })),
          });
          navigate(`/customers/${encodeURIComponent(merge.customer)}`, { replace: true });
        },
      },
    );

  return (
    <div className="screen join">
      <header className="screen-head">
        <div>
          <h1>{t("join.title")}</h1>
          <p className="quiet">{t("join.text")}</p>
        </div>
      </header>
      {same ? (
        <p className="banner">{t("join.same")}</p>
      ) : (
        <div className="card join-do">
          <p>
            {t("join.result", { count: a.interactions + b.interactions, number: format.number(a.interactions + b.interactions), ids: new Set([...keys(a.identities), ...keys(b.identities)]).size })}
          </p>
          {error && <ProblemBox problem={error} />}
          {mayJoin && (
            <form
              onSubmit={(event) => {
                event.preventDefault();
                doJoin();
              }}
            >
              <Input aria-label={t("join.reason")} placeholder={t("join.reason")} value={reason} maxLength={300} onChange={(event) => setReason(event.target.value)} />
              <Button type="primary" htmlType="submit" loading={isPending} icon={<GitMerge size={15} aria-hidden />}>
                {t("join.do")}
              </Button>
              <Button onClick={() => navigate(-1)}>{t("common.cancel")}</Button>
            </form>
          )}
        </div>
      )}
      <div className="sides">
        {[a, b].map((customer) => (
          <Side key={customer.id} customer={customer.id} name={nameOf(customer)} interactions={customer.interactions}>
            <Ids identities={customer.identities} common={common} />
          </Side>
        ))}
      </div>
    </div>
  );
}
