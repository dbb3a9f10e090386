// The sample company from the outside: it goes in as it is, it is marked as what it is, and its truth is what is in its files.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { exported, fails, run, workshop } from "./command.mjs";

const day = 86_400_000;
const period = ["--from", "2024-11-01", "--to", "2026-11-01"];
const at = (text) => Date.parse(`${text.replace(" ", "T")}Z`);

/** Rows of a CSV file as objects; quoted cells may hold line ends. */
function csv(path) {
  const rows = [];
  let cells = [];
  for (const [, quoted, plain, end] of readFileSync(path, "utf8").matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/g)) {
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === "\n") rows.push(cells.splice(0));
  }
  const [names, ...values] = rows;
  return values.map((each) => Object.fromEntries(names.map((name, i) => [name, each[i]])));
}

function simulated(t, ...more) {
  const shop = workshop(t, "simulate");
  run(["simulate", "--out", shop.at("company"), ...period, ...more]);
  const company = (name) => csv(shop.at("company", name));
  return { shop, company, truth: JSON.parse(readFileSync(shop.at("company", "truth.json"), "utf8")) };
}

const group = (truth, key, name) => truth.effects.find((each) => each.key === key).groups.find((each) => each.group === name);

test("it goes in with its own map: no row is rejected, the folder is sound, each interaction says that it is sample data", (t) => {
  const { shop, truth } = simulated(t, "--customers", "400", "--interactions", "14000", "--seed", "21");
  const folder = shop.at("company");
  assert.match(run(["import", folder, "--map", shop.at("company", "map.toml"), "--data", shop.data]).out, /14,000 interactions/);
  assert.match(run(["check", "--data", shop.data]).out, /Sound: 14,000 interactions/);
  const all = exported(shop.data);
  const names = {};
  for (const each of all) {
    assert.ok(each.source.startsWith("sample"), each.source);
    assert.equal(each.properties.sample, true, each.name);
    assert.ok(each.at >= truth.from && each.at < truth.to, each.at);
    names[each.name] = (names[each.name] ?? 0) + 1;
  }
  assert.deepEqual(names, Object.fromEntries(Object.entries(truth.activities).filter(([, n]) => n > 0)));
  assert.match(truth.company, /sample/);
  for (const person of exported(shop.data, "customers")) {
    for (const { namespace, value } of person.identities) if (namespace === "email") assert.match(value, /@example\.(com|org|net)$/);
  }
  assert.match(run(["import", folder, "--map", shop.at("company", "map.toml"), "--data", shop.data]).out, /0 interactions and 0 customers added, [\d,]+ rows were there already/);
});

