import { ConfigProvider } from "antd";
import { X } from "lucide-react";
import { useEffect, useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  title: string;
  close: () => void;
  children: ReactNode;
  /** The palette brings its own field as its head. */
  bare?: boolean;
  /** Stands at the side, as high as the window: for a list that one looks into and comes back from. */
  side?: boolean;
}

/** What lies outside of an open dialog can't be clicked: lists and calendars open inside of it. */
const inDialog = (trigger?: HTMLElement) => trigger?.closest("dialog") ?? document.body;

const openPopup = [".ant-select-dropdown", ".ant-picker-dropdown"].map((one) => `${one}:not(${one}-hidden)`).join();

/** The browser's own dialog: it traps the focus, gives it back, and closes on Escape. */
export function Dialog({ title, close, children, bare, side }: Props) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    const root = document.documentElement;
    if (!document.querySelector("dialog[open]")) root.style.setProperty("--scrollbar", `${window.innerWidth - root.clientWidth}px`);
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={`dialog${bare ? " dialog-bare" : ""}${side ? " dialog-side" : ""}`}
      aria-label={title}
      // Escape closes the list or the calendar that is open, and only then the dialog.
      onKeyDownCapture={(event) => {
        if (event.key === "Escape" && dialog.current?.querySelector(openPopup)) event.preventDefault();
      }}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      // A click on the backdrop hits the dialog itself, one inside hits its content.
      onMouseDown={(event) => event.target === dialog.current && close()}
    >
      <div className="dialog-body">
        {!bare && (
          <header>
            <h2>{title}</h2>
            <button type="button" className="icon-button" aria-label={t("common.close")} onClick={close}>
              <X size={16} aria-hidden />
            </button>
          </header>
        )}
        <ConfigProvider getPopupContainer={inDialog}>{children}</ConfigProvider>
      </div>
    </dialog>
  );
}
