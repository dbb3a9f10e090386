import { CornerDownLeft } from "lucide-react";
import { useId, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFoundCustomers } from "../api/customers";
import { Dialog } from "../parts/Dialog";
import { useDebounced } from "../parts/useDebounced";
import { useChoices, type Choice } from "./choices";

interface Props {
  close: () => void;
  showKeys: () => void;
}

/** Finds any customer, any place and any action from one field. */
export function Palette({ close, showKeys }: Props) {
  const { t } = useTranslation();
  const list = useId();
  const [q, setQ] = useState("");
  const [place, setPlace] = useState(0);
  const { data: found, isFetching } = useFoundCustomers(useDebounced(q, 120));
  const choices = useChoices(q, q.trim() ? found : undefined, showKeys);
  const chosen = choices[Math.min(place, choices.length - 1)];
  const groups = useMemo(() => [...new Set(choices.map((choice) => choice.group))], [choices]);

  const run = (choice: Choice | undefined) => {
    if (!choice) return;
    close();
    choice.run();
  };

  const onKeyDown = (event: React.KeyboardEvent) => {
    // While an input method composes Chinese, Enter and the arrows belong to it.
    if (event.nativeEvent.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setPlace((now) => (Math.min(now, choices.length - 1) + step + choices.length) % Math.max(1, choices.length));
    }
    if (event.key === "Enter") {
      event.preventDefault();
      run(chosen);
    }
  };

  return (
    <Dialog title={t("palette.title")} close={close} bare>
      <input
        className="palette-field"
        role="combobox"
        aria-expanded
        aria-controls={list}
        aria-activedescendant={chosen ? `${list}-${chosen.id}` : undefined}
        aria-label={t("palette.title")}
        placeholder={t("palette.placeholder")}
        autoFocus
        value={q}
        onChange={(event) => {
          setQ(event.target.value);
          setPlace(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={list} role="listbox" aria-label={t("palette.title")} className="palette-list" aria-busy={isFetching}>
        {groups.map((group) => (
          <div key={group} role="group" aria-label={t(`palette.${group}`)}>
            <h3 aria-hidden>{t(`palette.${group}`)}</h3>
            {choices
              .filter((choice) => choice.group === group)
              .map((choice) => (
                <div
                  key={choice.id}
                  id={`${list}-${choice.id}`}
                  role="option"
                  aria-selected={choice === chosen}
                  className="palette-option"
                  onMouseMove={() => setPlace(choices.indexOf(choice))}
                  onClick={() => run(choice)}
                >
                  <choice.icon size={16} strokeWidth={1.8} aria-hidden />
                  <span>{choice.label}</span>
                  {choice.note && <small>{choice.note}</small>}
                  {choice === chosen && <CornerDownLeft size={14} aria-hidden />}
                </div>
              ))}
          </div>
        ))}
        {choices.length === 0 && !isFetching && <p className="palette-none">{t("palette.none", { q })}</p>}
      </div>
    </Dialog>
  );
}
