// A map for a sheet of paper: as many touchpoints on a line as can be read, the rest on lines below it.
import type { JourneyMap } from "../../../api/journeys";
import { parted } from "./laid";

export const mostOnLine = 12;

/** Maps one below the other that are the map together. A stage that is cut goes on under its name. */
export function linesOf(map: JourneyMap, most = mostOnLine): JourneyMap[] {
  const lines: JourneyMap[] = [];
  let line: JourneyMap = { ...map, stages: [], touchpoints: [] };
  const columns = () => line.stages.reduce((sum, { key }) => sum + Math.max(1, line.touchpoints.filter((one) => one.stage === key).length), 0);
  const turn = () => {
    if (line.stages.length > 0) lines.push(line);
    line = { ...map, stages: [], touchpoints: [] };
  };
  for (const { stage, touchpoints } of parted(map)) {
    let rest = touchpoints.map((one) => ({ ...one, stage: stage.key }));
    // Whole, if it fits on a line of its own.
    if (columns() > 0 && columns() + Math.max(1, rest.length) > most && (rest.length <= most || columns() >= most - 1)) turn();
    do {
      const room = Math.max(1, most - columns());
      line = { ...line, stages: [...line.stages, stage], touchpoints: [...line.touchpoints, ...rest.slice(0, room)] };
      rest = rest.slice(room);
      if (rest.length > 0) turn();
    } while (rest.length > 0);
  }
  turn();
  return lines;
}
