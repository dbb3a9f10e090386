// The living numbers of a journey map: counted from what was heard, opened to customers and interactions, and moving as more comes in.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { document as documentOf, names } from "./mapped.mjs";
import { accessible, call, day, fits, interaction, inWindow, open, person, start, stop, tag } from "./world.mjs";

const visitors = 40;
let map;

/** Everybody looks around; three of four order a day later, and say what they expected and lived there. */
function lived(from, count) {
  return Array.from({ length: count }, (_, place) => {
    const number = from + place;
    const who = person(`数 ${tag} ${number}`, `living-${number}`);
    const began = Date.now() - (10 + (number % 30)) * day;
    const told = { channel: "survey", name: `Asked ${tag}` };
    return [
      interaction(who, began, { channel: "web", name: names.visit }),
      ...(number % 4 > 0
        ? [
            interaction(who, began + day, { channel: "web", name: names.order }),
            interaction(who, began + day + 60_000, { ...told, score: { kind: "expectation", value: 6 } }),
            interaction(who, began + day + 120_000, { ...told, score: { kind: "perception", value: 3 + (number % 3) } }),
          ]
        : []),
    ];
  }).flat();
}

async function counted(page, key, customers) {
  for (let turn = 0; ; turn += 1) {
    const { touchpoints } = await call(page, "POST", "/api/questions/touchpoints", { journey: key });
    if (touchpoints[0].customers === customers) return;
    assert.ok(turn < 200, `${touchpoints[0].customers} customers and not ${customers}`);
    await page.waitForTimeout(50);
  }
}

before(async () => {
  await start();
  const { page, done } = await open();
  await call(page, "POST", "/api/interactions", { interactions: lived(0, visitors) });
  const document = documentOf("living");
  map = { ...document, touchpoints: document.touchpoints.map((one) => (one.key === "order" ? { ...one, answers: { channel: "survey", name: `Asked ${tag}` } } : one)) };
  for (let turn = 0; turn < 200; turn += 1) {
    const { items } = await call(page, "GET", "/api/activities");
    if (items.some(({ name }) => name === `Asked ${tag}`)) break;
    await page.waitForTimeout(50);
  }
  await call(page, "PUT", `/api/journeys/${map.key}`, map);
  await counted(page, map.key, visitors);
  await done();
});
after(stop);

const rowOf = (page, name) => page.getByRole("region", { name: "Numbers" }).getByRole("row", { name: new RegExp(`^${name}`) });
const openMap = async (page, search = "") => {
  await page.goto(`/journeys/${map.key}${search}`);
  await rowOf(page, "Looks around").waitFor();
};

test("numbers, the line and the ways come from what was heard", inWindow({}, async (page) => {
  await openMap(page);
  await rowOf(page, "Looks around").getByRole("button", { name: /^40/ }).first().waitFor();
  const order = rowOf(page, "Orders");
  await order.getByRole("button", { name: /^30/ }).first().waitFor();
  await order.getByRole("button", { name: /^6\.00/ }).waitFor();
  await order.getByText("-2.00").or(order.getByText("−2.00")).first().waitFor();
  assert.ok(await page.locator(".drawing .tick").count() > 1, "the line has a scale");
  assert.equal(await page.locator(".drawing .way").count(), 1, "one way: from looking around to ordering");
}));

test("a number opens the customers and the interactions behind it", inWindow({}, async (page) => {
  await openMap(page);
  await rowOf(page, "Orders").getByRole("button", { name: /^30/ }).first().click();
  const drawer = page.getByRole("dialog", { name: "Behind this number" });
  await drawer.getByText("30 customers").waitFor();
  assert.equal(await drawer.locator(".people li").count(), 30);
  await drawer.getByText("Interactions", { exact: true }).click();
  await drawer.getByText("30 of 30 shown").waitFor();
  await accessible(page, "what is behind a number");
  await page.keyboard.press("Escape");
  await drawer.waitFor({ state: "detached" });
}));

test("the numbers move as interactions arrive, and it is said", inWindow({}, async (page) => {
  await openMap(page);
  await rowOf(page, "Looks around").getByRole("button", { name: /^40/ }).first().waitFor();
  const before = await page.locator(".drawing svg").first().boundingBox();
  await call(page, "POST", "/api/interactions", { interactions: lived(visitors, 3) });
  await rowOf(page, "Looks around").getByRole("button", { name: /^43/ }).first().waitFor();
  await page.getByRole("status").filter({ hasText: "came in" }).waitFor({ state: "attached" });
  assert.deepEqual(await page.locator(".drawing svg").first().boundingBox(), before, "nothing jumps");
}));

test("a breakdown and a comparison stand in the address", inWindow({}, async (page) => {
  await openMap(page, "?by=direction&period=30d&against=before");
  await page.getByText("By group").click();
  await page.getByRole("region", { name: "Numbers" }).getByRole("columnheader").nth(2).waitFor();
  await page.reload();
  await page.getByRole("combobox", { name: "Compared with" }).waitFor();
  await page.getByText("the days before").waitFor();
}));

test("who has no owner is counted, and opens", inWindow({}, async (page) => {
  await openMap(page);
  await page.getByText("6 stages and touchpoints have no owner").click();
  await page.locator(".living-unowned").getByRole("button", { name: "Orders" }).click();
  await page.getByRole("complementary", { name: "Touchpoint" }).getByRole("term").filter({ hasText: "Perception" }).waitFor();
}));

for (const [window, options] of [
  ["wide, light, English", { width: 1440 }],
  ["wide, dark, Chinese", { width: 1440, dark: true, language: "zh" }],
  ["narrow, light, Chinese", { width: 390, height: 844, language: "zh", touch: true }],
  ["very narrow, dark, English", { width: 320, height: 640, dark: true, touch: true }],
  ["4K", { width: 3840, height: 2160 }],
]) {
  test(window, inWindow(options, async (page) => {
    for (const search of ["", "?form=loop", "?by=direction&period=30d&against=before&at=touchpoints/order"]) {
      await page.goto(`/journeys/${map.key}${search}`);
      await page.locator(".living-number").first().waitFor({ state: "attached" });
      await fits(page, `${search}, ${window}`);
      await accessible(page, `${search}, ${window}`);
      if (process.env.THROUGHLINE_SHOTS) await page.screenshot({ path: `${process.env.THROUGHLINE_SHOTS}/living-${search}-${window}.png`.replace(/[?&=, ]+/g, "-"), fullPage: true });
    }
  }));
}
