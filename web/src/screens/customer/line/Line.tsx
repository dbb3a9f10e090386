import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Density } from "../../../api/types";
import { useFormat } from "../../../text/format";
import type { LineState } from "../lineState";
import { Drawing, heightOf } from "./Drawing";
import { addDays, binsOf, unitFor, type Bin } from "./bins";
import { useWidth } from "./useWidth";
import "./line.css";

interface Props {
  density: Density;
  line: LineState;
  /** The day that the timeline under it shows now. */
  reading: string;
}

/** A customer as a line through time. Drag to look closer, press to jump there; the arrow keys do the same. */
export function Line({ density, line, reading }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [box, width] = useWidth();
  const first = density.days[0]?.day ?? "";
  const last = density.days.at(-1)?.day ?? "";
  const [from, to] = [line.from ?? first, line.to ?? last];
  const span = Math.max(1, Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1);
  const bins = useMemo(
    () => binsOf(density.days, from, to, unitFor(span, width), line.channels),
    [density, from, to, span, width, line.channels],
  );
  const [cursor, setCursor] = useState<number | null>(null);
  const [held, setHeld] = useState<number | null>(null);
  const pressedAt = useRef(0);

  const binAt = (clientX: number, element: Element) => {
    const { left, width: wide } = element.getBoundingClientRect();
    return Math.max(0, Math.min(bins.length - 1, Math.floor(((clientX - left) / wide) * bins.length)));
  };
  /** The nearest bin that holds something: nobody means the empty week beside it. */
  const nearest = (place: number): Bin | undefined => {
    for (let off = 0; off < bins.length; off += 1) {
      const found = [bins[place - off], bins[place + off]].find((bin) => bin && bin.total > 0);
      if (found) return found;
    }
    return undefined;
  };
  const jump = (place: number) => {
    const bin = nearest(place);
    if (bin) line.set({ at: addDays(bin.end, -1) });
  };
  const zoom = (a: number, b: number) => {
    const [low, high] = [bins[Math.min(a, b)], bins[Math.max(a, b)]];
    if (low && high) line.set({ from: low.start < first ? first : low.start, to: addDays(high.end, -1) > last ? last : addDays(high.end, -1), at: undefined });
  };
  const step = (by: number) => {
    let next = (cursor ?? (by > 0 ? -1 : bins.length)) + by;
    while (bins[next] && bins[next]?.total === 0) next += by;
    if (bins[next]) setCursor(next);
  };

  const onKeyDown = (event: React.KeyboardEvent) => {
    const acts: Record<string, () => void> = {
      ArrowRight: () => step(1),
      ArrowLeft: () => step(-1),
      Home: () => setCursor(0),
      End: () => setCursor(bins.length - 1),
      Enter: () => {
        if (cursor === null) return;
        if (held !== null && held !== cursor) zoom(held, cursor);
        else jump(cursor);
        setHeld(null);
      },
      Escape: () => {
        setHeld(null);
        line.set({ from: undefined, to: undefined, at: undefined });
      },
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.shiftKey && event.key.startsWith("Arrow")) setHeld((before) => before ?? cursor);
    else if (event.key.startsWith("Arrow")) setHeld(null);
    act();
  };

  const shown = cursor === null ? undefined : bins[cursor];
  const words = shown ? describe(shown) : "";
  function describe(bin: Bin) {
    const end = addDays(bin.end, -1);
    const when = end === bin.start ? format.dayHeading(bin.start) : `${format.date(`${bin.start}T12:00`)} – ${format.date(`${end}T12:00`)}`;
    return `${when} · ${t("line.heard", { count: bin.total, number: format.number(bin.total) })}`;
  }

  return (
    <div className="line" ref={box}>
      <div
        className="line-touch"
        role="slider"
        tabIndex={0}
        aria-label={t("line.label")}
        aria-describedby="line-help"
        aria-valuemin={0}
        aria-valuemax={Math.max(0, bins.length - 1)}
        aria-valuenow={cursor ?? 0}
        aria-valuetext={words || t("line.nothing_chosen")}
        style={{ height: heightOf.all }}
        onKeyDown={onKeyDown}
        onBlur={() => setCursor(null)}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          pressedAt.current = event.clientX;
          setHeld(binAt(event.clientX, event.currentTarget));
        }}
        onPointerMove={(event) => setCursor(binAt(event.clientX, event.currentTarget))}
        onPointerUp={(event) => {
          const place = binAt(event.clientX, event.currentTarget);
          if (held !== null) {
            if (Math.abs(event.clientX - pressedAt.current) > 6) zoom(held, place);
            else jump(place);
          }
          setHeld(null);
        }}
        onPointerCancel={() => setHeld(null)}
        onPointerLeave={() => held === null && setCursor(null)}
      >
        {width > 0 && <Drawing bins={bins} width={width} from={from} to={to} cursor={cursor} held={held} reading={line.at ?? reading} />}
      </div>
      <p className="line-words" aria-hidden>
        {words || t("line.help")}
        {!words && density.days.some((day) => day.feeling !== undefined) && <span className="line-feeling-legend">{t("line.feeling")}</span>}
      </p>
      <span id="line-help" className="sr-only">
        {t("line.help_keys")}
      </span>
      {(line.from || line.to) && (
        <button type="button" className="link line-whole" onClick={() => line.set({ from: undefined, to: undefined, at: undefined })}>
          {t("line.whole")}
        </button>
      )}
    </div>
  );
}
