// One person's work on a map: what the server has, and on it what was done here and is not saved yet. Everything is seen at once,
// sent one after the other, tried again while the server can't be reached, and taken back by the edits that the server says.
import { Problem } from "../../api/client";
import type { Edit, JourneyMap, Told } from "../../api/journeys";
import { applyAll, inverseOfAll } from "./edits";

/** What was done in one go. Of the same `token` (typing in one field), the later is one with the earlier. */
interface Change {
  id: number;
  edits: Edit[];
  token?: string;
}

interface Back {
  change: number;
  edits: Edit[];
  token?: string;
}

export interface Wire {
  send: (base: number, edits: Edit[]) => Promise<Told>;
  since: (revision: number) => Promise<Told>;
  whole: () => Promise<{ revision: number; map: JourneyMap }>;
}

/** Where what is not saved yet survives a reload. */
export interface Shelf {
  read: () => Edit[][];
  write: (waiting: Edit[][]) => void;
}

export type Saving = "saved" | "saving" | "unreachable" | "stopped";

export interface Drafted {
  map: JourneyMap;
  revision: number;
  waiting: number;
  saving: Saving;
  canUndo: boolean;
  canRedo: boolean;
}

const patience = { first: 1_000, longest: 15_000 };
const mostBack = 200;
/** Refused once it is refused for good; all else may go through on the next try. */
const isFinal = (problem: unknown) => problem instanceof Problem && problem.status >= 400 && problem.status < 500 && ![401, 408, 429].includes(problem.status);

export class Draft {
  private waiting: Change[] = [];
  private sending: Change | undefined;
  private backs: Back[] = [];
  private forths: Back[] = [];
  private count = 0;
  private tries = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private ended = false;
  private asked = false;
  private saving: Saving = "saved";
  private listeners = new Set<() => void>();
  private shown: Drafted;

  constructor(
    private base: { revision: number; map: JourneyMap },
    private readonly wire: Wire,
    private readonly refused: (problem: unknown) => void = () => undefined,
    private readonly shelf?: Shelf,
  ) {
    for (const edits of shelf?.read() ?? []) this.waiting.push({ id: ++this.count, edits });
    this.shown = this.show();
  }

  readonly subscribe = (listener: () => void) => {
    this.ended = false;
    this.listeners.add(listener);
    void this.pump();
    return () => {
      this.listeners.delete(listener);
    };
  };

  readonly state = () => this.shown;

  /** Nobody looks any more: what was done is still sent, but not tried again. The next one finds it on the shelf. */
  end(): void {
    this.ended = true;
    clearTimeout(this.retry);
    this.retry = undefined;
  }

  /** Does it, and remembers how to take it back. The number says which change it was. */
  change(edits: Edit[], token?: string): number {
    if (edits.length === 0) return 0;
    const inverse = inverseOfAll(this.shown.map, edits);
    const last = this.waiting.at(-1);
    const goes = token !== undefined && last?.token === token && last !== this.sending;
    const id = goes ? last.id : ++this.count;
    if (goes) last.edits = shorter([...last.edits, ...edits]);
    else this.waiting.push({ id, edits, token });
    const back = this.backs.at(-1);
    // Taken back together: the field is as it was before the typing began.
    if (back && token !== undefined && back.token === token) Object.assign(back, { change: id, edits: shorter([...inverse, ...back.edits]) });
    else this.backs = [...this.backs.slice(-mostBack), { change: id, edits: inverse, token }];
    this.forths = [];
    this.moved();
    return id;
  }

  undo(): void {
    const back = this.backs.pop();
    if (back) this.forths.push(this.reverse(back));
  }

  redo(): void {
    const forth = this.forths.pop();
    if (forth) this.backs.push(this.reverse(forth));
  }

  /** Takes one change back, whatever was done after it. */
  undoChange(id: number): void {
    const back = this.backs.find(({ change }) => change === id);
    if (!back) return;
    this.backs = this.backs.filter((other) => other !== back);
    this.forths.push(this.reverse(back));
  }

