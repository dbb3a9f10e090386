// Every answer as a table: what a screen reader reads, what a keyboard walks, and what goes into a CSV file.
import type { Behind } from "./behind";

export interface Cell {
  /** As it goes into a file: a number stays one. */
  value: string | number | null | undefined;
  /** As it is shown; the value itself when left out. */
  text?: string;
  /** The customers behind it. */
  behind?: Behind;
}

export interface Column {
  label: string;
  /** In a file, where a span of time is a number of seconds and a share a number from 0 to 1. */
  file?: string;
  figure?: boolean;
}

export interface Table {
  caption: string;
  columns: Column[];
  rows: Cell[][];
}

/** What spreadsheets would compute is made a text, as the server's own files have it; plain negative numbers stay. */
const formula = /^[\s\u200b-\u200d\ufeff]*[=+\-@\t\r\n＝＋－＠]/u;

function field(value: Cell["value"]): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  const text = formula.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** RFC 4180, with the mark that makes spreadsheets read UTF-8. Several tables stand below each other, an empty line between. */
export function csvOf(tables: Table[]): string {
  const lines = tables.map(({ columns, rows }) => [columns.map(({ label, file }) => field(file ?? label)), ...rows.map((row) => row.map(({ value }) => field(value)))].map((line) => `${line.join(",")}\r\n`).join(""));
  return `\ufeff${lines.join("\r\n")}`;
}
