// The nouns of the living numbers of a map, as POST /api/questions/touchpoints and its neighbours tell them.
import type { Interaction, RepeatsTold, Share } from "./types";

/** Of numbers that were told: none of them when too few told one for it to be shown (`hidden`), pale when `few`. */
export interface Mean {
  n: number;
  mean?: number;
  low?: number;
  high?: number;
  hidden: boolean;
  few: boolean;
}

export interface Nps {
  n: number;
  value?: number;
  low?: number;
  high?: number;
  promoters: number;
  passives: number;
  detractors: number;
  hidden: boolean;
  few: boolean;
}

export interface ScoreShare extends Share {
  hidden: boolean;
  few: boolean;
}

export interface ScoresTold {
  perception?: Mean;
  expectation?: Mean;
  gap?: Mean;
  stars?: Mean;
  sentiment?: Mean;
  nps?: Nps;
  csat?: ScoreShare;
  ces?: { mean: Mean; share: ScoreShare };
}

export interface AfterPromise extends ScoresTold {
  promise: "kept" | "late" | "missing" | "open" | "none";
}

export interface PromiseTold {
  kept: Share;
  late: number;
  overdue: number;
  open: number;
  scores: AfterPromise[];
}

export interface Week extends ScoresTold {
  start: string;
  interactions: number;
  customers: number;
}

export interface TouchpointTold extends ScoresTold {
  key: string;
  interactions: number;
  customers: number;
  promise?: PromiseTold;
  repeats?: RepeatsTold;
  next?: { n: number; median_seconds: number; p90_seconds: number };
  drop_off: Share & { open: number };
  trend: Week[];
}

export interface StageTold extends ScoresTold {
  key: string;
  customers: number;
}

export interface FlowTold {
  from: string;
  to: string;
  kind: "next" | "skip" | "back" | "again";
  customers: number;
  count: number;
  median_seconds: number;
}

export const changeMeasures = ["perception", "expectation", "gap", "nps", "csat", "ces", "stars", "sentiment", "promise", "resolved_at_first", "drop_off"] as const;
export type ChangeMeasure = (typeof changeMeasures)[number];

/** This minus what it is compared with; `real`: beyond chance, also as one of all that were compared. */
export interface ChangeTold {
  key: string;
  measure: ChangeMeasure;
  difference: number;
  low: number;
  high: number;
  p: number;
  q: number;
  real: boolean;
}

/** What every answer tells. */
export interface AnswerTold {
  n: number;
  position: number;
  from?: string;
  to?: string;
  first_at?: string;
  last_at?: string;
  elapsed_ms: number;
}

export interface TouchpointsAnswer extends AnswerTold {
  touchpoints: TouchpointTold[];
  stages: StageTold[];
  flows: FlowTold[];
  uncovered: { activity: { channel: string; name: string }; interactions: number }[];
  uncovered_interactions: number;
  unowned: { stages: string[]; touchpoints: string[] };
  groups: { value: string; n: number; touchpoints: TouchpointTold[] }[];
  compared?: { n: number; touchpoints: TouchpointTold[]; stages: StageTold[] };
  changes: ChangeTold[];
}

/** The interactions behind a number, the newest first. */
export interface InteractionsTold {
  items: Interaction[];
  total: number;
  position: number;
  next?: string;
}

export const signals = ["below", "broken", "negative", "repeat", "complaint"] as const;
export type Signal = (typeof signals)[number];

export interface LossTold {
  minor: number;
  low: number;
  high: number;
  currency: string;
}

export interface BreakTold {
  touchpoint: string;
  signal: Signal;
  n_bad: number;
  n_good: number;
  outcome_bad: number;
  outcome_good: number;
  effect: number;
  low: number;
  high: number;
  ratio?: number;
  ratio_low?: number;
  ratio_high?: number;
  e_value?: number;
  p: number;
  q: number;
  is_break: boolean;
  why_not?: "few" | "not_sure" | "small" | "better";
  affected: number;
  per_month: number;
  loss_per_month?: LossTold;
  losses_elsewhere: LossTold[];
  currency: string;
  open: number;
  early: number;
  missing: number;
  caveats: ("not_adjusted" | "few_outcomes" | "answers_only" | "measured_worth" | "many_open")[];
}

