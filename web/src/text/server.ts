// The server speaks English. Sentences of its that we know are said in the reader's language; others stay as they were sent.
import type { i18n as I18n } from "i18next";
import { useTranslation } from "react-i18next";
import { refused } from "./en/refused";

type Key = keyof typeof refused.refused;

interface Sentence {
  key: Key;
  pattern: RegExp;
  plain: number;
}

/** The English words are the patterns: a value stands where they have {{value}}. The one with the most words of its own is tried first. */
const sentences: Sentence[] = Object.entries(refused.refused)
  .map(([key, text]) => {
    const fixed = text.replace(/\{\{\w+\}\}/g, "");
    const pattern = text.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\{(\w+)\}\}/g, "(?<$1>.+)").replace(/\{(?!\{)([^{}]*)\}/g, "\\{$1\\}");
    return { key: key as Key, pattern: new RegExp(`^${pattern}$`, "su"), plain: fixed.length };
  })
  .sort((a, b) => b.plain - a.plain);

/** The server's sentence in the language of the page. */
export function told(i18n: I18n, text: string): string {
  if (i18n.language === "en") return text;
  for (const { key, pattern } of sentences) {
    const values = pattern.exec(text)?.groups;
    if (values?.kind) values.kind = i18n.t(`identity.${values.kind}`, { defaultValue: values.kind });
    if (values?.score) values.score = i18n.t(`score.${values.score}`, { defaultValue: values.score });
    if (values || pattern.test(text)) return i18n.t(`refused.${key}`, { ...values });
  }
  return text;
}

export function useTold(): (text: string) => string {
  const { i18n } = useTranslation();
  return (text) => told(i18n, text);
}
