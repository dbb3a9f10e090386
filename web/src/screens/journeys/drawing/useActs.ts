import { useEffect, useMemo, useRef, type KeyboardEvent, type MouseEvent, type PointerEvent } from "react";
import type { Acts } from "./marks";

interface Held {
  onPointerDown: (event: PointerEvent) => void;
  onPointerMove: (event: PointerEvent) => void;
  onPointerUp: (event: PointerEvent) => void;
  onPointerCancel: () => void;
  onClickCapture: (event: MouseEvent) => void;
}

interface Now {
  press: (path: string) => void;
  rename: (path: string) => void;
  focus: (path: string) => void;
  key: (event: KeyboardEvent, path: string) => void;
  /** Left out where nothing may be moved. */
  hold?: (path: string) => Held;
}

/** One object for ever that does what is to be done now. */
export function useActs(now: Now): Acts {
  const latest = useRef(now);
  useEffect(() => {
    latest.current = now;
  });
  return useMemo(() => {
    const held = (path: string) => latest.current.hold?.(path);
    return {
      press: (path) => latest.current.press(path),
      rename: (path) => latest.current.rename(path),
      focus: (path) => latest.current.focus(path),
      key: (event, path) => latest.current.key(event, path),
      hold: (path) => ({
        onPointerDown: (event: PointerEvent) => held(path)?.onPointerDown(event),
        onPointerMove: (event: PointerEvent) => held(path)?.onPointerMove(event),
        onPointerUp: (event: PointerEvent) => held(path)?.onPointerUp(event),
        onPointerCancel: () => held(path)?.onPointerCancel(),
        onClickCapture: (event: MouseEvent) => held(path)?.onClickCapture(event),
      }),
    };
  }, []);
}
