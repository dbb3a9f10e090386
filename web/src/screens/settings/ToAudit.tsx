import { useTranslation } from "react-i18next";
import { Link } from "react-router-dom";

/** The audit log is long: it has a screen of its own. */
export function ToAudit() {
  const { t } = useTranslation();
  return (
    <section className="card settings-card" aria-labelledby="audit-title">
      <header>
        <div>
          <h2 id="audit-title">{t("audit.title")}</h2>
          <p className="quiet">{t("audit.text")}</p>
        </div>
        <Link to="/settings/audit" className="button-link">
          {t("audit.open")}
        </Link>
      </header>
    </section>
  );
}
