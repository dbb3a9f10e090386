import { X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ActivityPicker } from "./ActivityPicker";
import { RefName, useRefName } from "./names";
import type { Ref } from "./question";

interface Props {
  label: string;
  value: Ref | undefined;
  change: (ref: Ref | undefined) => void;
  /** What it means that nothing is chosen; when left out, something must be. */
  otherwise?: string;
}

/** One activity: what is chosen, pressed to choose another. */
export function ActivityField({ label, value, change, otherwise }: Props) {
  const { t } = useTranslation();
  const name = useRefName();
  const [choosing, setChoosing] = useState(false);
  const anything = value && !value.channel && !value.name;
  if (choosing || (!value && !otherwise)) {
    return (
      <div className="question-field">
        <span>{label}</span>
        <ActivityPicker
          label={t("explore.choose_activity", { label })}
          autoFocus={choosing}
          leave={choosing ? () => setChoosing(false) : undefined}
          pick={(ref) => {
            change(ref);
            setChoosing(false);
          }}
        />
      </div>
    );
  }
  return (
    <div className="question-field">
      <span>{label}</span>
      <div className="chosen">
        <button type="button" className="chosen-name" aria-label={t("explore.change", { label, name: value && !anything ? name(value) : otherwise })} onClick={() => setChoosing(true)}>
          {value && !anything ? <RefName of={value} /> : <span className="quiet">{otherwise}</span>}
        </button>
        {value && otherwise && (
          <button type="button" className="icon-button" aria-label={t("explore.clear", { label })} onClick={() => change(undefined)}>
            <X size={14} aria-hidden />
          </button>
        )}
      </div>
    </div>
  );
}
