import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../text/format";

const quick = 1_000;

/** Nothing for a second; then that it goes on, and for how long already. Its room is always there. */
export function Progress({ busy }: { busy: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [passed, setPassed] = useState(0);
  useEffect(() => {
    setPassed(0);
    if (!busy) return undefined;
    const began = Date.now();
    const timer = window.setInterval(() => setPassed(Date.now() - began), 250);
    return () => window.clearInterval(timer);
  }, [busy]);
  const long = busy && passed >= quick;
  return (
    <div className="progress" data-on={long || undefined}>
      <p className="sr-only" role="status">
        {long && t("explore.counting")}
      </p>
      {long && <small aria-hidden>{t("explore.counting_for", { span: format.duration(passed / 1000) })}</small>}
    </div>
  );
}
