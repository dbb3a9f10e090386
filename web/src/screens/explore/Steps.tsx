import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { say as tell } from "../../parts/toast";
import { ActivityPicker } from "./ActivityPicker";
import { useRefName } from "./names";
import { StepRow } from "./StepRow";
import { mostSteps, type Step } from "./question";

export const addField = "explore-add-step";

export function moved<T>(list: T[], from: number, to: number): T[] {
  const next = [...list];
  const [one] = next.splice(from, 1);
  if (one !== undefined) next.splice(to, 0, one);
  return next;
}

/** The steps in order. By keys: on a step's number, up and down move it and Delete removes it. By hand: drag the number. */
export function Steps({ steps, change }: { steps: Step[]; change: (steps: Step[]) => void }) {
  const { t } = useTranslation();
  const name = useRefName();
  const list = useRef<HTMLOListElement>(null);
  const [said, say] = useState("");
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);

  const focus = (place: number) => window.requestAnimationFrame(() => {
    const handle = list.current?.querySelectorAll<HTMLElement>(".step-handle")[place];
    (handle ?? document.getElementById(addField))?.focus();
  });
  const move = (from: number, to: number) => {
    if (to < 0 || to >= steps.length || to === from) return;
    change(moved(steps, from, to));
    say(t("explore.moved", { from: from + 1, to: to + 1 }));
    focus(to);
  };
  const remove = (place: number) => {
    change(steps.filter((_, other) => other !== place));
    tell(t("explore.removed_named", { name: name(steps[place]?.activity ?? { channel: "", name: "" }) }), { undo: () => change(steps) });
    focus(Math.min(place, steps.length - 2));
  };
  /** The place whose row lies under the pointer. */
  const placeAt = (y: number) => {
    const rows = [...(list.current?.querySelectorAll(".step-main") ?? [])].map((row) => row.getBoundingClientRect());
    const under = rows.findIndex(({ bottom }) => y < bottom);
    return under < 0 ? rows.length - 1 : under;
  };

  return (
    <div className="steps">
      <ol ref={list} aria-label={t("explore.steps")}>
        {steps.map((step, place) => (
          <StepRow
            key={`${place}-${step.activity.channel}:${step.activity.name}`}
            step={step}
            place={place}
            last={place === steps.length - 1}
            dragged={drag?.from === place}
            target={drag && drag.to === place && drag.from !== place ? (drag.to > drag.from ? "below" : "above") : undefined}
            change={(part) => change(steps.map((one, other) => (other === place ? { ...one, ...part } : one)))}
            setNext={(directly) => change(steps.map((one, other) => (other === place + 1 ? { ...one, directly } : one)))}
            nextDirectly={steps[place + 1]?.directly ?? false}
            remove={() => remove(place)}
            move={(by) => move(place, place + by)}
            dragBegin={() => setDrag({ from: place, to: place })}
            dragMove={(y) => setDrag({ from: place, to: placeAt(y) })}
            dragEnd={(y) => {
              setDrag(null);
              if (y !== undefined) move(place, placeAt(y));
            }}
          />
        ))}
      </ol>
      {steps.length < mostSteps && (
        <ActivityPicker
          id={addField}
          label={steps.length === 0 ? t("explore.first_step") : t("explore.next_step")}
          pick={(activity) => {
            change([...steps, { activity, directly: false, not: [] }]);
            say(t("explore.added", { step: steps.length + 1 }));
          }}
          back={() => steps.length > 0 && change(steps.slice(0, -1))}
        />
      )}
      <p className="sr-only" role="status">
        {said}
      </p>
    </div>
  );
}
