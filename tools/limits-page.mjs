#!/usr/bin/env node
// limits-page: writes docs/limits.md from src/base/limits.h. tests/tools/limits.test.mjs keeps the two the same.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";

const header = fileURLToPath(new URL("../src/base/limits.h", import.meta.url));
export const page = fileURLToPath(new URL("../docs/limits.md", import.meta.url));

// [{title, limits: [{name, value, text}]}]; throws for a line that it can't read or that says nothing.
export function readLimits(source = readFileSync(header, "utf8")) {
  const parts = [];
  for (const line of source.split("\n")) {
    const title = /^\/\/ -- (.+)$/.exec(line);
    if (title) parts.push({ title: title[1], limits: [] });
    if (!line.startsWith("inline constexpr")) continue;
    const limit = /^inline constexpr [\w:]+ (\w+) = ([^;]+);\s*\/\/ (.+)$/.exec(line);
    if (!limit) throw new Error(`limits.h: "${line}" needs the form  inline constexpr TYPE NAME = VALUE;   // what it bounds`);
    if (parts.length === 0) throw new Error("limits.h: a limit stands before the first part  // -- TITLE");
    parts[parts.length - 1].limits.push({ name: limit[1], value: valueOf(limit[2]), text: limit[3] });
  }
  return parts;
}

// 32u << 10 -> 32768
export function valueOf(expression) {
  const term = (text) => {
    const number = /^(\d[\d']*)[ul]*$/i.exec(text.trim());
    if (!number) throw new Error(`limits.h: the value "${expression}" can't be read`);
    return Number(number[1].replaceAll("'", ""));
  };
  const [left, right] = expression.split("<<");
  const product = left
    .split("*")
    .map(term)
    .reduce((a, b) => a * b);
  return right === undefined ? product : product * 2 ** term(right);
}

const grouped = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ",");

function shown(name, value) {
  if (name.endsWith("_seconds")) return `${grouped(value)} s`;
  if (!name.endsWith("bytes")) return grouped(value);
  for (const [unit, power] of [
    ["GiB", 30],
    ["MiB", 20],
    ["KiB", 10],
  ]) {
    if (value >= 2 ** power && value % 2 ** power === 0) return `${value / 2 ** power} ${unit}`;
  }
  return `${grouped(value)} bytes`;
}

export function limitsPage(parts = readLimits()) {
  let text = "# Limits\n\nWritten from [src/base/limits.h](../src/base/limits.h) by `tools/limits-page.mjs`; a test keeps the two the same.\n";
  text += "What breaks a limit is refused with an error that names it and says what to do; nothing is cut silently unless it is said here.\n";
  for (const { title, limits } of parts) {
    text += `\n## ${title}\n\n| limit | is | bounds |\n| --- | ---: | --- |\n`;
    for (const { name, value, text: bounds } of limits) text += `| \`${name}\` | ${shown(name, value)} | ${bounds} |\n`;
  }
  return text;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) writeFileSync(page, limitsPage());
