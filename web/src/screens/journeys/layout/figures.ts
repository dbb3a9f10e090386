// What the drawing takes of the numbers of a touchpoint; POST /api/questions/touchpoints tells more of it.

export interface Score {
  mean: number;
  n: number;
  low?: number;
  high?: number;
  /** So few that it is pale. */
  few?: boolean;
}

export interface Scores {
  perception?: Score;
  expectation?: Score;
}

/** By the touchpoint's key. */
export type Figures = ReadonlyMap<string, Scores>;
