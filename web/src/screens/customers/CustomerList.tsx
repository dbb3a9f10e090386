import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router-dom";
import type { Customer } from "../../api/types";
import { useKeys } from "../../app/keys";
import { CustomerRow } from "./CustomerRow";

interface Props {
  items: Customer[];
  more: boolean;
  loadMore: () => void;
  stale: boolean;
}

const rowHeight = 52;

/** Only the rows in view exist; a hundred thousand customers scroll like ten. */
export function CustomerList({ items, more, loadMore, stale }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const list = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [chosen, setChosen] = useState(-1);
  const called = useMemo(() => {
    const counts = new Map<string, number>();
    for (const { name } of items) counts.set(name, (counts.get(name) ?? 0) + 1);
    return counts;
  }, [items]);
  useLayoutEffect(() => setTop((list.current?.getBoundingClientRect().top ?? 0) + window.scrollY), []);

  const rows = useWindowVirtualizer({ count: items.length, estimateSize: () => rowHeight, overscan: 12, scrollMargin: top });
  const shown = rows.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && last >= items.length - 20) loadMore();
  }, [more, last, items.length, loadMore]);

  const move = (step: number) => {
    const next = Math.max(0, Math.min(items.length - 1, chosen + step));
    setChosen(next);
    rows.scrollToIndex(next, { align: "auto" });
  };
  useKeys([
    { keys: "j", label: t("keys.next"), run: () => move(1) },
    { keys: "k", label: t("keys.previous"), run: () => move(-1) },
    {
      keys: "Enter",
      label: t("keys.open"),
      run: () => {
        const customer = items[chosen];
        if (customer) navigate(`/customers/${encodeURIComponent(customer.id)}`);
      },
    },
  ]);

  return (
    <div className="card customer-table" data-stale={stale || undefined}>
      <div className="customer-row customer-head" aria-hidden>
        <span />
        <span>{t("customers.name")}</span>
        <span>{t("customers.identifiers")}</span>
        <span>{t("customers.channels")}</span>
        <span className="num">{t("customers.interactions")}</span>
        <span className="num">{t("customers.last_seen")}</span>
      </div>
      <div ref={list} role="list" aria-label={t("nav.customers")} aria-busy={stale} style={{ height: rows.getTotalSize(), position: "relative" }}>
        {shown.map((row) => {
          const customer = items[row.index];
          return (
            customer && (
              <div key={customer.id} role="listitem" className="customer-slot" style={{ transform: `translateY(${row.start - top}px)`, height: rowHeight }}>
                <CustomerRow customer={customer} chosen={row.index === chosen} twin={(called.get(customer.name) ?? 0) > 1} />
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}
