import { useEffect, useLayoutEffect, useState } from "react";
import { createPortal, flushSync } from "react-dom";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../text/format";
import { useTheme } from "../../theme/ThemeProvider";
import { applyTokens } from "../../theme/tokens";
import { useEditing } from "./editing";
import { MapTable } from "./MapTable";
import { Drawn } from "./drawing/Drawn";
import { measure, measureBold } from "./drawing/letters";
import type { Figures } from "./layout/figures";
import type { LaneKind } from "./layout/lanes";
import { layLine } from "./layout/line";
import { linesOf } from "./layout/paper";
import "./drawing/drawing.css";
import "./print.css";

/** Whether a sheet is being made; the browser's own command makes one, too. */
export function usePrinting() {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const begin = () => flushSync(() => setPrinting(true));
    const end = () => setPrinting(false);
    window.addEventListener("beforeprint", begin);
    window.addEventListener("afterprint", end);
    return () => {
      window.removeEventListener("beforeprint", begin);
      window.removeEventListener("afterprint", end);
    };
  }, []);
  return { printing, print: () => window.print() };
}

/** The map on paper (A3, lying): line under line, so that it stays large enough to be read, and all its words behind it. */
export function Printed({ lanes, figures }: { lanes: LaneKind; figures?: Figures }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { mode } = useTheme();
  const { map } = useEditing();
  const lines = linesOf(map).map((part) => layLine(part, { width: paperWidth, lanes, figures, editing: false, measure, measureBold }));
  // Paper is light.
  useLayoutEffect(() => {
    applyTokens("light");
    return () => applyTokens(mode);
  }, [mode]);
  return createPortal(
    <div className="printed">
      <header>
        <h1>{map.name}</h1>
        <p>{[map.owner, map.department, map.region, format.date(new Date())].filter(Boolean).join(" · ")}</p>
        {map.description && <p>{map.description}</p>}
      </header>
      {lines.map((laid, place) => (
        <svg key={place} viewBox={`0 0 ${laid.width} ${laid.height}`} aria-label={t("journeys.map_named", { name: map.name })}>
          <Drawn laid={laid} lanes={lanes} />
        </svg>
      ))}
      <MapTable />
    </div>,
    document.body,
  );
}

/** A3 lying on its side without its margins, in the browser's pixels. */
const paperWidth = 1480;
