// What was just done, said once at the foot of the page, with the way back.
import { useSyncExternalStore } from "react";

export interface Toast {
  id: number;
  text: string;
  undo?: () => void;
  bad?: boolean;
}

let toasts: Toast[] = [];
let count = 0;
const listeners = new Set<() => void>();

function change(next: Toast[]): void {
  toasts = next;
  listeners.forEach((listener) => listener());
}

export function dismiss(id: number): void {
  change(toasts.filter((toast) => toast.id !== id));
}

/** Stays longer when it can be undone: reading and deciding takes time. */
export function say(text: string, options: { undo?: () => void; bad?: boolean } = {}): void {
  count += 1;
  const toast = { id: count, text, ...options };
  change([...toasts.slice(-2), toast]);
  window.setTimeout(() => dismiss(toast.id), options.undo || options.bad ? 12_000 : 4_000);
}

export function useToasts(): Toast[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
}
