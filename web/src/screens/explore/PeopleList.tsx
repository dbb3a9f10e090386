import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { CircleUser, UserRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import type { People } from "../../api/types";
import { Bones } from "../../parts/Bones";
import { secondId, useCustomerName } from "../../parts/identity";
import { ProblemBox } from "../../parts/ProblemBox";
import { When } from "../../parts/When";
import { useFormat } from "../../text/format";

/** A page of customers after the other, on demand. */
export function PeopleList({ found: { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } }: { found: UseInfiniteQueryResult<InfiniteData<People>> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useCustomerName();
  const people = data?.pages.flatMap(({ items }) => items);
  if (error && !people) return <ProblemBox problem={error} retry={() => void refetch()} />;
  if (!people) return <Bones rows={8} height={48} />;
  return (
    <>
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
        <span className="quiet">{t("explore.people_shown", { number: format.number(people.length), all: format.number(data?.pages[0]?.total ?? people.length) })}</span>
        {hasNextPage && (
          <button type="button" className="link" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("common.more")}
          </button>
        )}
      </footer>
    </>
  );
}
