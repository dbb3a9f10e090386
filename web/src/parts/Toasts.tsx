import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { dismiss, useToasts } from "./toast";

export function Toasts() {
  const { t } = useTranslation();
  const toasts = useToasts();
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map((toast) => (
        <div key={toast.id} className={toast.bad ? "toast toast-bad" : "toast"}>
          <span>{toast.text}</span>
          {toast.undo && (
            <button
              type="button"
              className="toast-undo"
              onClick={() => {
                dismiss(toast.id);
                toast.undo?.();
              }}
            >
              {t("common.undo")}
            </button>
          )}
          <button type="button" className="toast-close" aria-label={t("common.close")} onClick={() => dismiss(toast.id)}>
            <X size={14} aria-hidden />
          </button>
        </div>
      ))}
    </div>
  );
}
