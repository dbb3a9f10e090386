import { Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { useFoundCustomers } from "../../api/customers";
import type { Customer } from "../../api/types";
import { Dialog } from "../../parts/Dialog";
import { useCustomerName } from "../../parts/identity";
import { ProblemBox } from "../../parts/ProblemBox";
import { useDebounced } from "../../parts/useDebounced";
import { useFormat } from "../../text/format";

/** Whom to join with. Choosing only opens the preview; nothing is joined here. */
export function ChooseOther({ customer, close }: { customer: Customer; close: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useCustomerName();
  const [q, setQ] = useState("");
  const wanted = useDebounced(q);
  const { data, error, isFetching } = useFoundCustomers(wanted, 10);
  const others = wanted.trim() ? data?.filter((other) => other.id !== customer.id) : undefined;
  return (
    <Dialog title={t("join.choose", { name: nameOf(customer) })} close={close}>
      <Input autoFocus aria-label={t("customers.search")} placeholder={t("customers.search_hint")} value={q} onChange={(event) => setQ(event.target.value)} />
      {error && <ProblemBox problem={error} />}
      <ul className="choose" aria-busy={isFetching}>
        {others?.map((other) => (
          <li key={other.id}>
            <Link to={`/customers/${encodeURIComponent(customer.id)}/join/${encodeURIComponent(other.id)}`}>
              <strong>{nameOf(other)}</strong>
              <span>{other.identities.slice(0, 2).map((identity) => identity.value).join(" · ")}</span>
              <small>{t("customer.heard", { count: other.interactions, number: format.number(other.interactions) })}</small>
            </Link>
          </li>
        ))}
      </ul>
      {others?.length === 0 && !isFetching && <p className="quiet">{t("customers.none_found")}</p>}
    </Dialog>
  );
}
