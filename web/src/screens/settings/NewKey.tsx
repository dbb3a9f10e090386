import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { AddedKey } from "../../api/types";
import { CopyButton } from "../../parts/CopyButton";

/** How a site or a server starts to speak to us with this key, through the unchanged Segment library. */
const snippet = (host: string, key: string) =>
  `import { Analytics } from "@segment/analytics-node";

const analytics = new Analytics({ writeKey: "${key}", host: "${host}" });

analytics.identify({ userId: "C-1001", traits: { name: "王芳", email: "wang.fang@example.com" } });
analytics.track({ userId: "C-1001", event: "Order Completed", properties: { total: 168, currency: "CNY" } });`;

const reading = (host: string, key: string) => `curl -H "Authorization: Bearer ${key}" "${host}/api/customers?q=wang"`;

export function NewKey({ made, close }: { made: AddedKey; close: () => void }) {
  const { t } = useTranslation();
  const host = window.location.origin;
  const code = made.scope === "write" ? snippet(host, made.key) : reading(host, made.key);
  return (
    <div className="new-key" role="status">
      <p>
        <strong>{t("keys_page.made", { name: made.name })}</strong> {t("keys_page.once")}
      </p>
      <p className="new-key-value">
        <code>{made.key}</code>
        <CopyButton text={made.key} label={t("keys_page.copy_key")} />
      </p>
      <p className="quiet">{t(made.scope === "write" ? "keys_page.snippet" : "keys_page.snippet_read")}</p>
      <pre tabIndex={0}>{code}</pre>
      <p className="join-buttons">
        <CopyButton text={code} label={t("keys_page.copy_snippet")} />
        <Button size="small" onClick={close}>
          {t("keys_page.kept")}
        </Button>
      </p>
    </div>
  );
}
