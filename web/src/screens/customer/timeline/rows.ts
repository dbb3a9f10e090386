// The timeline as rows: a heading for each day, one row for each interaction, bursts folded into one.
import type { Interaction } from "../../../api/types";
import { dayOf } from "../../../text/format";

export type Row =
  | { type: "day"; id: string; day: string }
  | { type: "join"; id: string; profile: string }
  | { type: "item"; id: string; interaction: Interaction; inFold: boolean }
  | { type: "fold"; id: string; items: Interaction[]; open: boolean };

/** Two of the same that lie further apart are two visits, not one burst. */
export const burstGap = 30 * 60_000;
/** Two in a row are still quicker read than opened. */
export const burstSize = 3;

/** Words, money and scores are what people look for: they are never hidden inside a fold. */
const folds = (one: Interaction) => !one.text && !one.amount && !one.score;

export function sameBurst(newer: Interaction, older: Interaction): boolean {
  return (
    newer.channel === older.channel &&
    newer.customer === older.customer &&
    newer.name === older.name &&
    newer.direction === older.direction &&
    folds(newer) &&
    folds(older) &&
    Date.parse(newer.at) - Date.parse(older.at) <= burstGap
  );
}

/** `items` newest first. A fold is known by its newest interaction, so it stays open while older ones load into it. */
export function rowsOf(items: Interaction[], open: ReadonlySet<string>, joined: ReadonlySet<string> = new Set()): Row[] {
  const rows: Row[] = [];
  const met = new Set<string>();
  let day = "";
  let place = 0;
  while (place < items.length) {
    const first = items[place];
    if (!first) break;
    const itsDay = dayOf(first.at);
    if (itsDay !== day) {
      day = itsDay;
      rows.push({ type: "day", id: `day-${day}`, day });
    }
    // The newest interaction of a joined profile is where its line runs into this one.
    if (joined.has(first.customer) && !met.has(first.customer)) {
      met.add(first.customer);
      rows.push({ type: "join", id: `join-${first.customer}`, profile: first.customer });
    }
    let end = place + 1;
    for (; end < items.length; end += 1) {
      const [newer, older] = [items[end - 1], items[end]];
      if (!newer || !older || !sameBurst(newer, older) || dayOf(older.at) !== day) break;
    }
    const burst = items.slice(place, end);
    if (burst.length >= burstSize) {
      const isOpen = open.has(first.id);
      rows.push({ type: "fold", id: `fold-${first.id}`, items: burst, open: isOpen });
      if (isOpen) for (const interaction of burst) rows.push({ type: "item", id: interaction.id, interaction, inFold: true });
    } else {
      for (const interaction of burst) rows.push({ type: "item", id: interaction.id, interaction, inFold: false });
    }
    place = end;
  }
  return rows;
}

/** The day that a row stands under, where the row itself knows it. */
export function dayOfRow(row: Row): string {
  if (row.type === "day") return row.day;
  if (row.type === "join") return "";
  const one = row.type === "fold" ? row.items[0] : row.interaction;
  return one ? dayOf(one.at) : "";
}
