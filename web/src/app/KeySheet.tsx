import { useTranslation } from "react-i18next";
import { Dialog } from "../parts/Dialog";
import { currentBindings } from "./keys";

const command = navigator.platform.startsWith("Mac") ? "⌘" : "Ctrl";

export function KeySheet({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const rows = [{ keys: `${command} K`, label: t("keys.palette") }, ...currentBindings()];
  return (
    <Dialog title={t("keys.title")} close={close}>
      <dl className="keysheet">
        {rows.map((row) => (
          <div key={row.keys}>
            <dt>
              {row.keys.split(" ").map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{row.label}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
