import { Button } from "antd";
import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Problem } from "../api/client";
import { told } from "../text/server";

/** What happened, why, and what to do, in the reader's language where we know the case. */
export function useProblemText() {
  const { t, i18n } = useTranslation();
  return (problem: unknown): { title: string; detail?: string; hint?: string } => {
    if (!(problem instanceof Problem)) return { title: t("problem.unknown"), hint: t("problem.unknown_hint") };
    const [detail, hintSent] = [problem.detail, problem.hint].map((text) => text && told(i18n, text));
    const known = [`problem.${problem.code}`, `problem.status_${problem.status}`].find((key) => i18n.exists(key));
    if (!known) return { title: problem.message, detail, hint: hintSent };
    const hint = i18n.exists(`${known}_hint`) ? t(`${known}_hint`) : hintSent;
    return { title: t(known), detail, hint };
  };
}

interface Props {
  problem: unknown;
  /** Said instead of the problem's own words, where the place knows better what they mean. */
  title?: string;
  retry?: () => void;
}

export function ProblemBox({ problem, title: better, retry }: Props) {
  const { t } = useTranslation();
  const { title, detail, hint } = useProblemText()(problem);
  return (
    <div className="problem" role="alert">
      <TriangleAlert size={18} aria-hidden />
      <div>
        <strong>{better ?? title}</strong>
        {detail && !better && <p>{detail}</p>}
        {hint && !better && <p className="problem-hint">{hint}</p>}
        {retry && (
          <Button size="small" onClick={retry}>
            {t("common.retry")}
          </Button>
        )}
      </div>
    </div>
  );
}
