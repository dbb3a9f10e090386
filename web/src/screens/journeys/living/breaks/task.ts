// What is done about a break point: a task in the plan of its touchpoint, with what it is expected to gain.
import type { Edit, JourneyMap, Task } from "../../../../api/journeys";
import type { BreakpointsAnswer, BreakTold, Signal } from "../../../../api/living";
import { signals } from "../../../../api/living";

/** One task a signal of a touchpoint: two people who click at once make one. */
export const taskKey = (signal: Signal) => `mend-${signal}`;
export const signalOf = (key: string): Signal | undefined => signals.find((signal) => taskKey(signal) === key);

export const taskOf = (map: JourneyMap, { touchpoint, signal }: BreakTold): Task | undefined =>
  map.touchpoints.find(({ key }) => key === touchpoint)?.plan.find(({ key }) => key === taskKey(signal));

/** What mending it brings a month: money, else customers with the outcome, else a better score. Never told above what is measured. */
export function gainOf(one: BreakTold, kind: BreakpointsAnswer["kind"], major: (minor: number, currency: string) => number) {
  const loss = one.loss_per_month;
  if (loss) return { low: major(loss.low, loss.currency), value: major(loss.minor, loss.currency), high: major(loss.high, loss.currency), unit: `${loss.currency}/month` };
  const [less, more] = [Math.min(Math.abs(one.low), Math.abs(one.high)), Math.max(Math.abs(one.low), Math.abs(one.high))];
  const times = kind === "happens" ? one.per_month : 1;
  const round = (value: number) => Math.round(value * 100) / 100;
  return { low: round(less * times), value: round(Math.abs(one.effect) * times), high: round(more * times), unit: kind === "happens" ? "customers/month" : "score" };
}

export function addTask(one: BreakTold, title: string, expected: NonNullable<Task["expected"]>): Edit[] {
  const task: Task = { key: taskKey(one.signal), part: "deliver", title, owner: "", state: "open", expected };
  return [{ op: "add", path: `touchpoints/${one.touchpoint}/plan`, value: task }];
}
