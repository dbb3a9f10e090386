import { useQueryClient } from "@tanstack/react-query";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { customerKey } from "../../../api/customers";
import { useTimeline } from "../../../api/timeline";
import type { CustomerDetail } from "../../../api/types";
import { useKeys } from "../../../app/keys";
import { Bones } from "../../../parts/Bones";
import { Empty } from "../../../parts/Empty";
import { ProblemBox } from "../../../parts/ProblemBox";
import { useFormat } from "../../../text/format";
import { joinedInto } from "../joined";
import type { LineState } from "../lineState";
import { Fold } from "./Fold";
import { Item } from "./Item";
import { JoinedHere } from "./JoinedHere";
import { dayOfRow, rowsOf } from "./rows";
import "./timeline.css";

interface Props {
  customer: CustomerDetail;
  line: LineState;
  /** Tells the line above which day is being read. */
  reading: (day: string) => void;
}

/** Opens and closes: the set of what is open, and the one function that changes it. */
function useOpen() {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback((id: string) => {
    setOpen((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  }, []);
  return [open, toggle] as const;
}

export function Timeline({ customer, line, reading }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const query = useTimeline(customer.id, line.filter);
  const [openFolds, toggleFold] = useOpen();
  const [openItems, toggleItem] = useOpen();
  const joined = useMemo(() => new Map(joinedInto(customer).map((profile) => [profile.profile, profile])), [customer]);
  const rows = useMemo(() => rowsOf(query.data?.pages.flatMap((page) => page.items) ?? [], openFolds, new Set(joined.keys())), [query.data, openFolds, joined]);
  const [chosen, setChosen] = useState(-1);
  const list = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);

  // Everything above the list may change its height (a filter wraps, a box opens); the list must know where it begins.
  useLayoutEffect(() => {
    const place = () => setTop(Math.round((list.current?.getBoundingClientRect().top ?? 0) + window.scrollY));
    place();
    const watch = new ResizeObserver(place);
    watch.observe(document.body);
    return () => watch.disconnect();
  }, []);

  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (place) => (rows[place]?.type === "day" ? 40 : rows[place]?.type === "join" ? 30 : 36),
    getItemKey: (place) => rows[place]?.id ?? place,
    overscan: 10,
    scrollMargin: top,
  });
  const shown = virtual.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && lastShown >= rows.length - 60) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, lastShown, rows.length]);

  const readAt = (virtual.scrollOffset ?? 0) + 200;
  const first = rows[shown.find((row) => row.end > readAt)?.index ?? shown[0]?.index ?? 0];
  const day = first ? dayOfRow(first) : "";
  useEffect(() => {
    if (day) reading(day);
  }, [day, reading]);

  // A jump or a new filter begins at the top of its own list, not somewhere in its middle.
  const filterKey = JSON.stringify(line.filter);
  const known = useRef(filterKey);
  useEffect(() => {
    if (known.current === filterKey) return;
    known.current = filterKey;
    setChosen(-1);
    const begins = (list.current?.getBoundingClientRect().top ?? 0) + window.scrollY;
    if (window.scrollY > begins - 240) window.scrollTo({ top: Math.max(0, begins - 240) });
  }, [filterKey]);

  const move = (step: number) => {
    let next = chosen;
    do next += step;
    while (rows[next]?.type === "day" || rows[next]?.type === "join");
    if (!rows[next]) return;
    setChosen(next);
    virtual.scrollToIndex(next, { align: step > 0 ? "auto" : "center" });
  };
  const toggle = () => {
    const row = rows[chosen];
    if (row?.type === "fold" && row.items[0]) toggleFold(row.items[0].id);
    if (row?.type === "item") toggleItem(row.interaction.id);
  };
  useKeys([
    { keys: "j", label: t("keys.next"), run: () => move(1) },
    { keys: "k", label: t("keys.previous"), run: () => move(-1) },
    { keys: "Enter", label: t("keys.details"), run: toggle },
  ]);

  return (
    <section className="timeline" aria-label={t("timeline.title")} data-stale={query.isPlaceholderData || undefined}>
      <Fresh customer={customer} />
      {line.at && (
        <p className="timeline-anchor">
          {t("timeline.until", { day: format.dayHeading(line.at) })}
          <button type="button" className="link" onClick={() => line.set({ at: undefined })}>
            {t("timeline.to_newest")}
          </button>
        </p>
      )}
      <div ref={list} style={{ height: virtual.getTotalSize(), position: "relative" }} aria-busy={query.isFetching}>
        {shown.map((place) => {
          const row = rows[place.index];
          if (!row) return null;
          return (
            <div key={place.key} data-index={place.index} ref={virtual.measureElement} className="timeline-slot" style={{ transform: `translateY(${place.start - top}px)` }}>
              {row.type === "day" && <h3 className="timeline-day">{format.dayHeading(row.day)}</h3>}
              {row.type === "join" && <JoinedHere profile={joined.get(row.profile)} />}
              {row.type === "fold" && <Fold items={row.items} open={row.open} chosen={place.index === chosen} toggle={toggleFold} />}
              {row.type === "item" && (
                <Item interaction={row.interaction} joined={joined.get(row.interaction.customer)} inFold={row.inFold} open={openItems.has(row.interaction.id)} chosen={place.index === chosen} toggle={toggleItem} />
              )}
            </div>
          );
        })}
      </div>
      {query.error && <ProblemBox problem={query.error} retry={() => void (rows.length > 0 ? query.fetchNextPage() : query.refetch())} />}
      {(query.isPending || isFetchingNextPage) && <Bones rows={rows.length > 0 ? 3 : 10} height={36} />}
      {!query.isPending && !query.error && rows.length === 0 && (
        <Empty
          title={t(line.filtered ? "timeline.none_here" : "timeline.none")}
          action={line.filtered ? <button type="button" className="link" onClick={line.clear}>{t("timeline.clear")}</button> : undefined}
        />
      )}
      {!hasNextPage && rows.length > 0 && !query.isPending && <p className="timeline-end">{t("timeline.begin")}</p>}
    </section>
  );
}

/** What arrived while the page was open waits here: it is announced and never pushed under the cursor. */
function Fresh({ customer }: { customer: CustomerDetail }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const [seen, setSeen] = useState(customer.interactions);
  const count = customer.interactions - seen;
  return (
    <div role="status">
      {count > 0 && (
        <button
          type="button"
          className="timeline-fresh"
          onClick={() => {
            setSeen(customer.interactions);
            void cache.invalidateQueries({ queryKey: customerKey(customer.id) });
          }}
        >
          {t("timeline.fresh", { count })}
        </button>
      )}
    </div>
  );
}
