import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { call, day, inWindow, interaction, open, person, start, stop, tag, tell } from "./world.mjs";

const anna = person(`Anna Alder ${tag}`, "anna");
const berta = person(`Berta Birch ${tag}`, "berta");
const shared = { namespace: "email", value: `both-${tag}@example.com`, verified: true };
const clara = person(`Clara Cedar ${tag}`, "clara", [shared]);
const dora = person(`Dora Dogwood ${tag}`, "dora", [shared]);
let ids;

before(async () => {
  await start();
  const { page, done } = await open();
  const now = Date.now();
  ids = {
    anna: await tell(page, anna, [interaction(anna, now - day, { channel: "email", name: "message", subject: "Anna wrote" })]),
    berta: await tell(page, berta, [interaction(berta, now - 2 * day, { channel: "chat", name: "message", subject: "Berta asked" })]),
    clara: await tell(page, clara, [interaction(clara, now - 3 * day, { subject: "Clara looked" })]),
  };
  ids.dora = await tell(page, dora, [interaction(dora, now - 4 * day, { subject: "Dora looked" })]);
  await done();
});
after(stop);

test("two customers are compared, joined, and parted again with both parts shown before", inWindow({}, async (page) => {
  await page.goto(`/customers/${ids.anna}`);
  await page.getByRole("button", { name: "Join with another…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Search customers" }).fill(berta.name);
  await dialog.getByRole("link", { name: berta.name }).click();

  await page.getByRole("heading", { name: "Are these the same person?" }).waitFor();
  await page.getByRole("region", { name: anna.name }).getByText("Anna wrote").waitFor();
  await page.getByRole("region", { name: berta.name }).getByText("Berta asked").waitFor();
  await page.getByRole("textbox", { name: /Why is it the same person/ }).fill("She said so");
  await page.getByRole("button", { name: "Join", exact: true }).click();

  const line = page.getByRole("region", { name: "Timeline" });
  await line.getByRole("button", { name: /Anna wrote/ }).waitFor();
  await line.getByRole("button", { name: /Berta asked/ }).waitFor();
  await line.getByText(/was joined here/).waitFor();

  await page.getByRole("complementary", { name: "Who" }).getByRole("link", { name: /See the join with/ }).click();
  await page.getByRole("heading", { name: "A join, and what would be without it" }).waitFor();
  await page.getByText("She said so").waitFor();
  await page.getByRole("region", { name: anna.name }).getByText("Anna wrote").waitFor();
  await page.getByRole("region", { name: berta.name }).getByText("Berta asked").waitFor();
  assert.equal(await page.getByRole("region", { name: anna.name }).getByText("Berta asked").count(), 0);
  await page.getByRole("button", { name: "Part them" }).click();

  await page.waitForURL("**/customers/*");
  await page.goto(`/customers/${ids.berta}`);
  await page.getByRole("heading", { name: berta.name, level: 1 }).waitFor();
  await line.getByRole("button", { name: /Berta asked/ }).waitFor();
  assert.equal(await line.getByRole("button", { name: /Anna wrote/ }).count(), 0);
}));

test("a join can be undone from its notice", inWindow({}, async (page) => {
  await page.goto(`/customers/${ids.anna}/join/${ids.berta}`);
  await page.getByRole("button", { name: "Join", exact: true }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText("Parted again").waitFor();
  const { profiles } = await call(page, "GET", `/api/customers/${ids.anna}`);
  assert.equal(profiles, 1);
}));

test("a suggestion shows its evidence; declining it can be undone", inWindow({}, async (page) => {
  await page.goto("/joins");
  const card = page.getByRole("listitem").filter({ hasText: clara.name }).filter({ hasText: dora.name });
  await card.getByText(shared.value).first().waitFor();
  await card.getByRole("button", { name: "Not the same" }).click();
  await card.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo" }).click();
  await card.waitFor();
  await card.getByRole("button", { name: "Same person…" }).click();
  await page.getByRole("region", { name: clara.name }).getByText("Clara looked").waitFor();
  await page.getByRole("region", { name: dora.name }).getByText("Dora looked").waitFor();
  await page.getByRole("button", { name: "Join", exact: true }).click();
  await page.getByText("Joined to one line").waitFor();
  await page.goto("/joins?show=done");
  await page.getByRole("link", { name: new RegExp(clara.name) }).first().waitFor();
}));
