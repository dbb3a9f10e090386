import { useTranslation } from "react-i18next";
import { useOverview } from "../../api/overview";
import { useFormat } from "../../text/format";
import type { Question, Scoped } from "./question";
import { useScopeWords } from "./sentence";

interface Told {
  n: number;
  position: number;
  elapsed_ms: number;
}

function useTook(): (milliseconds: number) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (milliseconds) => (milliseconds < 1_000 ? t("explore.took_ms", { number: format.number(Math.max(1, Math.round(milliseconds))) }) : format.duration(milliseconds / 1_000));
}

/** The same as lines under a picture, which leaves the page and its moment. */
export function useNotes(): (question: Scoped | Question, answer: Told) => string[] {
  const { t } = useTranslation();
  const format = useFormat();
  const scope = useScopeWords();
  return (question, { n, position }) => [
    [t("explore.n_customers", { count: n, number: format.number(n) }), ...scope(question)].join(" · "),
    t("explore.picture_note", { position: format.number(position), time: format.exact(new Date()) }),
  ];
}

/** How many customers, which days, how fresh, how long it took. What came in since is said, and asked for on demand. */
export function Freshness({ question, answer, at, again }: { question: Scoped | Question; answer: Told; at: number; again: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const scope = useScopeWords();
  const took = useTook();
  const { data: overview } = useOverview();
  const newer = (overview?.position ?? 0) - answer.position;
  return (
    <p className="freshness quiet num">
      <strong>{t("explore.n_customers", { count: answer.n, number: format.number(answer.n) })}</strong>
      {scope(question).map((words) => (
        <span key={words}>{words}</span>
      ))}
      <span title={format.exact(new Date(at))}>{t("explore.as_of", { position: format.number(answer.position), time: format.time(new Date(at)) })}</span>
      <span>{took(answer.elapsed_ms)}</span>
      {newer > 0 && (
        <button type="button" className="link" onClick={again}>
          {t("explore.newer", { count: newer, number: format.number(newer) })}
        </button>
      )}
    </p>
  );
}