  private reverse(back: Back): Back {
    const id = ++this.count;
    const inverse = inverseOfAll(this.shown.map, back.edits);
    this.waiting.push({ id, edits: back.edits });
    this.moved();
    return { change: id, edits: inverse };
  }

  /** Somebody else may have changed the map. */
  async news(): Promise<void> {
    // The answer to what is being sent may have left before; so it is asked again behind it.
    if (this.sending) {
      this.asked = true;
      return;
    }
    try {
      const told = this.heard(await this.wire.since(this.base.revision));
      if (!told) await this.anew();
      else this.tell();
    } catch (problem) {
      if (isFinal(problem)) await this.anew();
    }
  }

  /** From the beginning, where the way from the one to the other is not told; what waits is done on top. */
  async anew(): Promise<void> {
    try {
      this.base = await this.wire.whole();
      this.tell();
    } catch {
      // Asked again with the next news.
    }
  }

  retryNow(): void {
    clearTimeout(this.retry);
    this.retry = undefined;
    void this.pump();
  }

  private moved(): void {
    this.shelf?.write(this.waiting.map(({ edits }) => edits));
    this.tell();
    void this.pump();
  }

  private heard({ revision, edits }: Told): boolean {
    for (const made of edits) {
      if (made.revision !== this.base.revision + 1) continue;
      this.base = { revision: made.revision, map: applyAll(this.base.map, made.edits) };
    }
    return this.base.revision >= revision;
  }

  private async pump(): Promise<void> {
    const next = this.waiting[0];
    if (!next || this.sending || this.retry) return;
    this.sending = next;
    if (this.saving === "saved") this.become("saving");
    try {
      const told = await this.wire.send(this.base.revision, next.edits);
      this.done(next, told);
      if (!this.heard(told)) await this.anew();
    } catch (problem) {
      if (!isFinal(problem)) return this.later(problem);
      this.done(next);
      this.refused(problem);
      await this.anew();
    } finally {
      this.sending = undefined;
    }
    this.tries = 0;
    this.become(this.waiting.length > 0 ? "saving" : "saved");
    if (this.asked && this.waiting.length === 0) {
      this.asked = false;
      void this.news();
    }
    void this.pump();
  }

  /** It need not wait any more; the server knows best what takes it back. */
  private done(change: Change, told?: Told): void {
    this.waiting = this.waiting.filter((other) => other !== change);
    this.shelf?.write(this.waiting.map(({ edits }) => edits));
    const own = told?.edits.at(-1);
    for (const list of [this.backs, this.forths]) {
      const back = list.find((one) => one.change === change.id);
      if (!told && back) list.splice(list.indexOf(back), 1);
      // What was typed on in the meantime is taken back by the field's own memory.
      else if (back && own && !back.token) back.edits = own.undo;
    }
  }

  private later(problem: unknown): void {
    this.tries += 1;
    this.become(problem instanceof Problem && problem.status === 401 ? "stopped" : "unreachable");
    if (this.saving === "stopped" || this.ended) return;
    this.retry = setTimeout(() => this.retryNow(), Math.min(patience.longest, patience.first * 2 ** (this.tries - 1)));
  }

  private become(saving: Saving): void {
    this.saving = saving;
    this.tell();
  }

  private show(): Drafted {
    return {
      map: applyAll(this.base.map, this.waiting.flatMap(({ edits }) => edits)),
      revision: this.base.revision,
      waiting: this.waiting.length,
      saving: this.saving,
      canUndo: this.backs.length > 0,
      canRedo: this.forths.length > 0,
    };
  }

  private tell(): void {
    this.shown = this.show();
    this.listeners.forEach((listener) => listener());
  }
}

/** Of values set one after the other at one place, the last one is enough. */
function shorter(edits: Edit[]): Edit[] {
  return edits.filter((edit, place) => edit.op !== "set" || !edits.slice(place + 1).some((later) => later.op === "set" && later.path === edit.path));
}
