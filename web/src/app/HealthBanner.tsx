import { DatabaseBackup, Lock } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useHealth } from "../api/health";
import { useMay } from "../api/session";

/** Over every screen while nothing can be written, or (for administrators) while the backup stands still. */
export function HealthBanner() {
  const { t } = useTranslation();
  const { data } = useHealth();
  const operates = useMay("admin");
  const readOnly = data && !data.writable;
  const backup = data?.backup_in_trouble && operates;
  return (
    <div role="status">
      {readOnly && (
        <p className="banner">
          <Lock size={16} aria-hidden />
          <span>
            <strong>{t("health.read_only")}</strong> {t(`health.${data.trouble === "read_only" ? "read_only_disk" : data.trouble}`)}
          </span>
        </p>
      )}
      {!readOnly && backup && (
        <p className="banner">
          <DatabaseBackup size={16} aria-hidden />
          <span>{t("health.backup")}</span>
        </p>
      )}
    </div>
  );
}
