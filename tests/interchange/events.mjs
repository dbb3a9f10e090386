// XES read by its tags alone: no parser, nothing of the program's. Good for logs that put no ">" into values.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

export const shared = (path) => fileURLToPath(new URL(`../../../shared/data/${path}`, import.meta.url));

/** Skips with a message where ../shared is absent. */
export const needs = (path) => (existsSync(shared(path)) ? {} : { skip: `no ${shared(path)}` });

const plain = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&apos;/g, "'").replace(/&#(\d+);/g, (_, n) => String.fromCodePoint(n)).replace(/&amp;/g, "&");

/** [{trace: [[type, key, value]], event: [[type, key, value]]}]; dates in UTC, milliseconds. Nested attributes are left out. */
export function eventsOf(path) {
  const bytes = readFileSync(path);
  const text = (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString("utf8");
  const events = [];
  let trace = null;
  let event = null;
  let depth = 0;
  for (const [, close, name, rest, alone] of text.matchAll(/<(\/?)([\w:]+)((?:\s+[\w:.]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/g)) {
    if (name === "trace") trace = close ? null : [];
    else if (name === "event" && !close) event = [];
    else if (name === "event") events.push({ trace, event }), (event = null);
    else if (trace && /^(string|date|int|float|boolean|id)$/.test(name)) {
      if (!close && depth === 0) {
        const of = (attribute) => plain(new RegExp(`${attribute}="([^"]*)"`).exec(rest)[1]);
        const value = of("value");
        (event ?? trace).push([name, of("key"), name === "date" ? new Date(value).toISOString() : value]);
      }
      if (close) depth -= 1;
      else if (!alone) depth += 1;
    }
  }
  return events;
}

/** One text an event, with all that it says, in one order. */
export const told = ({ trace, event }) => JSON.stringify([[...trace].map(String).sort(), [...event].map(String).sort()]);
export const value = (attributes, key) => attributes.find(([, name]) => name === key)?.[2];
