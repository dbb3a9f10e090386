// What the drawing takes of the numbers: heights of the line, and of what was expected.
import type { TouchpointTold } from "../../../api/living";
import type { Figures, Score } from "../layout/figures";
import { measureOf, onScale, type Height } from "./measures";

function scoreOf(name: string, told: TouchpointTold): Score | undefined {
  const measure = measureOf(name);
  const measured = measure?.of(told);
  if (!measure || measured?.value === undefined) return undefined;
  const put = (value: number | undefined) => (value === undefined ? undefined : onScale(measure.unit, value));
  return { mean: onScale(measure.unit, measured.value), n: measured.n, low: put(measured.low), high: put(measured.high), few: measured.few };
}

/** What was expected stands beside what was lived alone: both are of one scale. */
export function figuresOf(all: TouchpointTold[], height: Height | undefined): Figures | undefined {
  if (!height) return undefined;
  const figures = new Map(all.map((told) => [told.key, { perception: scoreOf(height, told), ...(height === "perception" && { expectation: scoreOf("expectation", told) }) }]));
  return [...figures.values()].some(({ perception }) => perception) ? figures : undefined;
}