export interface BreakpointsAnswer extends AnswerTold {
  says: "association";
  outcome: string;
  kind: "happens" | "revenue" | "score";
  adjusted_for: string[];
  tested: number;
  hidden: number;
  discovery_rate: number;
  months: number;
  breaks: BreakTold[];
}


export interface RiskAssumptions {
  customers?: number;
  problem_rate: number;
  complaint_rate: number;
  satisfied: number;
  mollified: number;
  dissatisfied: number;
  loss_satisfied: number;
  loss_mollified: number;
  loss_dissatisfied: number;
  loss_silent: number;
  value?: { minor: number; currency: string };
  told_satisfied: number;
  told_mollified: number;
  told_dissatisfied: number;
  told_silent: number;
  hearers_lost: number;
  respondents?: number;
}

export interface Range {
  low: number;
  high: number;
}

export interface RiskTold {
  problems: number;
  complaints: number;
  silent: number;
  lost: number;
  lost_silent: number;
  lost_by_word: number;
  at_risk?: number;
  word_of_mouth?: number;
  damage?: number;
}

export interface RiskSwing {
  assumption: string;
  lower: number;
  higher: number;
  damage_lower: number;
  damage_higher: number;
}

export interface RiskAnswer extends AnswerTold {
  counted: boolean;
  assumptions: RiskAssumptions;
  currency: string;
  now: RiskTold;
  lost?: Range;
  at_risk?: Range;
  damage?: Range;
  sensitivity: RiskSwing[];
  then?: RiskTold;
  saved?: number;
  saved_interval?: Range;
}

export type MovedBy = "promise" | "perception" | "nps" | "csat" | "ces" | "stars" | "sentiment";

export interface OutcomeMonth {
  start: string;
  open: number;
  share?: Share;
  mean?: Mean;
}

export interface MoveTold {
  touchpoint: string;
  by: MovedBy;
  n: number;
  now: number;
  per_point: number;
  low: number;
  high: number;
  p: number;
  q: number;
  few: boolean;
  real: boolean;
}

export interface WhatIfTold {
  touchpoint: string;
  by: MovedBy;
  n: number;
  from: number;
  to: number;
  difference: number;
  low: number;
  high: number;
  customers_per_month: number;
  more_per_month?: number;
  more_low?: number;
  more_high?: number;
  money_per_month?: LossTold;
}

export interface OutcomeTold {
  key: string;
  currency: string;
  kind: "happens" | "revenue" | "score";
  months: OutcomeMonth[];
  moves: MoveTold[];
  what_if: WhatIfTold[];
}

export interface OutcomesAnswer extends AnswerTold {
  says: "association";
  adjusted_for: string[];
  outcomes: OutcomeTold[];
}

export interface DigestItem {
  touchpoint: string;
  name: string;
  owner: string;
  department: string;
  region: string;
  measure: ChangeMeasure;
  difference: number;
  low: number;
  high: number;
  q: number;
  better: boolean;
}

export interface DigestAnswer extends AnswerTold {
  week: string;
  before_from: string;
  looked_at: number;
  discovery_rate: number;
  moved: DigestItem[];
  unowned: { stages: string[]; touchpoints: string[] };
}

export interface ScorecardRow extends TouchpointTold {
  journey: string;
  name: string;
  owner: string;
  moment_of_truth: boolean;
  changes: ChangeTold[];
}

export interface ScorecardCell {
  region: string;
  department: string;
  unowned: number;
  better: number;
  worse: number;
  touchpoints: ScorecardRow[];
}

export interface ScorecardAnswer {
  position: number;
  elapsed_ms: number;
  cells: ScorecardCell[];
}
