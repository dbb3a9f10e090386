// Every question of Explore in both languages, light and dark, from 320 px to 4K, as a drawing and as a table: nothing that
// axe calls serious, nothing that scrolls sideways, nothing in the console.
import { after, before, test } from "node:test";
import { address, hear, names, ready } from "./explored.mjs";
import { accessible, fits, inWindow, open, start, stop } from "./world.mjs";

before(async () => {
  await start();
  const { page, done } = await open();
  await hear(page);
  await done();
});
after(stop);

const windows = [
  ["wide, light, English", { width: 1440 }],
  ["wide, dark, Chinese", { width: 1440, dark: true, language: "zh" }],
  ["narrow, light, Chinese", { width: 390, height: 844, language: "zh", touch: true }],
  ["very narrow, dark, English", { width: 320, height: 640, dark: true, touch: true }],
  ["4K", { width: 3840, height: 2160 }],
];

for (const [window, options] of windows) {
  test(window, inWindow(options, async (page) => {
    for (const [kind, path] of Object.entries(address)) {
      await page.goto(path);
      await ready(page, kind);
      await fits(page, `${kind}, ${window}`);
      await accessible(page, `${kind}, ${window}`);
    }
    await page.goto(`${address.funnel}&by=topic`);
    await ready(page, "funnel");
    await fits(page, `groups, ${window}`);
    await accessible(page, `groups, ${window}`);
    await page.goto(`${address.time}&by=topic&view=table`);
    await page.locator(".answer-table").first().waitFor();
    await fits(page, `a table, ${window}`);
    await accessible(page, `a table, ${window}`);
  }));
}

test("what opens", inWindow({ dark: true }, async (page) => {
  await page.goto("/explore");
  await page.locator(".teach button").first().waitFor();
  await accessible(page, "nothing chosen yet");
  await page.getByRole("combobox", { name: "Which activity comes first?" }).click();
  await page.getByRole("option").first().waitFor();
  await accessible(page, "activities to choose from");
  await page.goto(address.funnel);
  await ready(page, "funnel");
  await page.getByRole("button", { name: `customers came to step 2, ${names.cart}` }).first().click();
  await page.getByRole("dialog").getByRole("link").first().waitFor();
  await accessible(page, "the customers behind a number");
  await page.getByRole("button", { name: "Keep as a segment" }).click();
  await page.getByRole("textbox", { name: "Name" }).waitFor();
  await accessible(page, "a name for a segment");
  await page.goto("/explore");
  await page.getByRole("button", { name: "Saved", exact: true }).click();
  await page.getByRole("textbox", { name: "Search what was saved" }).waitFor();
  await accessible(page, "what was saved");
  await page.goto(address.flow);
  await ready(page, "flow");
  await page.locator(".flow-node").first().click();
  await page.getByRole("region", { name: "What is around" }).waitFor();
  await accessible(page, "what is around an activity");
}));
