// Every answer as a table: what a screen reader reads, what a keyboard walks, and what goes into a CSV file.
import type { Behind } from "./behind";

type Value = string | number | null | undefined;

export interface Cell {
  /** As it goes into a file: a number stays one. Several stand in columns of their own there. */
  value: Value | Value[];
  /** As it is shown; the value itself when left out. */
  text?: string;
  /** The customers behind it. */
  behind?: Behind;
}

export interface Column {
  label: string;
  /** In a file, where a span of time is a number of seconds and a share a number from 0 to 1; of a cell of several values all their columns. */
  file?: string | string[];
  figure?: boolean;
}

export interface Table {
  caption: string;
  columns: Column[];
  rows: Cell[][];
}

/** What spreadsheets would compute is made a text, as the server's own files have it; plain negative numbers stay. */
const formula = /^[\s\u200b-\u200d\ufeff]*[=+\-@\t\r\n＝＋－＠]/u;

function field(value: Value): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  const text = formula.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** RFC 4180, with the mark that makes spreadsheets read UTF-8. Several tables stand below each other, an empty line between. */
export function csvOf(tables: Table[]): string {
  const lines = tables.map(({ columns, rows }) => [columns.flatMap(({ label, file }) => file ?? label).map(field), ...rows.map((row) => row.flatMap(({ value }) => value).map(field))].map((line) => `${line.join(",")}\r\n`).join(""));
  return `\ufeff${lines.join("\r\n")}`;
}
