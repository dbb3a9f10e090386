import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { useAccessSettings, useChangeAccessSettings } from "../../api/people";
import type { AccessSettings } from "../../api/types";
import { useProblemText } from "../../parts/ProblemBox";
import { say } from "../../parts/toast";

type From = NonNullable<AccessSettings["second_factor_from"]>;
const choices: From[] = ["nobody", "admin", "manager", "agent", "viewer"];

/** From which role on a second factor is asked for. */
export function FactorRule() {
  const { t } = useTranslation();
  const { data: settings } = useAccessSettings();
  const { mutate: change, isPending } = useChangeAccessSettings();
  const problemText = useProblemText();
  if (!settings) return null;
  const before = settings.second_factor_from ?? "nobody";
  const set = (second_factor_from: From) =>
    change({ second_factor_from }, {
      onSuccess: () => say(t("factor.rule_changed"), { undo: () => change({ second_factor_from: before }) }),
      onError: (problem) => say(problemText(problem).title, { bad: true }),
    });
  return (
    <div className="settings-row">
      <span>
        {t("factor.rule")} <small className="quiet">{t("factor.rule_text")}</small>
      </span>
      <Select aria-label={t("factor.rule")} value={before} disabled={isPending} onChange={set} options={choices.map((value) => ({ value, label: t(`factor.rule_${value}`) }))} popupMatchSelectWidth={false} />
    </div>
  );
}
