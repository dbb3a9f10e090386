import { useEffect, useMemo, useSyncExternalStore } from "react";
import { editsSince, readJourney, sendEdits, useJourneyNews, type Edit, type StoredJourney } from "../../api/journeys";
import { Draft, type Shelf } from "./draft";

/** Edits that wait survive a reload of this window; another one has its own. */
function shelfOf(name: string): Shelf {
  return {
    read: () => {
      try {
        return JSON.parse(window.sessionStorage.getItem(name) ?? "[]") as Edit[][];
      } catch {
        return [];
      }
    },
    write: (waiting) => {
      try {
        if (waiting.length > 0) window.sessionStorage.setItem(name, JSON.stringify(waiting));
        else window.sessionStorage.removeItem(name);
      } catch {
        // Private windows may refuse; what waits then lasts as long as the page.
      }
    },
  };
}

/** The work on one map, from how it was when it was opened. */
export function useDraft(stored: StoredJourney, user: string, refused: (problem: unknown) => void) {
  const { key } = stored.map;
  const draft = useMemo(
    () =>
      new Draft(
        stored,
        { send: (base, edits) => sendEdits(key, base, edits), since: (revision) => editsSince(key, revision), whole: () => readJourney(key) },
        refused,
        shelfOf(`throughline.journey.${user}.${key}`),
      ),
    // What is refused is said by whatever screen is there.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [key, user],
  );
  const state = useSyncExternalStore(draft.subscribe, draft.state);
  useJourneyNews(key, () => void draft.news());
  const waits = state.waiting > 0;
  useEffect(() => {
    const now = () => draft.retryNow();
    window.addEventListener("online", now);
    return () => {
      window.removeEventListener("online", now);
      draft.end();
    };
  }, [draft]);
  useEffect(() => {
    if (!waits) return undefined;
    const leaving = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", leaving);
    return () => window.removeEventListener("beforeunload", leaving);
  }, [waits]);
  return { draft, state };
}
