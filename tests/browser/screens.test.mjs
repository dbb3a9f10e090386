// Every screen in both languages, light and dark, wide and narrow: nothing that axe calls serious, nothing that
// scrolls sideways, nothing in the console.
import { after, before, test } from "node:test";
import { accessible, chineseName, day, fits, inWindow, interaction, open, person, start, stop, tag, tell } from "./world.mjs";

const one = person(chineseName(), "screens", [{ namespace: "email", value: `one-${tag}@example.com`, verified: true }]);
const two = person(`Tove Two ${tag}`, "screens2", [{ namespace: "email", value: `one-${tag}@example.com`, verified: true }]);
const ids = [];

before(async () => {
  await start();
  const { page, done } = await open();
  const channels = ["web", "app", "email", "chat", "sms", "voice", "store", "letter", "social", "review", "community", "survey"];
  const told = channels.map((channel, place) => interaction(one, Date.now() - place * 5 * day, { channel, name: "message", text: "一行文字 and a longer line of words that goes on and on", amount: { minor: 1200, currency: "EUR" }, score: { kind: "stars", value: 3 }, sentiment: place / 6 - 1 }));
  ids.push(await tell(page, one, told), await tell(page, two, [interaction(two, Date.now() - day, {})]));
  await done();
});
after(stop);

const screens = [
  ["home", () => "/", "h1"],
  ["customers", () => "/customers", ".customer-slot"],
  ["customer", () => `/customers/${ids[0]}`, ".item"],
  ["join", () => `/customers/${ids[0]}/join/${ids[1]}`, ".side-list li"],
  ["suggestions", () => "/joins", ".suggestion"],
  ["joins that were made", () => "/joins?show=done", "h1"],
  ["imports", () => "/imports", "h1"],
  ["a new import", () => "/imports/new", ".drop"],
  ["columns", () => "/imports/new?sample=1", ".map .side-list li"],
  ["settings", () => "/settings", "#users li"],
  ["an address without a page", () => "/nowhere", ".empty"],
];

const windows = [
  ["wide, light, English", { width: 1440 }],
  ["wide, dark, Chinese", { width: 1440, dark: true, language: "zh" }],
  ["narrow, light, Chinese", { width: 390, height: 844, language: "zh", touch: true }],
  ["very narrow, dark, English", { width: 320, height: 640, dark: true, touch: true }],
  ["4K", { width: 3840, height: 2160 }],
];

for (const [window, options] of windows) {
  test(window, inWindow(options, async (page) => {
    for (const [name, address, ready] of screens) {
      await page.goto(address());
      await page.locator(ready).first().waitFor();
      await page.waitForFunction(() => document.querySelector(".bones") === null);
      await fits(page, `${name}, ${window}`);
      await accessible(page, `${name}, ${window}`);
    }
  }));
}

test("what opens", inWindow({ dark: true }, async (page) => {
  await page.goto(`/customers/${ids[0]}`);
  await page.locator(".item-head").first().click();
  await page.locator(".details").waitFor();
  await accessible(page, "details");
  await page.getByRole("button", { name: "Join with another…" }).click();
  await accessible(page, "choosing another");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.keyboard.type(one.name);
  await page.getByRole("option", { name: one.name }).waitFor();
  await accessible(page, "the palette");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor();
  await accessible(page, "the keys");
}));

test("sign-in", inWindow({ signedIn: false, width: 320, height: 640 }, async (page) => {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign in" }).waitFor();
  await fits(page, "sign-in");
  await accessible(page, "sign-in");
}));

test("on a phone the boxes fold, the filters wait behind a button, and the bar leads around", inWindow({ width: 390, height: 844, touch: true }, async (page) => {
  await page.goto(`/customers/${ids[0]}`);
  await page.locator("summary", { hasText: "Who" }).tap();
  await page.locator("details[open]").getByText(`one-${tag}@example.com`).first().waitFor();
  await page.getByRole("button", { name: "Activity and dates" }).tap();
  await page.getByRole("combobox", { name: "Activity" }).waitFor();
  await page.locator(".item-head").first().tap();
  await page.locator(".details").first().waitFor();
  await page.getByRole("navigation").getByRole("link", { name: "Home" }).last().tap();
  await page.waitForURL((address) => address.pathname === "/");
}));

test("a quiet sign says that some of it is sample data, on every screen and in both languages", async () => {
  for (const [language, words] of [["en", "Some sample data"], ["zh", "含示例数据"]]) {
    await inWindow({ language }, async (page) => {
      for (const address of ["/", "/customers", `/customers/${ids[0]}`]) {
        await page.goto(address);
        await page.locator(".rail-sample", { hasText: words }).waitFor();
      }
    })();
  }
});
