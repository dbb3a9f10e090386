import { select } from "d3-selection";
import { zoom, zoomIdentity, type ZoomBehavior } from "d3-zoom";
import { useCallback, useEffect, useRef, useState } from "react";

export interface Seen {
  k: number;
  x: number;
  y: number;
}

const limits: [number, number] = [0.2, 3];
/** Smaller, texts can't be read. */
export const readable = 0.66;
/** As wide as a phone or less. */
export const narrow = 700;

/** Moving and magnifying a drawing: by dragging, two fingers, Ctrl and the wheel, or `by` and `fit`. The bare wheel scrolls the page. `middle`: what of a wide drawing is seen at first. */
export function useZoom(width: number, height: number, drawing: { width: number; height: number }, middle: number) {
  const [element, setElement] = useState<SVGSVGElement | null>(null);
  const behaviour = useRef<ZoomBehavior<SVGSVGElement, unknown> | null>(null);
  const [seen, setSeen] = useState<Seen>({ k: 1, x: 0, y: 0 });

  useEffect(() => {
    if (!element) return undefined;
    const made = zoom<SVGSVGElement, unknown>()
      .scaleExtent(limits)
      .filter((event: MouseEvent | WheelEvent | TouchEvent) => (event.type === "wheel" ? event.ctrlKey || event.metaKey : !("button" in event) || event.button === 0))
      .on("zoom", ({ transform }: { transform: Seen }) => setSeen({ k: transform.k, x: transform.x, y: transform.y }));
    behaviour.current = made;
    const chosen = select(element);
    chosen.call(made).on("dblclick.zoom", null);
    return () => {
      chosen.on(".zoom", null);
      behaviour.current = null;
    };
  }, [element]);

  const to = useCallback((k: number, x: number, y: number) => {
    if (element && behaviour.current) select(element).call(behaviour.current.transform, zoomIdentity.translate(x, y).scale(k));
  }, [element]);

  const place = useCallback((least: number) => {
    if (width === 0 || drawing.width === 0) return;
    const k = Math.max(least, Math.min(1, width / drawing.width, height / drawing.height));
    const x = drawing.width * k <= width ? (width - drawing.width * k) / 2 : Math.min(0, Math.max(width - drawing.width * k, width / 2 - middle * k));
    to(k, x, Math.max(0, (height - drawing.height * k) / 2));
  }, [width, height, drawing.width, drawing.height, middle, to]);

  /** All of it. */
  const fit = useCallback(() => place(limits[0]), [place]);

  // At first all of it; where a finger moves it, large enough to be read, from its beginning.
  useEffect(() => place(width < narrow ? readable : limits[0]), [place, width]);

  const by = useCallback((factor: number) => {
    if (element && behaviour.current) select(element).call(behaviour.current.scaleBy, factor);
  }, [element]);

  /** Brings a point of the drawing into sight, if it is out of it. */
  const show = useCallback((x: number, y: number) => {
    const [px, py] = [x * seen.k + seen.x, y * seen.k + seen.y];
    const room = 60;
    if (px < room || px > width - room || py < room || py > height - room) to(seen.k, width / 2 - x * seen.k, height / 2 - y * seen.k);
  }, [seen, width, height, to]);

  return { svg: setElement, seen, fit, by, show };
}
