// Dragging a mark with a mouse or a pen. A finger scrolls: it moves things by the panel.
import { useRef, useState } from "react";
import { slotAt, type Laid, type Slot } from "../layout/laid";
import type { Point } from "../layout/curve";

export interface Dragged {
  path: string;
  at: Point;
  slot: Slot | undefined;
}

const begins = 5;
const edge = 48;

export function useDrag(laid: Laid, box: React.RefObject<HTMLDivElement | null>, drop: (path: string, slot: Slot) => void) {
  const [dragged, setDragged] = useState<Dragged>();
  const held = useRef<{ path: string; x: number; y: number; far: boolean } | undefined>(undefined);

  const placeOf = (event: React.PointerEvent): Point => {
    const frame = box.current?.getBoundingClientRect();
    return { x: event.clientX - (frame?.left ?? 0) + (box.current?.scrollLeft ?? 0), y: event.clientY - (frame?.top ?? 0) + (box.current?.scrollTop ?? 0) };
  };
  const slotOf = (path: string, at: Point) => slotAt(laid, path.startsWith("stages/") ? laid.stageSlots : laid.slots, at);
  const end = () => {
    held.current = undefined;
    setDragged(undefined);
  };

  return {
    dragged,
    /** Its click comes right after a drag and is no choice. */
    hold: (path: string) => ({
      onPointerDown: (event: React.PointerEvent) => {
        if (event.button === 0 && event.pointerType !== "touch") held.current = { path, x: event.clientX, y: event.clientY, far: false };
      },
      onPointerMove: (event: React.PointerEvent) => {
        const now = held.current;
        if (!now || now.path !== path) return;
        if (!now.far) {
          if (Math.hypot(event.clientX - now.x, event.clientY - now.y) < begins) return;
          now.far = true;
          event.currentTarget.setPointerCapture(event.pointerId);
        }
        const frame = box.current?.getBoundingClientRect();
        if (frame && event.clientX > frame.right - edge) box.current?.scrollBy({ left: 16 });
        if (frame && event.clientX < frame.left + edge) box.current?.scrollBy({ left: -16 });
        const at = placeOf(event);
        setDragged({ path, at, slot: slotOf(path, at) });
      },
      onPointerUp: (event: React.PointerEvent) => {
        const slot = held.current?.far ? slotOf(path, placeOf(event)) : undefined;
        if (slot) drop(path, slot);
        end();
      },
      onPointerCancel: end,
      onClickCapture: (event: React.MouseEvent) => {
        if (dragged) event.stopPropagation();
      },
    }),
    cancel: end,
  };
}
