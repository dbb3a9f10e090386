// An entry of the audit log as a sentence. What the page has no words for is shown as it was written.
import type { TFunction } from "i18next";
import type { AuditItem } from "../../api/types";

/** "user.change" stands as user_change among the words. */
export const wordOf = (verb: string) => verb.replaceAll(".", "_");

export function sentence(t: TFunction, item: AuditItem, byWhom: (by: string) => string): string {
  const details = item.details as Record<string, unknown>;
  const values: Record<string, string> = { object: item.object_id };
  for (const [key, value] of Object.entries(details)) {
    if (typeof value === "string" || typeof value === "number") values[key] = String(value);
    else if (Array.isArray(value) && value.every((one) => typeof one === "string")) values[key] = value.join(", ");
  }
  if (values.role) values.role = t(`role.${values.role}`, { defaultValue: values.role });
  if (values.state) values.state = t(`audit.state_${values.state}`, { defaultValue: values.state });
  if (values.purpose) values.purpose = t(`rights.purpose_${values.purpose}`, { defaultValue: values.purpose });
  if (values.why) values.why = t(`audit.why_${values.why}`, { defaultValue: values.why });
  if (values.by) values.by = t(`audit.by_${values.by}`, { defaultValue: values.by });
  if (values.asked_by) values.asked_by = byWhom(values.asked_by);
  if (values.field) values.field = t(`identity.${values.field}`, { defaultValue: t(`trait.${values.field}`, { defaultValue: values.field }) });
  const kind = item.outcome === "refused" ? "refused" : "verb";
  // Somebody signs out, or ends the session of another.
  const verb = item.verb === "session.end" && item.object_id !== item.who_id ? "session_ended" : wordOf(item.verb);
  return t(`audit.${kind}_${verb}`, { ...values, defaultValue: `${item.verb} ${item.object_id}` });
}

/** What changed, field by field: from what to what. */
export function changes(item: AuditItem): { field: string; before: string; after: string }[] {
  const shown = (value: unknown) => (value === null ? "–" : typeof value === "string" ? value : JSON.stringify(value));
  return Object.entries(item.details as Record<string, unknown>)
    .filter(([, value]) => Array.isArray(value) && value.length === 2 && item.verb.endsWith("change"))
    .map(([field, value]) => ({ field, before: shown((value as unknown[])[0]), after: shown((value as unknown[])[1]) }));
}
