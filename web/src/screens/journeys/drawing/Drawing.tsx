import { useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useWidth } from "../../customer/line/useWidth";
import { addStage, addTouchpoint, moveStage, moveTouchpoint, shiftStage, shiftTouchpoint } from "../commands";
import { keyIn, stagePath, touchpointPath, useEditing } from "../editing";
import type { Figures } from "../layout/figures";
import type { Laid, Slot } from "../layout/laid";
import type { LaneKind } from "../layout/lanes";
import { layLine } from "../layout/line";
import { layRing } from "../layout/ring";
import { Drawn } from "./Drawn";
import { measure, measureBold } from "./letters";
import { AddMark, type Handling } from "./marks";
import { useActs } from "./useActs";
import { Rename } from "./Rename";
import { useDrag } from "./useDrag";
import "./drawing.css";

interface Props {
  form: "line" | "loop";
  lanes: LaneKind;
  /** What people expected and lived; without it the line is level. */
  figures?: Figures;
  /** More of the numbers, drawn over the line and under the marks: arrows, prices. */
  over?: (laid: Laid) => ReactNode;
  label: string;
}

const nameWidth = { touchpoint: 150, stage: 190 };

/** The map. Arrows walk, Enter opens, F2 renames, Alt and arrows move, N adds, Delete removes; or all of it by hand. */
export function Drawing({ form, lanes, figures, over, label }: Props) {
  const { t } = useTranslation();
  const { map, mayEdit, selected, select, change, remove, others, comments } = useEditing();
  const [outer, width] = useWidth();
  const scroller = useRef<HTMLDivElement>(null);
  const [left, setLeft] = useState(0);
  const [focused, setFocused] = useState("");
  const [renaming, rename] = useState<{ path: string; token?: string }>();
  const [said, say] = useState("");
  const laid = useMemo(
    () => (form === "loop" ? layRing(map, { width, figures, editing: mayEdit, measure, measureBold }) : layLine(map, { width, lanes, figures, editing: mayEdit, measure, measureBold })),
    [map, form, lanes, figures, mayEdit, width],
  );

  const nameOf = (path: string) => map.touchpoints.find(({ key }) => path === touchpointPath(key))?.name ?? map.stages.find(({ key }) => path === stagePath(key))?.name ?? "";
  const focus = (path: string) => {
    setFocused(path);
    window.requestAnimationFrame(() => {
      const mark = scroller.current?.querySelector<SVGGElement>(`[data-path="${CSS.escape(path)}"]`);
      mark?.focus({ preventScroll: true });
      mark?.scrollIntoView({ block: "nearest", inline: "nearest" });
    });
  };
  const moveTo = (path: string, { stage, after }: Slot) => {
    const [touchpoint, moved] = [keyIn(path, "touchpoints"), keyIn(path, "stages")];
    change(touchpoint ? moveTouchpoint(map, touchpoint, stage, after) : moveStage(map, moved, after));
    say(t("journeys.moved", { name: nameOf(path) }));
  };
  const { dragged, hold, cancel } = useDrag(laid, scroller, moveTo);

  const add = (stage: string, after?: string | null) => {
    const { key, edits } = addTouchpoint(map, stage, t("journeys.new_touchpoint"), after);
    const token = `add ${key}`;
    change(edits, token);
    rename({ path: touchpointPath(key), token });
  };
  const addBehind = (after?: string | null) => {
    const { key, edits } = addStage(map, t("journeys.new_stage"), after);
    const token = `add ${key}`;
    change(edits, token);
    rename({ path: stagePath(key), token });
  };

  const walk = (path: string, by: number): string | undefined => {
    const list = path.startsWith("stages/") ? laid.stages.map(({ stage }) => stagePath(stage.key)) : laid.touchpoints.map(({ touchpoint }) => touchpointPath(touchpoint.key));
    return list[list.indexOf(path) + by];
  };
  const cross = (path: string, up: boolean): string | undefined => {
    const touchpoint = map.touchpoints.find(({ key }) => key === keyIn(path, "touchpoints"));
    if (touchpoint) return up ? stagePath(touchpoint.stage) : undefined;
    const first = laid.touchpoints.find((one) => one.touchpoint.stage === keyIn(path, "stages"));
    return up || !first ? undefined : touchpointPath(first.touchpoint.key);
  };

  const onKeyDown = (event: React.KeyboardEvent, path: string) => {
    const [touchpoint, stage] = [keyIn(path, "touchpoints"), keyIn(path, "stages")];
    const aside = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const plain = !event.ctrlKey && !event.metaKey;
    if (aside !== 0 && event.altKey && mayEdit) {
      change(touchpoint ? shiftTouchpoint(map, touchpoint, aside) : shiftStage(map, stage, aside));
      say(t("journeys.moved", { name: nameOf(path) }));
      focus(path);
    } else if (aside !== 0 && plain) focus(walk(path, aside) ?? path);
    else if (event.key === "ArrowUp" || event.key === "ArrowDown") focus(cross(path, event.key === "ArrowUp") ?? path);
    else if (event.key === "Enter" || event.key === " ") {
      // What is open already is gone into.
      if (selected === path) document.querySelector<HTMLElement>("aside.panel input, aside.panel button")?.focus();
      else select(path);
    }
    else if (event.key === "Escape") {
      if (dragged) cancel();
      else select("");
    } else if (!mayEdit || !plain) return;
    else if (event.key === "F2") rename({ path });
    else if (event.key === "n") {
      if (touchpoint) add(map.touchpoints.find(({ key }) => key === touchpoint)?.stage ?? "", touchpoint);
      else add(stage, null);
    } else if (event.key === "N") addBehind(stage || map.touchpoints.find(({ key }) => key === touchpoint)?.stage);
    else if (event.key === "Delete" || event.key === "Backspace") {
      const next = walk(path, 1) ?? walk(path, -1) ?? cross(path, true);
      remove(path);
      if (next) focus(next);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  // Of a ring that is wider than its place, the middle.
  useEffect(() => {
    if (laid.form === "ring" && scroller.current) scroller.current.scrollLeft = (laid.width - width) / 2;
  }, [laid.form, laid.width, width]);
  // What was chosen elsewhere (a link, the palette, the table) comes into sight.
  useEffect(() => {
    if (selected && width > 0) scroller.current?.querySelector(`[data-path="${CSS.escape(selected)}"]`)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [selected, width, form]);

  const all = [...laid.stages.map(({ stage }) => stagePath(stage.key)), ...laid.touchpoints.map(({ touchpoint }) => touchpointPath(touchpoint.key))];
  const entry = [focused, selected].find((path) => all.includes(path)) ?? (laid.touchpoints[0] ? touchpointPath(laid.touchpoints[0].touchpoint.key) : all[0]);
  const acts = useActs({ press: select, rename: (path) => mayEdit && rename({ path }), focus: setFocused, key: onKeyDown, hold: mayEdit ? hold : undefined });
  const handling = (path: string): Handling => ({
    selected: selected === path,
    entry: entry === path,
    lifted: dragged?.path === path,
    renaming: renaming?.path === path,
    acts,
  });
  const here = (path: string) => others.filter(({ where }) => where?.split("/").slice(0, 2).join("/") === path).map(({ name }) => name).join("\n");
  const openAt = (path: string) => [...comments].reduce((sum, [at, count]) => (at === path || at.startsWith(`${path}/`) ? sum + count : sum), 0);

  const named = laid.touchpoints.find((one) => touchpointPath(one.touchpoint.key) === renaming?.path)?.label ?? laid.stages.find((one) => stagePath(one.stage.key) === renaming?.path)?.label;
  const nameBox = renaming?.path.startsWith("stages/") ? nameWidth.stage : nameWidth.touchpoint;

  return (
    <div ref={outer} className="drawing">
      <div ref={scroller} className="drawing-box" onScroll={(event) => setLeft(event.currentTarget.scrollLeft)}>
        {width > 0 && (
          <svg width={laid.width} height={laid.height} role="group" aria-label={label} aria-describedby="drawing-keys" data-picture data-whole={`${laid.width} ${laid.height}`} data-form={laid.form} onClick={(event) => event.target === event.currentTarget && select("")}>
            <Drawn laid={laid} lanes={lanes} left={left} over={over?.(laid)} handling={handling} comments={openAt} others={here} />
            {mayEdit && laid.stages.map(({ stage, add: at, count }) => <AddMark key={stage.key} x={at.x} y={at.y} reachable={count === 0} label={t("journeys.add_touchpoint_to", { name: stage.name })} press={() => add(stage.key)} />)}
            {mayEdit && <AddMark {...laid.addStage} reachable label={t("journeys.add_stage")} press={() => addBehind()} />}
            {dragged && (
              <g className="dragging" data-hand aria-hidden>
                {dragged.slot && <path d={`M${dragged.slot.from.x} ${dragged.slot.from.y}L${dragged.slot.to.x} ${dragged.slot.to.y}`} />}
                <text x={dragged.at.x + 14} y={dragged.at.y + 4}>{nameOf(dragged.path)}</text>
              </g>
            )}
          </svg>
        )}
        {renaming && named && (
          <Rename
            key={renaming.path}
            label={t("journeys.rename", { name: nameOf(renaming.path) })}
            name={nameOf(renaming.path)}
            width={nameBox}
            middle={named.anchor === "middle"}
            x={named.anchor === "middle" ? named.x - nameBox / 2 : named.anchor === "end" ? named.x - nameBox : named.x - 6}
            y={named.y - 17}
            done={(name, then) => {
              const { path, token } = renaming;
              if (name !== undefined && name !== nameOf(path)) change([{ op: "set", path: `${path}/name`, value: name }], token);
              const after = then === "next" ? walk(path, 1) : undefined;
              rename(after ? { path: after } : undefined);
              if (!after && then !== "away") focus(path);
            }}
          />
        )}
      </div>
      <p id="drawing-keys" className="quiet drawing-keys">{t(mayEdit ? "journeys.keys_edit" : "journeys.keys_read")}</p>
      <p className="sr-only" role="status">{said}</p>
    </div>
  );
}
