import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { CopyButton } from "../../parts/CopyButton";

/** Ten codes for the day when the phone is lost; shown this once. */
export function RecoveryCodes({ codes, kept }: { codes: string[]; kept: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="new-key" role="status">
      <p>
        <strong>{t("factor.codes_title")}</strong> {t("factor.codes_text")}
      </p>
      <ul className="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <p className="join-buttons">
        <CopyButton text={codes.join("\n")} label={t("factor.copy_codes")} />
        <Button size="small" type="primary" onClick={kept}>
          {t("factor.kept")}
        </Button>
      </p>
    </div>
  );
}
