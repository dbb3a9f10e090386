import { useEffect, useMemo, useState } from "react";
import { useSearchParams } from "react-router-dom";
import type { CustomerFilter } from "../../api/customers";
import { useDebounced } from "../../parts/useDebounced";

/** "Seen in the last 7 days", and "not for 90 days": the two ways people ask. */
export const seenChoices = ["", "7d", "30d", "90d", "-90d", "-365d"];

const day = 86_400_000;

function seenFilter(seen: string): Pick<CustomerFilter, "seen_after" | "seen_before"> {
  const days = Number.parseInt(seen, 10);
  if (!days) return {};
  // Rounded to the day, so that the same choice is the same question all day long and stays cached.
  const at = new Date(Math.floor(Date.now() / day) * day - Math.abs(days) * day).toISOString();
  return days > 0 ? { seen_after: at } : { seen_before: at };
}

/** The address holds what is looked for: it can be sent, kept, and gone back to. */
export function useListState() {
  const [search, setSearch] = useSearchParams();
  const q = search.get("q") ?? "";
  const [typed, type] = useState(q);
  const settled = useDebounced(typed.trim());
  const kind = search.get("kind") ?? "";
  const channel = search.get("channel") ?? "";
  const seen = search.get("seen") ?? "";

  const set = (name: string, value: string) =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        if (value) after.set(name, value);
        else after.delete(name);
        return after;
      },
      { replace: true },
    );

  useEffect(() => {
    if (settled !== (search.get("q") ?? "")) set("q", settled);
    // Only what was typed drives the address; the address going back is taken up below.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [settled]);

  useEffect(() => {
    if (q !== typed.trim() && q !== settled) type(q);
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [q]);

  const filter = useMemo<CustomerFilter>(() => ({ q: q || undefined, kind: kind || undefined, channel: channel || undefined, ...seenFilter(seen) }), [q, kind, channel, seen]);

  return {
    typed,
    type,
    set,
    kind,
    channel,
    seen,
    filter,
    filtered: Boolean(q || kind || channel || seen),
    clear: () => {
      type("");
      setSearch({}, { replace: true });
    },
  };
}
