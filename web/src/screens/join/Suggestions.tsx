import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAnswerSuggestion, useSuggestions } from "../../api/merges";
import type { Suggestion } from "../../api/types";
import { useKeys } from "../../app/keys";
import { Bones } from "../../parts/Bones";
import { Empty } from "../../parts/Empty";
import { ProblemBox, useProblemText } from "../../parts/ProblemBox";
import { say } from "../../parts/toast";
import { SuggestionCard } from "./SuggestionCard";

export function Suggestions({ state }: { state: "open" | "dismissed" }) {
  const { t } = useTranslation();
  const list = useSuggestions(state);
  const { mutateAsync: answer } = useAnswerSuggestion();
  const problemText = useProblemText();
  // Gone from sight at once; back if the server refuses.
  const [answered, setAnswered] = useState<ReadonlySet<string>>(new Set());
  const [chosen, setChosen] = useState(-1);
  const items = list.data?.pages.flatMap((page) => page.items).filter((item) => !answered.has(item.id));

  const mark = (id: string, gone: boolean) =>
    setAnswered((before) => {
      const after = new Set(before);
      if (gone) after.add(id);
      else after.delete(id);
      return after;
    });
  // By promise, not by callback: the notice outlives this list.
  const turn = (id: string, to: "open" | "dismissed", done: () => void) =>
    void answer({ id, state: to }).then(done, (problem: unknown) => {
      mark(id, false);
      say(problemText(problem).title, { bad: true });
    });

  const decline = (suggestion: Suggestion) => {
    mark(suggestion.id, true);
    turn(suggestion.id, "dismissed", () => say(t("joins.declined"), { undo: () => turn(suggestion.id, "open", () => mark(suggestion.id, false)) }));
  };
  const reopen = (suggestion: Suggestion) => {
    mark(suggestion.id, true);
    turn(suggestion.id, "open", () => say(t("joins.reopened")));
  };

  const move = (step: number) => {
    const next = Math.max(0, Math.min((items?.length ?? 1) - 1, chosen + step));
    setChosen(next);
    document.getElementById(`suggestion-${items?.[next]?.id}`)?.scrollIntoView({ block: "nearest" });
  };
  const now = items?.[chosen];
  useKeys([
    { keys: "j", label: t("keys.next"), run: () => move(1) },
    { keys: "k", label: t("keys.previous"), run: () => move(-1) },
    ...(state === "open" ? [{ keys: "e", label: t("joins.not_same"), run: () => now && decline(now) }] : []),
  ]);

  if (list.error && !items) return <ProblemBox problem={list.error} retry={() => void list.refetch()} />;
  if (!items) return <Bones rows={4} height={120} />;
  if (items.length === 0) return <Empty title={t(`joins.none_${state}`)} text={state === "open" ? t("joins.none_open_text") : undefined} />;
  return (
    <>
      <ul className="suggestions">
        {items.map((suggestion, place) => (
          <SuggestionCard key={suggestion.id} suggestion={suggestion} chosen={place === chosen} decline={decline} reopen={reopen} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t("common.more")}
        </Button>
      )}
    </>
  );
}
