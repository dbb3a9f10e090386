// The keyboard: screens declare what their keys do, one listener serves them, and `?` can list them all.
import { useEffect, useRef } from "react";

export interface Binding {
  /** One key ("j"), or two in a row ("g h"). */
  keys: string;
  label: string;
  run: () => void;
}

const declared = new Map<symbol, { current: Binding[] }>();

/** Everything that can be pressed now; later screens stand before the frame around them. */
export function currentBindings(): Binding[] {
  return [...declared.values()].reverse().flatMap((bindings) => bindings.current);
}

export function useKeys(bindings: Binding[]): void {
  const latest = useRef(bindings);
  useEffect(() => {
    latest.current = bindings;
  });
  useEffect(() => {
    const id = Symbol("keys");
    declared.set(id, latest);
    return () => {
      declared.delete(id);
    };
  }, []);
}

/** Typing is typing: letters pressed in a field, an open list or a dialog are not commands. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest("input, textarea, select, [role=combobox], [role=listbox], dialog") !== null;
}

let first = "";
let firstAt = 0;

/** Two-key sequences must follow within this time, so that a stray `g` is forgotten. */
const patience = 900;

export function press(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const now = Date.now();
  const sequence = first && now - firstAt < patience ? `${first} ${event.key}` : "";
  const bindings = currentBindings();
  const found = bindings.find((binding) => binding.keys === sequence) ?? bindings.find((binding) => binding.keys === event.key);
  first = bindings.some((binding) => binding.keys.startsWith(`${event.key} `)) ? event.key : "";
  firstAt = now;
  // Enter and Space belong to whatever has the focus, if it is something that can be pressed.
  const pressable = event.target instanceof HTMLElement && event.target.closest("a, button, summary, [role=button], [role=slider]");
  if (!found || (pressable && (event.key === "Enter" || event.key === " "))) return;
  event.preventDefault();
  first = "";
  found.run();
}
