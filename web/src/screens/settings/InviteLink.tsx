import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { MadeInvitation } from "../../api/types";
import { CopyButton } from "../../parts/CopyButton";
import { useFormat } from "../../text/format";

/** As no mail goes out yet, whoever invites sends the link themselves; it is shown this once. */
export function InviteLink({ made, close }: { made: MadeInvitation; close: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const link = window.location.origin + made.link;
  return (
    <div className="new-key" role="status">
      <p>
        <strong>{t(made.purpose === "reset" ? "users.reset_made" : "users.invited", { name: made.name || made.email })}</strong> {t("users.send_link", { until: format.exact(made.ends_at) })}
      </p>
      <p className="new-key-value">
        <code>{link}</code>
        <CopyButton text={link} label={t("users.copy_link")} />
      </p>
      <p className="join-buttons">
        <Button size="small" onClick={close}>
          {t("users.link_sent")}
        </Button>
      </p>
    </div>
  );
}
