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
