import { useCallback, useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router-dom";
import { zone } from "../../api/customers";
import { useChannels } from "../../api/overview";
import { languages } from "../../text/i18n";
import { bodyOf, read, turn, write, type Kind, type Question, type View } from "./question";

/**
 * The question and how its answer is looked at stand in the address: what changes the question makes a step that the
 * browser's "back" undoes, a moved slider does not.
 */
export function useQuestion() {
  const { i18n } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const text = search.toString();
  const { question, view } = useMemo(() => read(new URLSearchParams(text)), [text]);
  const { data: heard } = useChannels();
  const body = useMemo(() => bodyOf(question, zone, heard), [question, heard]);

  // A link that was sent says in which language; the reader's own choice is not overwritten by it.
  const asked = search.get("lang");
  useEffect(() => {
    if (asked === null) return;
    if (languages.some((language) => language === asked)) void i18n.changeLanguage(asked);
    setSearch((before) => {
      const after = new URLSearchParams(before);
      after.delete("lang");
      return after;
    }, { replace: true });
  }, [asked, i18n, setSearch]);

  // From what the address says at that moment: an undo that comes late takes back its own part alone.
  const change = useCallback(
    (part: Partial<Question>) => {
      const now = read(new URLSearchParams(window.location.search));
      setSearch(write({ ...now.question, ...part }, { ...now.view, ...("by" in part && { group: undefined }) }));
    },
    [setSearch],
  );
  const look = useCallback((part: Partial<View>) => setSearch(write(question, { ...view, ...part }), { replace: true }), [question, view, setSearch]);
  const ask = useCallback((kind: Kind) => setSearch(write(turn(question, kind), { ...view, group: undefined })), [question, view, setSearch]);
  const go = useCallback((address: string) => setSearch(new URLSearchParams(address)), [setSearch]);

  return { question, view, body, change, look, ask, go, address: text };
}

export type Asking = ReturnType<typeof useQuestion>;
