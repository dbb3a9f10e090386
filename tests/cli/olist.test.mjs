// Questions about a month of the olist data set, against counts of its raw files: what began in the month is looked at to its end.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { needs, shared } from "../interchange/events.mjs";
import { run, workshop } from "./command.mjs";

const day = 86_400_000;
const [from, to] = [Date.parse("2017-11-01T00:00:00Z"), Date.parse("2017-12-01T00:00:00Z")];
const within = (at) => at >= from && at < to;

/** The rows of a file, by the names of its columns; quoted fields may hold anything. */
function rows(file) {
  const lines = [[""]];
  for (const [, quoted, plain, end] of readFileSync(shared(`olist/${file}`), "utf8").matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    lines.at(-1)[lines.at(-1).length - 1] = quoted?.replaceAll('""', '"') ?? plain;
    if (end === ",") lines.at(-1).push("");
    else if (end) lines.push([""]);
  }
  const [names, ...rest] = lines.filter((line) => line.length > 1);
  return rest.map((line) => Object.fromEntries(names.map((name, i) => [name, line[i]])));
}
/** São Paulo was two hours behind in that summer, three before and after. */
function moment(local) {
  const at = Date.parse(`${local.replace(" ", "T")}Z`);
  return at + (at >= Date.parse("2017-10-15T00:00:00Z") && at < Date.parse("2018-02-18T00:00:00Z") ? 2 : 3) * 3_600_000;
}

/** What each customer lived through, in order: [{at, what}]. */
function lives() {
  const person = new Map(rows("olist_customers_dataset.csv").map((row) => [row.customer_id, row.customer_unique_id]));
  const owner = new Map();
  const all = new Map();
  const add = (who, at, what) => at && all.set(who, [...(all.get(who) ?? []), { at: moment(at), what }]);
  for (const row of rows("olist_orders_dataset.csv")) {
    owner.set(row.order_id, person.get(row.customer_id));
    add(person.get(row.customer_id), row.order_purchase_timestamp, "order");
    add(person.get(row.customer_id), row.order_delivered_customer_date, "delivery");
  }
  for (const row of rows("olist_order_reviews_dataset.csv")) if (owner.has(row.order_id)) add(owner.get(row.order_id), row.review_answer_timestamp, "review");
  return [...all.values()].map((events) => events.sort((a, b) => a.at - b.at));
}

test("what began in November is looked at to its end", needs("olist"), (t) => {
  const told = { starts: 0, kept: 0, customers: 0, came: 0, firsts: 0, resolved: 0 };
  for (const events of lives()) {
    const starts = events.filter(({ what, at }) => what === "order" && within(at));
    const took = (start) => (events.find(({ what, at }) => what === "delivery" && at > start.at)?.at ?? Infinity) - start.at;
    told.starts += starts.length;
    told.kept += starts.filter((start) => took(start) <= 20 * day).length;
    told.customers += starts.length > 0;
    told.came += starts.some((start) => took(start) <= 30 * day);
    const reviews = events.filter(({ what }) => what === "review");
    for (const [i, { at }] of reviews.entries()) {
      if (!within(at) || (i > 0 && at - reviews[i - 1].at <= 30 * day)) continue;
      told.firsts += 1;
      told.resolved += !(i + 1 < reviews.length && reviews[i + 1].at - at <= 30 * day);
    }
  }
  assert.deepEqual(told, { starts: 673, kept: 331, customers: 668, came: 378, firsts: 421, resolved: 405 });

  const place = workshop(t);
  run(["import", shared("olist"), "--map", fileURLToPath(new URL("../../examples/olist/map.toml", import.meta.url)), "--data", place.data]);
  const ask = (question, ...more) => JSON.parse(run(["ask", question, "--from", "2017-11-01", "--to", "2017-12-01", ...more, "--json", "--data", place.data]).out);
  const time = ask("time", "--start", "Order Completed", "--end", "Order Delivered", "--promise", "20d");
  assert.deepEqual([time.all.starts, time.all.promise.of, time.all.promise.count], [told.starts, told.starts, told.kept]);
  const funnel = ask("funnel", "--step", "Order Completed", "--step", "Order Delivered", "--within", "30d");
  assert.deepEqual(funnel.steps.map(({ customers }) => customers), [told.customers, told.came]);
  const repeats = ask("repeats", "--contact", "Review", "--within", "30d");
  assert.deepEqual([repeats.all.resolved_at_first.of, repeats.all.resolved_at_first.count], [told.firsts, told.resolved]);
  const drivers = ask("drivers", "--start", "Order Completed", "--outcome", "Order Delivered", "--within", "20d");
  assert.equal(drivers.n, told.customers);

  // As it was known when the month was over: nothing later, starts neither.
  const then = JSON.parse(run(["ask", "time", "--body", JSON.stringify({ start: { name: "Order Completed" }, end: { name: "Order Delivered" }, promise: "20d", as_of: "2017-12-01T00:00:00Z" }), "--json", "--data", place.data]).out);
  const known = lives().flatMap((events) => events.filter(({ what, at }) => what === "order" && at < to).map((start) => [start, events.find(({ what, at }) => what === "delivery" && at > start.at && at < to)]));
  const kept = known.filter(([start, end]) => end && end.at - start.at <= 20 * day).length;
  const due = known.filter(([start, end]) => (end && end.at - start.at <= 20 * day) || start.at + 20 * day < to).length;
  assert.deepEqual([then.all.starts, then.all.promise.count, then.all.promise.of], [known.length, kept, due]);
});
