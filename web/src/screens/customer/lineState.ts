import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router-dom";
import type { TimelineFilter } from "../../api/timeline";
import { startOfDay } from "../../text/format";

const names = ["channel", "name", "from", "to", "at"] as const;
type Name = (typeof names)[number];

export interface LineState {
  /** Channels shown; none means all. */
  channels: string[];
  name?: string;
  /** First and last day shown, both included. */
  from?: string;
  to?: string;
  /** The day jumped to: the timeline begins there and goes back. */
  at?: string;
  filter: TimelineFilter;
  filtered: boolean;
  set: (change: Partial<Record<Name, string | undefined>>) => void;
  clear: () => void;
}

/** What of the line is looked at. The address holds it, so a view can be sent to a colleague. */
export function useLineState(): LineState {
  const [search, setSearch] = useSearchParams();
  const [channel, name, from, to, at] = names.map((key) => search.get(key) ?? undefined);

  const set = useCallback<LineState["set"]>(
    (change) =>
      setSearch(
        (before) => {
          const after = new URLSearchParams(before);
          for (const [key, value] of Object.entries(change)) {
            if (value) after.set(key, value);
            else after.delete(key);
          }
          return after;
        },
        { replace: true, preventScrollReset: true },
      ),
    [setSearch],
  );

  return useMemo<LineState>(() => {
    // Days are the reader's; the server is asked in instants, the end excluded.
    const last = at && (!to || at < to) ? at : to;
    return {
      channels: channel ? channel.split(",") : [],
      name,
      from,
      to,
      at,
      filter: {
        channel,
        name,
        from: from && startOfDay(from).toISOString(),
        to: last && startOfDay(last, 1).toISOString(),
      },
      filtered: Boolean(channel || name || from || to || at),
      set,
      clear: () => set({ channel: undefined, name: undefined, from: undefined, to: undefined, at: undefined }),
    };
  }, [channel, name, from, to, at, set]);
}
