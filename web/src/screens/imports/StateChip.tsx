import { Ban, Check, CircleDashed, LoaderCircle, TriangleAlert, Undo2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Import } from "../../api/types";

const icons = { queued: CircleDashed, running: LoaderCircle, done: Check, failed: TriangleAlert, undoing: Undo2, undone: Ban };

export function StateChip({ state }: { state: Import["state"] }) {
  const { t } = useTranslation();
  const Icon = icons[state];
  return (
    <span className={`chip state state-${state}`}>
      <Icon size={13} aria-hidden />
      {t(`imports.state_${state}`)}
    </span>
  );
}
