import { CircleUser, UserRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { usePeople, type Body } from "../../api/questions";
import { Bones } from "../../parts/Bones";
import { Dialog } from "../../parts/Dialog";
import { secondId, useCustomerName } from "../../parts/identity";
import { ProblemBox } from "../../parts/ProblemBox";
import { When } from "../../parts/When";
import { useFormat } from "../../text/format";
import type { Behind } from "./behind";
import type { Kind } from "./question";

interface Props {
  kind: Kind;
  question: Body;
  behind: Behind;
  close: () => void;
}

/** The customers behind a number, each one a way to their page. */
export function People({ kind, question, behind, close }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useCustomerName();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = usePeople(kind, question, behind.cell);
  const people = data?.pages.flatMap(({ items }) => items);
  const total = data?.pages[0]?.total;
  return (
    <Dialog title={t("explore.people")} close={close} side>
      <p className="people-title">{behind.title}</p>
      {error && !people ? (
        <ProblemBox problem={error} retry={() => void refetch()} />
      ) : !people ? (
        <Bones rows={8} height={48} />
      ) : (
        <>
          {!behind.times && total !== behind.count && <p className="quiet">{t("explore.changed_since", { number: format.number(total ?? people.length) })}</p>}
          <ul className="people">
            {people.map((customer) => (
              <li key={customer.id}>
                <Link to={`/customers/${encodeURIComponent(customer.id)}`}>
                  {customer.anonymous ? <CircleUser size={18} strokeWidth={1.6} aria-hidden /> : <UserRound size={18} strokeWidth={1.6} aria-hidden />}
                  <span>
                    <strong>{nameOf(customer)}</strong>
                    <small>{secondId(customer)}</small>
                  </span>
                  <span className="num">
                    {t("explore.interactions", { count: customer.interactions, number: format.number(customer.interactions) })}
                    <small>{customer.last_at && <When at={customer.last_at} />}</small>
                  </span>
                </Link>
              </li>
            ))}
          </ul>
          <footer className="people-foot">
            <span className="quiet">{t("explore.people_shown", { number: format.number(people.length), all: format.number(total ?? people.length) })}</span>
            {hasNextPage && (
              <button type="button" className="link" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                {t("common.more")}
              </button>
            )}
          </footer>
        </>
      )}
    </Dialog>
  );
}
