import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";

const known = ["unknown", "disabled", "no_role", "other_account", "refused", "too_late", "lost", "too_often", "unreachable"] as const;

/** Why the company's sign-on led back here. The word comes with the address, so only those that we know are said. */
export function BySso({ why }: { why: string }) {
  const { t } = useTranslation();
  const word = known.find((each) => each === why) ?? "refused";
  return (
    <div className="problem" role="alert">
      <TriangleAlert size={18} aria-hidden />
      <div>
        <strong>{t("sso.failed")}</strong>
        <p>{t(`sso.failed_${word}`)}</p>
      </div>
    </div>
  );
}
