import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { chineseName, day, inWindow, interaction, minute, open, person, start, stop, tag, tell } from "./world.mjs";

const someone = person(chineseName(), "one", [{ namespace: "phone", value: `+8613${tag.replace(/\D/g, "").padEnd(9, "7").slice(0, 9)}`, verified: true }]);
someone.traits = { city: "厦门" };
const busy = person(`Busy Bee ${tag}`, "busy");
// Noon in the zone of the tests, so that bursts never cross midnight.
const noon = Math.floor(Date.now() / day) * day - day + 4 * 60 * minute;
let one;
let many;

before(async () => {
  await start();
  const { page, done } = await open();
  one = await tell(page, someone, [
    interaction(someone, noon, { channel: "voice", name: "call", subject: "Where is my parcel", sentiment: -0.7 }),
    ...[1, 2, 3, 4, 5].map((ago) => interaction(someone, noon - 60 * minute - ago * minute, { properties: { title: `Tea ${ago}` } })),
    interaction(someone, noon - day, { channel: "email", name: "message", subject: "A question", text: "First line.\nSecond line of the letter.", language: "en" }),
    interaction(someone, noon - 3 * day, { name: "Order Completed", amount: { minor: 16800, currency: "CNY" }, properties: { order_id: `O-${tag}` } }),
    interaction(someone, noon - 40 * day, { channel: "review", name: "Product Reviewed", score: { kind: "stars", value: 2 }, text: "Too late." }),
    interaction(someone, noon - 90 * day, { channel: "store", name: "visit" }),
  ]);
  const channels = ["web", "email", "chat", "voice"];
  many = await tell(page, busy, Array.from({ length: 3000 }, (_, place) => interaction(busy, noon - place * 97 * minute, { channel: channels[place % 4], name: `Step ${place % 7}`, subject: `Number ${place}` })));
  await done();
});
after(stop);

test("the last three, who it is and the whole line are there", inWindow({}, async (page) => {
  await page.goto(`/customers/${one}`);
  const last = page.getByRole("list", { name: "The last three interactions" }).getByRole("listitem");
  await last.filter({ hasText: "Where is my parcel" }).waitFor();
  assert.equal(await last.count(), 3);
  await page.getByRole("complementary", { name: "Who" }).getByText("厦门").waitFor();
  await page.getByRole("complementary", { name: "Now" }).getByText("¥168.00").waitFor();
  await page.getByRole("slider", { name: /The line/ }).waitFor();
}));

test("details open in place, bursts fold and unfold", inWindow({}, async (page) => {
  await page.goto(`/customers/${one}`);
  const line = page.getByRole("region", { name: "Timeline" });
  const letter = line.getByRole("button", { name: /A question/ });
  await letter.click();
  assert.equal(await letter.getAttribute("aria-expanded"), "true");
  await line.getByText("Second line of the letter.").waitFor();
  const burst = line.getByRole("button", { name: /Viewed a page × 5/ });
  assert.equal(await line.getByRole("button", { name: /Tea 4/ }).count(), 0);
  await burst.click();
  await line.getByRole("button", { name: /Tea 4/ }).waitFor();
}));

test("channels and activities filter the timeline, and the address remembers", inWindow({}, async (page) => {
  await page.goto(`/customers/${one}`);
  const line = page.getByRole("region", { name: "Timeline" });
  await line.getByRole("button", { name: /A question/ }).waitFor();
  await page.getByRole("button", { name: "Review", exact: true }).click();
  await line.getByRole("button", { name: /A question/ }).waitFor({ state: "detached" });
  await line.getByRole("button", { name: /Too late/ }).waitFor();
  await page.waitForURL((address) => address.searchParams.get("channel") === "review");
  await page.reload();
  await line.getByRole("button", { name: /Too late/ }).waitFor();
  await page.getByRole("button", { name: "Show everything" }).click();
  await line.getByRole("button", { name: /A question/ }).waitFor();
}));

test("the line is used from the keyboard: jump, zoom, and back to the whole", inWindow({}, async (page) => {
  await page.goto(`/customers/${one}`);
  const slider = page.getByRole("slider", { name: /The line/ });
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.waitForURL((address) => address.searchParams.has("at"));
  const line = page.getByRole("region", { name: "Timeline" });
  await line.getByRole("button", { name: /Came to the store/ }).waitFor();
  assert.equal(await line.getByRole("button", { name: /Where is my parcel/ }).count(), 0);
  await page.getByRole("button", { name: "Back to the newest" }).click();
  await line.getByRole("button", { name: /Where is my parcel/ }).waitFor();
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Enter");
  await page.waitForURL((address) => address.searchParams.has("from") && address.searchParams.has("to"));
  await slider.focus();
  await page.keyboard.press("Escape");
  await page.waitForURL((address) => !address.searchParams.has("from"));
}));

test("dragging over the line looks closer", inWindow({}, async (page) => {
  await page.goto(`/customers/${many}`);
  const slider = page.getByRole("slider", { name: /The line/ });
  await slider.locator("svg").waitFor();
  const box = await slider.boundingBox();
  await page.mouse.move(box.x + box.width * 0.3, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + 40, { steps: 5 });
  await page.mouse.up();
  await page.waitForURL((address) => address.searchParams.has("from") && address.searchParams.has("to"));
  await page.getByRole("button", { name: "Whole line" }).click();
  await page.waitForURL((address) => !address.searchParams.has("from"));
}));

test("thousands of interactions scroll to the beginning with few rows in the page", inWindow({}, async (page) => {
  await page.goto(`/customers/${many}`);
  const line = page.getByRole("region", { name: "Timeline" });
  await line.getByRole("button", { name: /Number 0/ }).first().waitFor();
  const rows = page.locator(".timeline-slot");
  for (let turn = 0; turn < 200 && (await page.getByText("Here the line begins").count()) === 0; turn += 1) {
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    await page.waitForTimeout(60);
    assert.ok((await rows.count()) < 120, "the list is virtual");
  }
  await page.getByText("Here the line begins").waitFor();
  // Rows are measured as they come into view, so the end may move once more.
  const oldest = line.getByRole("button", { name: /Number 2999/ });
  for (let turn = 0; turn < 50 && (await oldest.count()) === 0; turn += 1) {
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    await page.waitForTimeout(60);
  }
  await oldest.waitFor();
}));

test("j and Enter walk the timeline", inWindow({}, async (page) => {
  await page.goto(`/customers/${one}`);
  await page.getByRole("region", { name: "Timeline" }).getByRole("button").first().waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.locator(".item[data-chosen][data-open]").waitFor();
}));

test("a customer who is not there is an answer, not a crash", async () => {
  const { page, context } = await open();
  await page.goto(`/customers/c999999999`);
  await page.getByRole("heading", { name: "This customer is not here" }).waitFor();
  await context.close();
});
