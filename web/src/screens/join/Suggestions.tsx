import { Button, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router-dom";
import { suggestionKinds, useAnswerSuggestion, useJoin, usePart, useSuggestionCounts, useSuggestions } from "../../api/merges";
import { useMay } from "../../api/session";
import type { Suggestion } from "../../api/types";
import { useKeys } from "../../app/keys";
import { Bones } from "../../parts/Bones";
import { Empty } from "../../parts/Empty";
import { ProblemBox, useProblemText } from "../../parts/ProblemBox";
import { say } from "../../parts/toast";
import { useFormat } from "../../text/format";
import { Model } from "./Model";
import { SuggestionCard } from "./SuggestionCard";

export function Suggestions({ state }: { state: "open" | "dismissed" }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [search, setSearch] = useSearchParams();
  const kind = suggestionKinds.find((one) => one === search.get("kind"));
  const list = useSuggestions(state, kind);
  const counts = useSuggestionCounts();
  const mayDecide = useMay("agent");
  const { mutateAsync: join } = useJoin();
  const { mutateAsync: part } = usePart();
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
  const failed = (problem: unknown) => say(problemText(problem).title, { bad: true });
  const accept = (suggestion: Suggestion) => {
    const [a, b] = suggestion.customers;
    if (!a || !b) return;
    mark(suggestion.id, true);
    join({ customers: [a.id, b.id], reason: t("join.default_reason"), suggestion: suggestion.id }).then(
      (merge) => say(t("join.done"), { undo: () => void part(merge.id).then(() => mark(suggestion.id, false), failed) }),
      (problem: unknown) => {
        mark(suggestion.id, false);
        failed(problem);
      },
    );
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
    ...(state === "open" && mayDecide
      ? [
          { keys: "a", label: t("joins.accept"), run: () => now && accept(now) },
          { keys: "e", label: t("joins.not_same"), run: () => now && decline(now) },
        ]
      : []),
  ]);

  const kinds = state === "open" && (
    <Segmented
      aria-label={t("joins.kind")}
      value={kind ?? "all"}
      onChange={(value) => {
        const next = new URLSearchParams(search);
        if (value === "all") next.delete("kind");
        else next.set("kind", value);
        setSearch(next, { replace: true });
        setChosen(-1);
      }}
      options={[
        { value: "all", label: t("joins.kind_all") },
        ...suggestionKinds.map((value) => ({ value, label: `${t(`joins.kind_${value}`)}${counts.data ? ` ${format.number(counts.data[value])}` : ""}` })),
      ]}
    />
  );
  if (list.error && !items) return <ProblemBox problem={list.error} retry={() => void list.refetch()} />;
  if (!items) return <Bones rows={4} height={120} />;
  return (
    <>
      {kinds && <div className="suggestion-kinds">{kinds}</div>}
      {items.length === 0 && <Empty title={t(`joins.none_${state}`)} text={state === "open" ? t("joins.none_open_text") : undefined} />}
      <ul className="suggestions">
        {items.map((suggestion, place) => (
          <SuggestionCard key={suggestion.id} suggestion={suggestion} chosen={place === chosen} accept={accept} decline={decline} reopen={reopen} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t("common.more")}
        </Button>
      )}
      {state === "open" && <Model />}
    </>
  );
}
