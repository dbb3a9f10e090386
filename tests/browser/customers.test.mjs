import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { chineseName, day, inWindow, interaction, open, person, start, stop, tag, tell } from "./world.mjs";

const name = chineseName();
const chinese = person(name, "zh", [{ namespace: "email", value: `zh-${tag}@example.com`, verified: true }]);
const latin = person(`Zelda Quist ${tag}`, "la");
let id;

before(async () => {
  await start();
  const { page, done } = await open();
  const now = Date.now();
  id = await tell(page, chinese, [interaction(chinese, now - day, { channel: "voice", name: "call", subject: "包裹" }), interaction(chinese, now - 2 * day)]);
  await tell(page, latin, [interaction(latin, now - 200 * day, { channel: "email", name: "message", subject: "Hello" })]);
  await done();
});
after(stop);

const rowOf = (page, text) => page.getByRole("list", { name: /Customers|客户/ }).getByRole("link", { name: text });

test("two Chinese characters find a customer while typing", inWindow({}, async (page) => {
  await page.goto("/customers");
  await page.getByRole("textbox", { name: "Search customers" }).pressSequentially(name.slice(1), { delay: 30 });
  await rowOf(page, name).waitFor();
  await page.waitForURL((address) => address.searchParams.get("q") === name.slice(1));
  await rowOf(page, name).click();
  await page.waitForURL(`**/customers/${id}`);
  await page.getByRole("heading", { name, level: 1 }).waitFor();
  await page.goBack();
  assert.equal(await page.getByRole("textbox", { name: "Search customers" }).inputValue(), name.slice(1));
}));

test("an identifier finds its customer, and the match is shown", inWindow({}, async (page) => {
  await page.goto(`/customers?q=${encodeURIComponent(`zh-${tag}@example.com`)}`);
  await rowOf(page, name).getByText(`zh-${tag}@example.com`).waitFor();
}));

test("filters narrow the list and stand in the address", inWindow({}, async (page) => {
  await page.goto(`/customers?q=${tag}`);
  await rowOf(page, latin.name).waitFor();
  await page.getByRole("combobox", { name: "Last seen" }).click();
  await page.getByTitle("Seen in the last 30 days").click();
  await page.waitForURL((address) => address.searchParams.get("seen") === "30d");
  await rowOf(page, latin.name).waitFor({ state: "detached" });
  await page.goto(`/customers?q=${tag}&channel=email`);
  await rowOf(page, latin.name).waitFor();
}));

test("nobody found says so and offers the way back", inWindow({}, async (page) => {
  await page.goto(`/customers?q=nobody-${tag}-at-all`);
  await page.getByRole("heading", { name: "Nobody matches" }).waitFor();
  await page.getByRole("button", { name: "Clear the search and the filters" }).click();
  await page.getByRole("list", { name: "Customers" }).getByRole("link").first().waitFor();
}));

test("j, k and Enter walk the list and open a customer", inWindow({}, async (page) => {
  await page.goto("/customers");
  await page.getByRole("list", { name: "Customers" }).getByRole("link").first().waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  const chosen = page.locator(".customer-row[data-chosen]");
  assert.equal(await chosen.count(), 1);
  const href = await chosen.getAttribute("href");
  await page.keyboard.press("Enter");
  await page.waitForURL(`**${href}`);
}));

test("the palette finds customers, pages and actions from the keyboard", inWindow({}, async (page) => {
  await page.goto("/");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.keyboard.press("Control+k");
  await page.keyboard.type(name);
  await page.getByRole("option", { name }).waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/customers/${id}`);
  await page.getByRole("heading", { name, level: 1 }).waitFor();
  await page.keyboard.press("g");
  await page.keyboard.press("i");
  await page.waitForURL("**/imports");
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keys of this screen" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
}));
