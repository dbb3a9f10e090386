// Pure changes of a mapping. The page edits the first file of it and the plain forms of its values;
// what a map file can say beyond that (joins of files, formats, conditions) is kept as it is.
import type { MappedField, MappedFields, MappedFile, MappedInteraction, MappedLabel, Mapping } from "../../api/types";

export const fileOf = (mapping: Mapping): MappedFile => mapping.files[0] ?? { file: "", customer: { identities: [] }, interactions: [] };

export function changeFile(mapping: Mapping, change: Partial<MappedFile>): Mapping {
  return { ...mapping, files: [{ ...fileOf(mapping), ...change }, ...mapping.files.slice(1)] };
}

export function changeInteraction(mapping: Mapping, place: number, change: Partial<MappedInteraction>): Mapping {
  const { interactions } = fileOf(mapping);
  return changeFile(mapping, { interactions: interactions.map((one, at) => (at === place ? tidy({ ...one, ...change }) : one)) });
}

/** Members that were emptied are left out, as the server wants absent things absent. */
export function tidy<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined && member !== null && member !== "")) as T;
}

/** The column that a field reads; a field written out in full may read none. */
export function columnOf(field: MappedField | undefined): string | undefined {
  return typeof field === "string" ? field : field?.column;
}

/** The column that a label reads, if it is not a text of its own. */
export function labelColumn(label: MappedLabel | undefined): string | undefined {
  return typeof label === "string" ? undefined : label?.column;
}

export function labelText(label: MappedLabel | undefined): string {
  return typeof label === "string" ? label : String(label?.value ?? "");
}

export function newInteraction(columns: string[]): MappedInteraction {
  return { channel: "web", name: "", at: columns.find((column) => /time|date|_at$|^at$/i.test(column)) ?? columns[0] ?? "", direction: "in" };
}

/** Traits and properties are shown as a list of columns. */
export function columnsOf(fields: MappedFields | undefined): string[] {
  if (Array.isArray(fields)) return fields;
  return Object.values(fields ?? {}).flatMap((field) => columnOf(field) ?? []);
}

/** The chosen columns; each keeps the name and form it has, new ones take the column's name. */
export function chooseColumns(columns: string[], before: MappedFields | undefined): MappedFields | undefined {
  if (columns.length === 0) return undefined;
  const known = Array.isArray(before) ? [] : Object.entries(before ?? {});
  const kept = new Map(known.map(([name, field]) => [columnOf(field), [name, field] as const]));
  return Object.fromEntries(columns.map((column) => kept.get(column) ?? [column, column]));
}

/** What keeps this mapping from being tried, as a word key; null when it is complete. */
export function missing(mapping: Mapping): string | null {
  const file = fileOf(mapping);
  const named = (label: MappedLabel | undefined) => labelColumn(label) !== undefined || labelText(label).trim() !== "";
  if (!mapping.source.trim()) return "map.needs_source";
  if (file.customer.identities.length === 0 || file.customer.identities.some((identity) => !identity.namespace)) return "map.needs_identity";
  if (file.customer.identities.some((identity) => identity.column === "")) return "map.needs_identity";
  if (file.interactions.length === 0) return "map.needs_interaction";
  if (file.interactions.some((one) => !one.at)) return "map.needs_time";
  if (file.interactions.some((one) => !named(one.channel) || !(one.name_column || named(one.name)))) return "map.needs_name";
  return null;
}
