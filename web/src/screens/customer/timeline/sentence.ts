// One plain sentence for an interaction. What the source named it is kept; where we know the
// activity, or only know that somebody wrote or called, it is said in the reader's words.
import type { i18n as I18n } from "i18next";
import type { Interaction } from "../../../api/types";

export interface Sentence {
  /** What happened. */
  lead: string;
  /** About what: a subject, a page, the first words that were said. */
  rest: string;
  /** True when `rest` is the customer's or our own words. */
  quoted: boolean;
}

/** Names that only repeat the channel; direction says more than they do. */
const plain = new Set(["call", "inbound call", "outbound call", "message", "mail", "email", "sms", "chat", "chat message", "letter", "visit", "reply", "post", "note"]);

export const slug = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");

/** The activity in the reader's words. */
export function activityName(i18n: I18n, channel: string, name: string, direction?: Interaction["direction"]): string {
  const lower = name.toLowerCase();
  if (direction && plain.has(lower)) {
    const said = `said.${channel}_${direction}`;
    if (i18n.exists(said)) return i18n.t(said);
  }
  const key = slug(name);
  if (key && i18n.exists(`activity.${key}`)) return i18n.t(`activity.${key}`);
  return name;
}

const firstWords = (text: string, length = 140) => {
  const line = text.replace(/\s+/g, " ").trim();
  const letters = [...line];
  return letters.length > length ? `${letters.slice(0, length).join("")}…` : line;
};

/** Properties that say what it was about, in the order in which they say it best. */
const telling = ["title", "product", "product_name", "name", "subject", "query", "path", "url", "category", "campaign", "order", "order_id"];

export function sentenceOf(i18n: I18n, interaction: Partial<Interaction>): Sentence {
  const channel = interaction.channel ?? "";
  const lead = activityName(i18n, channel, interaction.name ?? "", interaction.direction);
  if (interaction.subject) return { lead, rest: firstWords(interaction.subject), quoted: false };
  if (interaction.text) return { lead, rest: firstWords(interaction.text), quoted: true };
  const properties = interaction.properties ?? {};
  for (const name of telling) {
    const value = properties[name];
    if ((typeof value === "string" && value !== "") || typeof value === "number") return { lead, rest: firstWords(String(value)), quoted: false };
  }
  return { lead, rest: interaction.topic ?? "", quoted: false };
}
