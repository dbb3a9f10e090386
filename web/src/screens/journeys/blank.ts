// What a stage, a touchpoint… is before anything is said of it. Edits leave out what is ordinary; the document has it all.
import type { JourneyLink, Outcome, Stage, Task, Touchpoint } from "../../api/journeys";

const owned = { description: "", owner: "", department: "", region: "" };

export const stageOf = (key: string, name: string): Stage => ({ key, name, ...owned });

export const touchpointOf = (key: string, name: string, stage: string): Touchpoint => ({
  ...stageOf(key, name),
  stage,
  channels: [],
  expects: "",
  emotion: "",
  function: "",
  moment_of_truth: false,
  links: [],
  barriers: [],
  plan: [],
});

export const outcomeOf = (key: string, name: string): Outcome => ({ key, name, kind: "happens", match: {}, within: "90d", same_case: false, good: true });
export const taskOf = (key: string, title: string, part: Task["part"]): Task => ({ key, part, title, owner: "", state: "open" });
const linkOf = (key: string): JourneyLink => ({ key, title: "", url: "" });

const blanks: Record<string, (key: string) => { key: string }> = {
  stages: (key) => stageOf(key, ""),
  touchpoints: (key) => touchpointOf(key, "", ""),
  outcomes: (key) => outcomeOf(key, ""),
  plan: (key) => taskOf(key, "", "design"),
  links: linkOf,
};

/** A thing of the list with all that it says nothing of. */
export const filled = (list: string, thing: { key: string }): { key: string } => ({ ...blanks[list]?.(thing.key), ...thing });

const ofMap: Record<string, unknown> = { ...owned, drop_off_within: "30d", adjust: [] };

/** What a member is once it is cleared: of the map, or of a thing of the list. Undefined: it is not there. */
export const cleared = (list: string | undefined, member: string): unknown => (list === undefined ? ofMap : (blanks[list]?.("") as Record<string, unknown> | undefined))?.[member];
