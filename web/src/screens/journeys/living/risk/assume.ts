// The assumptions of the market-at-risk calculation, as a person changes them.
import type { RiskAssumptions } from "../../../../api/living";

/** Round numbers to begin with; a company's own survey takes their place. */
export const beginning: RiskAssumptions = {
  problem_rate: 0.2, complaint_rate: 0.5,
  satisfied: 0.4, mollified: 0.35, dissatisfied: 0.25,
  loss_satisfied: 0.05, loss_mollified: 0.15, loss_dissatisfied: 0.4, loss_silent: 0.2,
  told_satisfied: 0, told_mollified: 5, told_dissatisfied: 10, told_silent: 4,
  hearers_lost: 0.01,
};

export const mix = ["satisfied", "mollified", "dissatisfied"] as const;
type Mix = (typeof mix)[number];

/** How complaints end is 1 in sum: the other two share what is left, as they did before. */
export function withMix<T extends Record<Mix, number>>(risk: T, name: Mix, value: number): T {
  const held = Math.min(1, Math.max(0, value));
  const [one, two] = mix.filter((other) => other !== name) as [Mix, Mix];
  const before = risk[one] + risk[two];
  const part = before > 0 ? risk[one] / before : 0.5;
  const round = (number: number) => Math.round(number * 1e6) / 1e6;
  const first = round((1 - held) * part);
  return { ...risk, [name]: held, [one]: first, [two]: round(1 - held - first) };
}

export const groups = [
  { name: "problems", fields: ["problem_rate", "complaint_rate"] },
  { name: "handled", fields: ["satisfied", "mollified", "dissatisfied"] },
  { name: "lost", fields: ["loss_satisfied", "loss_mollified", "loss_dissatisfied", "loss_silent"] },
  { name: "told", fields: ["told_satisfied", "told_mollified", "told_dissatisfied", "told_silent", "hearers_lost"] },
] as const;
export type Field = (typeof groups)[number]["fields"][number];

/** Persons; all others are shares. */
export const isPersons = (field: string) => field.startsWith("told_");
