import { Ban, ChevronsDown, CornerRightDown, GripVertical, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ActivityPicker } from "./ActivityPicker";
import { RefName, useRefName } from "./names";
import { same, type Step } from "./question";

interface Props {
  step: Step;
  place: number;
  last: boolean;
  dragged: boolean;
  target?: "above" | "below";
  change: (part: Partial<Step>) => void;
  nextDirectly: boolean;
  setNext: (directly: boolean) => void;
  remove: () => void;
  move: (by: number) => void;
  dragBegin: () => void;
  dragMove: (y: number) => void;
  /** Without a place: it was broken off. */
  dragEnd: (y?: number) => void;
}

/** A step, and under it how the next one must follow. */
export function StepRow({ step, place, last, dragged, target, change, nextDirectly, setNext, remove, move, dragBegin, dragMove, dragEnd }: Props) {
  const { t } = useTranslation();
  const refName = useRefName();
  const [choosing, setChoosing] = useState<"activity" | "not" | null>(null);
  const [held, setHeld] = useState(false);
  const name = refName(step.activity);

  const onKeyDown = (event: React.KeyboardEvent) => {
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (by !== 0) move(by);
    else if (event.key === "Delete" || event.key === "Backspace") remove();
    else return;
    event.preventDefault();
  };

  return (
    <li className="step" data-dragged={dragged || undefined} data-target={target}>
      <div className="step-main">
        <button
          type="button"
          className="step-handle"
          aria-label={t("explore.step_handle", { step: place + 1, name })}
          title={t("explore.step_handle_hint")}
          onKeyDown={onKeyDown}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            setHeld(true);
            dragBegin();
          }}
          onPointerMove={(event) => held && dragMove(event.clientY)}
          onPointerUp={(event) => {
            if (held) dragEnd(event.clientY);
            setHeld(false);
          }}
          onPointerCancel={() => {
            setHeld(false);
            dragEnd();
          }}
        >
          <GripVertical size={13} aria-hidden />
          {place + 1}
        </button>
        {choosing === "activity" ? (
          <ActivityPicker
            label={t("explore.change_step", { step: place + 1 })}
            autoFocus
            leave={() => setChoosing(null)}
            pick={(activity) => {
              change({ activity });
              setChoosing(null);
            }}
          />
        ) : (
          <button type="button" className="chosen-name" aria-label={t("explore.change_named", { step: place + 1, name })} onClick={() => setChoosing("activity")}>
            <RefName of={step.activity} />
          </button>
        )}
        <button type="button" className="icon-button" aria-label={t("explore.remove_step", { step: place + 1, name })} onClick={remove}>
          <X size={14} aria-hidden />
        </button>
      </div>
      {!last && (
        <div className="step-then">
          <button type="button" className="step-word" aria-pressed={nextDirectly} title={t("explore.directly_hint")} onClick={() => setNext(!nextDirectly)}>
            {nextDirectly ? <CornerRightDown size={13} aria-hidden /> : <ChevronsDown size={13} aria-hidden />}
            {t(nextDirectly ? "explore.directly" : "explore.then")}
          </button>
          {step.not.map((ref) => (
            <span key={`${ref.channel}:${ref.name}`} className="chip step-not">
              {t("explore.without", { name: refName(ref) })}
              <button type="button" aria-label={t("explore.remove_without", { name: refName(ref) })} onClick={() => change({ not: step.not.filter((other) => !same(other, ref)) })}>
                <X size={12} aria-hidden />
              </button>
            </span>
          ))}
          {choosing === "not" ? (
            <ActivityPicker
              label={t("explore.add_without")}
              autoFocus
              leave={() => setChoosing(null)}
              pick={(ref) => {
                if (!step.not.some((other) => same(other, ref))) change({ not: [...step.not, ref] });
                setChoosing(null);
              }}
            />
          ) : (
            <button type="button" className="step-word" title={t("explore.without_hint")} onClick={() => setChoosing("not")}>
              <Ban size={12} aria-hidden />
              {t("explore.add_without")}
            </button>
          )}
        </div>
      )}
    </li>
  );
}
