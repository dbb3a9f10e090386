// Journey maps in both languages, light and dark, from 320 px to 4K: nothing that axe calls serious, nothing that scrolls
// sideways, nothing in the console.
import { after, before, test } from "node:test";
import { hear, stored } from "./mapped.mjs";
import { accessible, call, fits, inWindow, open, start, stop, tag } from "./world.mjs";

let map;
before(async () => {
  await start();
  const { page, done } = await open();
  await hear(page);
  map = await stored(page, "screens");
  await call(page, "POST", `/api/journeys/${map.key}/comments`, { path: "touchpoints/parcel/expects", text: `Which day? ${tag}`, mentions: [] });
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

const shot = (page, name) => (process.env.THROUGHLINE_SHOTS ? page.screenshot({ path: `${process.env.THROUGHLINE_SHOTS}/${name.replace(/\W+/g, "-")}.png` }) : undefined);

for (const [window, options] of windows) {
  test(window, inWindow(options, async (page) => {
    const look = async (name) => {
      await fits(page, `${name}, ${window}`);
      await accessible(page, `${name}, ${window}`);
      await shot(page, `${name} ${window}`);
    };
    await page.goto("/journeys");
    await page.locator(".journey-list li").first().waitFor();
    await look("the list");
    for (const [name, search] of [["line", ""], ["departments", "?lanes=department"], ["ring", "?form=loop"], ["table", "?form=table"], ["touchpoint", "?at=touchpoints/parcel"], ["stage", "?at=stages/receive"], ["settings", "?at=map"]]) {
      await page.goto(`/journeys/${map.key}${search}`);
      await page.locator(search.includes("table") ? ".map-table tbody tr" : ".drawing .touchpoint").first().waitFor();
      if (search.includes("at=")) {
        await page.locator(".panel").first().waitFor();
        await page.evaluate(() => document.querySelectorAll(".panel details").forEach((part) => (part.open = true)));
      }
      await look(name);
    }
  }));
}

test("what opens", inWindow({ dark: true }, async (page) => {
  await page.goto("/journeys");
  await page.getByRole("button", { name: "New map" }).click();
  await page.getByRole("button", { name: /^Decision circle/ }).waitFor();
  await accessible(page, "a new map");
  await page.goto(`/journeys/${map.key}`);
  await page.locator(".drawing .touchpoint").first().waitFor();
  await page.keyboard.press("c");
  await page.getByRole("dialog", { name: "Comments" }).getByText(`Which day? ${tag}`).waitFor();
  await accessible(page, "comments");
  await page.keyboard.press("Escape");
  await page.keyboard.press("h");
  await page.getByRole("dialog", { name: "Versions" }).getByRole("listitem").first().waitFor();
  await accessible(page, "versions");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem").first().waitFor();
  await accessible(page, "files");
  await page.keyboard.press("Escape");
  await page.locator("[data-path='touchpoints/order']").focus();
  await page.keyboard.press("F2");
  await accessible(page, "a name being written");
}));
