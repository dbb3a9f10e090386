import { ArrowRight } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";
import { useMay } from "../../api/session";
import type { Overview } from "../../api/types";

interface Step {
  key: string;
  to: string;
  count?: number;
}

/** The few things worth doing now, the most pressing first; only those that this person may do. */
export function NextSteps({ overview }: { overview: Overview }) {
  const { t } = useTranslation();
  const heading = useId();
  const decides = useMay("agent");
  const imports = useMay("manager");
  const administers = useMay("admin");
  const steps: Step[] = [];
  if (imports && overview.imports_running > 0) steps.push({ key: "watch", to: "/imports", count: overview.imports_running });
  if (decides && overview.suggestions_open > 0) steps.push({ key: "decide", to: "/joins", count: overview.suggestions_open });
  steps.push({ key: "look", to: "/customers?kind=identified" });
  if (imports) steps.push({ key: overview.sample ? "own_data" : "more_data", to: "/imports/new" });
  if (administers) steps.push({ key: overview.keys === 0 ? "connect" : "keys", to: "/settings#keys" });
  return (
    <section className="card next" aria-labelledby={heading}>
      <header>
        <h2 id={heading}>{t("home.next")}</h2>
      </header>
      <ul>
        {steps.map((step) => (
          <li key={step.key}>
            <Link to={step.to}>
              <span>
                <strong>{t(`home.step_${step.key}`, { count: step.count ?? 0 })}</strong>
                <small>{t(`home.step_${step.key}_text`)}</small>
              </span>
              <ArrowRight size={16} aria-hidden />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
