// What goes with an outcome, against what was planted in the sample company: the effect is found, what has none is not, and what
// misleads unadjusted does not when adjusted.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { run, workshop } from "./command.mjs";

const late = { name: "Order Delivered", where: { promise: "broken" } };
// Cards are found in the parcel: so things are looked at until two days behind the delivery.
const card = { name: "Thank-you Card Enclosed" };

test("late deliveries lower buying again by what was planted, and cards do nothing", { skip: Boolean(process.env.POSTGRES_FOR_TESTS) && "the index is the same on every database" }, (t) => {
  const shop = workshop(t, "drivers");
  run(["simulate", "--out", shop.at("company"), "--customers", "12000", "--interactions", "200000", "--seed", "11", "--to", "2026-11-01"]);
  run(["import", shop.at("company"), "--map", shop.at("company", "map.toml"), "--data", shop.data]);
  const { effects, parameters } = JSON.parse(readFileSync(shop.at("company", "truth.json"), "utf8"));
  const planted = (key) => effects.find((effect) => effect.key === key).planted;
  const ask = (...more) => {
    const question = ["ask", "drivers", "--start", "Order Delivered", "--outcome", "Order Placed", "--after", "2d", "--within", `${parameters.repeat_days - 2}d`, "--driver", JSON.stringify(late), "--driver", JSON.stringify(card), ...more];
    const answer = JSON.parse(run([...question, "--json", "--data", shop.data, "--dimension", "segment=trait:segment"]).out);
    assert.equal(answer.says, "association");
    return Object.fromEntries(answer.all.drivers.map((told) => [told.driver.name, told]));
  };
  const adjusted = ask("--adjust", "segment");
  const of_late = adjusted[late.name], of_card = adjusted[card.name];
  t.diagnostic(`late ${of_late.effect} (${of_late.low} to ${of_late.high}), card ${of_card.effect} (${of_card.low} to ${of_card.high})`);
  assert.ok(of_late.with > 500 && of_card.with > 500, `${of_late.with} ${of_card.with}`);
  const truth = planted("late_lowers_repeat_purchase");
  assert.ok(of_late.low < truth && truth < of_late.high, `${of_late.low} to ${of_late.high}, planted ${truth}`);
  assert.ok(of_late.stands && of_late.effect < 0);
  assert.equal(planted("card_has_no_effect_on_repeat_purchase"), 0);
  assert.ok(of_card.low < 0 && 0 < of_card.high && !of_card.stands, `${of_card.low} to ${of_card.high}`);
  // The segment that buys more gets more late deliveries and more cards: unadjusted late looks smaller, and cards as if they worked.
  const naive = ask();
  assert.ok(naive[late.name].effect > of_late.effect, `${naive[late.name].effect} ${of_late.effect}`);
  assert.ok(naive[card.name].effect > of_card.effect && naive[card.name].stands, `${naive[card.name].effect} ${of_card.effect}`);
});
