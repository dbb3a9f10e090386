// The nouns of the living numbers of a map, as POST /api/questions/touchpoints and its neighbours tell them.
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Mean = Schemas["Mean"];
export type Nps = Schemas["Nps"];
export type TouchpointTold = Schemas["TouchpointTold"];
export type StageTold = Schemas["StageTold"];
export type ChangeTold = Schemas["ChangeTold"];
export type TouchpointsAnswer = Schemas["TouchpointsAnswer"];
export type InteractionsTold = Schemas["InteractionsTold"];
export type BreakTold = Schemas["BreakTold"];
export type BreakpointsAnswer = Schemas["BreakpointsAnswer"];
export type RiskAssumptions = Schemas["RiskAssumptions"];
export type RiskAnswer = Schemas["RiskAnswer"];
export type MoveTold = Schemas["MoveTold"];
export type WhatIfTold = Schemas["WhatIfTold"];
export type OutcomeTold = Schemas["OutcomeTold"];
export type OutcomesAnswer = Schemas["OutcomesAnswer"];
export type DigestItem = Schemas["DigestItem"];
export type DigestAnswer = Schemas["DigestAnswer"];
export type ScorecardRow = Schemas["ScorecardRow"];
export type ScorecardCell = Schemas["ScorecardCell"];
export type ScorecardAnswer = Schemas["ScorecardAnswer"];
export type AfterPromise = Schemas["AfterPromiseTold"];
export type FlowTold = Schemas["TouchpointFlowTold"];
export type Week = Schemas["TrendTold"];
export type OutcomeMonth = Schemas["OutcomeMonthTold"];
export type Range = Schemas["RiskInterval"];

/** What every touchpoint, stage and week may have been told. */
export type ScoresTold = Pick<TouchpointTold, "perception" | "expectation" | "gap" | "stars" | "sentiment" | "nps" | "csat" | "ces">;
export type ChangeMeasure = ChangeTold["measure"];
export type Signal = BreakTold["signal"];
export type MovedBy = MoveTold["by"];

/** In the order in which they are shown; one that the server learns is missed here by the compiler. */
export const changeMeasures = Object.keys({
  perception: 0, expectation: 0, gap: 0, nps: 0, csat: 0, ces: 0, stars: 0, sentiment: 0, promise: 0, resolved_at_first: 0, drop_off: 0,
} satisfies Record<ChangeMeasure, 0>) as ChangeMeasure[];
export const signals = Object.keys({ below: 0, broken: 0, negative: 0, repeat: 0, complaint: 0 } satisfies Record<Signal, 0>) as Signal[];