test("what truth.json says came out is what anybody counts in the files", (t) => {
  const { company, truth } = simulated(t, "--customers", "2500", "--interactions", "90000", "--seed", "5");
  const end = Date.parse(truth.to);
  const accounts = new Map(company("accounts.csv").map((row) => [row.account_id, row]));
  const person = new Map(company("truth-people.csv").map((row) => [row.account_id, row.person]));
  const orders = company("orders.csv");
  const order = new Map(orders.map((row) => [row.order_id, row]));
  const late = (row) => (row.delivered_at ? at(row.delivered_at) > at(row.promised_at) : true);
  const segment = (row) => accounts.get(row.account_id).segment;
  const tell = (groups, name, value) => groups.set(name, [...(groups.get(name) ?? []), value]);
  const same = (key, groups) => {
    assert.ok(groups.size > 0, key);
    for (const [name, values] of groups) {
      const said = group(truth, key, name);
      assert.equal(said.n, values.length, `${key}, ${name}: n`);
      assert.ok(Math.abs(said.realised - values.reduce((sum, x) => sum + Number(x), 0) / values.length) < 1e-9, `${key}, ${name}`);
    }
  };

  const scores = new Map();
  for (const { kind, about, value } of company("surveys.csv")) {
    if (kind === "csat") tell(scores, `${segment(order.get(about))}, ${late(order.get(about)) ? "late" : "in time"}`, value);
  }
  same("late_lowers_next_score", scores);

  const placed = new Map();
  for (const row of orders) tell(placed, person.get(row.account_id), at(row.placed_at));
  const again = new Map();
  const withCard = new Map();
  for (const row of orders) {
    const done = at(row.delivered_at || "2999-01-01 00:00:00");
    if (done + 90 * day > end) continue;
    const came = placed.get(person.get(row.account_id)).some((other) => other > done && other <= done + 90 * day);
    tell(again, `${segment(row)}, ${late(row) ? "late" : "in time"}`, came);
    tell(withCard, `${segment(row)}, ${row.card_at ? "card" : "no card"}`, came);
  }
  same("late_lowers_repeat_purchase", again);
  same("card_has_no_effect_on_repeat_purchase", withCard);

  const kept = new Map();
  const mended = new Map();
  for (const row of orders.filter((each) => at(each.promised_at) < end)) {
    const { region } = accounts.get(row.account_id);
    tell(kept, region, !late(row));
    if (region === truth.parameters.mended_region) tell(mended, at(row.placed_at) < Date.parse(truth.mended_at) ? "before" : "after", late(row));
  }
  same("promise_kept", kept);
  same("depot_mended", mended);

  const reached = new Map();
  const steps = ["Product Viewed", "Product Added", "Checkout Started"];
  for (const { session, event } of company("web.csv")) if (steps.includes(event)) reached.set(session, (reached.get(session) ?? new Set()).add(event));
  for (const { session } of orders) reached.get(session).add("Order Placed");
  const funnel = new Map();
  [...steps, "Order Placed"].forEach((step, i, all) => {
    if (i > 0) for (const seen of reached.values()) if (seen.has(all[i - 1])) tell(funnel, step, seen.has(step));
  });
  same("funnel", funnel);

  // Contacts of one person on one topic, on any channel. Who shares a phone is told apart by name, as an agent would.
  const holders = new Map();
  for (const row of company("truth-people.csv")) tell(holders, `${row.namespace} ${row.value}`, row.account_id);
  const who = (row) => {
    if (row.account_id) return person.get(row.account_id);
    const [name_space, value] = ["wechat", "whatsapp", "email", "phone"].map((each) => [each, row[each]]).find(([, each]) => each);
    const fits = holders.get(`${name_space} ${value}`);
    return person.get(fits.length === 1 ? fits[0] : fits.find((each) => accounts.get(each).name === row.name) ?? fits[0]);
  };
  const begun = new Set();
  const first = (conversation) => !begun.has(conversation) && begun.add(conversation);
  const calls = company("calls.csv");
  const contacts = [
    ...calls,
    ...company("mails.csv").filter((row) => first(row.thread)),
    ...company("chats.csv").filter((row) => first(row.conversation)),
  ].map((row) => ({ ...row, key: `${who(row)} ${row.topic}`, when: at(row.at) })).sort((a, b) => a.when - b.when);
  const chains = new Map();
  for (const each of contacts) tell(chains, each.key, each);
  const week = truth.parameters.contact_days * day;
  const solved = new Map();
  const second = new Map();
  for (const chain of chains.values()) {
    chain.forEach((each, i) => {
      if (i > 0 && each.when - chain[i - 1].when <= week) return;
      if (each.when + week > end) return;
      tell(solved, each.topic, !chain[i + 1] || chain[i + 1].when - each.when > week);
      if (each.call_id) second.set(each.call_id, chain.slice(i + 1).some((other) => other.call_id && other.when - each.when <= week));
    });
  }
  same("first_contact_resolution", solved);
  const promoters = new Map();
  for (const { kind, touchpoint, about, value } of company("surveys.csv")) {
    if (kind === "nps" && touchpoint === "call") tell(promoters, second.get(about) ? "second call" : "one call", value >= 9);
  }
  same("second_call_halves_promoters", promoters);
});

test("the same options give the same files; a folder that holds something is left alone", (t) => {
  const shop = workshop(t, "simulate");
  const write = (name, ...more) => ["simulate", "--out", shop.at(name), ...period, "--customers", "600", ...more];
  run(write("a", "--threads", "1"));
  run(write("b", "--threads", "3"));
  for (const name of ["accounts.csv", "orders.csv", "web.csv", "mails.csv", "truth.json", "truth-people.csv", "map.toml"]) {
    assert.ok(readFileSync(shop.at("a", name)).equals(readFileSync(shop.at("b", name))), name);
  }
  fails(write("a"), 1, /holds something already/);
  fails(["simulate", "--out", shop.at("c"), "--to", "yesterday"], 1, /not a date/);
  fails(write("c", "--scale", "huge"), 2, /scale/);
  const refused = [["--customers", "0"], ["--interactions", "0"], ["--seed", "-1"], ["--seed", "18446744073709551616"], ["--threads", "100000"]];
  for (const wrong of refused) fails(["simulate", "--out", shop.at("c"), ...period, ...wrong], 2, new RegExp(wrong[0]));
  fails(["simulate", "--out", "", ...period], 1, /no folder/);
  fails(["simulate", "--out", "/proc/nothing", ...period], 5, /\/proc\/nothing can't be made/);
  assert.ok(!existsSync(shop.at("c")));
});
