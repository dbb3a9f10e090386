import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { call, inWindow, open, start, stop, tag, url } from "./world.mjs";

before(start);
after(stop);

test("the language changes at once and is remembered", inWindow({}, async (page) => {
  await page.goto("/settings");
  let loads = 0;
  page.on("load", () => (loads += 1));
  await page.getByRole("radiogroup", { name: "Language" }).getByText("中文").click();
  await page.getByRole("heading", { name: "设置", level: 1 }).waitFor();
  await page.getByRole("navigation").getByRole("link", { name: "客户" }).click();
  await page.getByRole("heading", { name: "客户", level: 1 }).waitFor();
  assert.equal(loads, 0, "nothing was loaded again");
  await page.reload();
  await page.getByRole("heading", { name: "客户", level: 1 }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), "zh-CN");
}));

test("a Chinese browser is spoken to in Chinese from the start", inWindow({ language: "zh" }, async (page) => {
  await page.goto("/");
  await page.getByRole("navigation").getByRole("link", { name: "首页" }).first().waitFor();
}));

test("light and dark follow the system until one is chosen", inWindow({ dark: true }, async (page) => {
  await page.goto("/settings");
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
  await page.getByRole("heading", { name: "Settings", level: 1 }).waitFor();
  assert.equal(await theme(), "dark");
  await page.getByRole("radiogroup", { name: "Appearance" }).getByText("Light").click();
  assert.equal(await theme(), "light");
  await page.reload();
  await page.getByRole("heading", { name: "Settings", level: 1 }).waitFor();
  assert.equal(await theme(), "light");
}));

test("a key is shown once with a snippet, and can be revoked", inWindow({}, async (page) => {
  await page.goto("/settings#keys");
  const keys = page.getByRole("region", { name: "Keys" });
  await keys.getByRole("textbox").fill(`shop ${tag}`);
  await keys.getByRole("button", { name: "Make a key" }).click();
  const value = await keys.locator(".new-key-value code").innerText();
  assert.ok(value.length >= 16);
  assert.ok((await keys.locator("pre").innerText()).includes(value));
  await keys.getByRole("button", { name: "I have kept it" }).click();
  await keys.locator(".new-key").waitFor({ state: "detached" });
  assert.equal(await page.getByText(value).count(), 0);
  await keys.getByRole("button", { name: `Revoke shop ${tag}` }).click();
  await keys.getByRole("button", { name: "Revoke for good" }).click();
  await keys.getByText(`shop ${tag}`).waitFor({ state: "detached" });
}));

test("an administrator lets people in and locks them out", inWindow({}, async (page) => {
  await page.goto("/settings#users");
  const people = page.getByRole("region", { name: "People" });
  await people.getByRole("textbox", { name: "E-mail" }).fill(`new-${tag}@example.com`);
  await people.getByRole("textbox", { name: "Name" }).fill(`Nell ${tag}`);
  await people.getByLabel("First password (10 or more)").fill(`a long first word ${tag}`);
  await people.getByRole("button", { name: "Add" }).click();
  const row = people.getByRole("listitem").filter({ hasText: `Nell ${tag}` });
  await row.getByRole("button", { name: "Lock out" }).click();
  await row.getByRole("button", { name: "Let in again" }).waitFor();
}));

test("an administrator who changes a password, their own too, stays signed in", async () => {
  const admin = await open();
  const mine = { email: `boss-${tag}@example.com`, name: `Boss ${tag}`, role: "admin", password: `the first long word ${tag}` };
  await call(admin.page, "POST", "/api/users", mine);
  await admin.done();

  const { page, context, done } = await open({ signedIn: false });
  await context.request.post("/api/session", { data: { email: mine.email, password: mine.password }, headers: { origin: url } });
  await page.goto("/settings");
  const you = page.getByRole("region", { name: "You" });
  await you.getByRole("button", { name: "Set password" }).click();
  await you.getByLabel(/New password of/).fill(`another long word ${tag}`);
  await you.getByRole("button", { name: "Set", exact: true }).click();
  await page.getByText("You have a new password").waitFor();
  await page.reload();
  await you.getByText(mine.email).waitFor();
  const old = await context.request.post("/api/session", { data: { email: mine.email, password: mine.password }, headers: { origin: url } });
  assert.equal(old.status(), 401);
  await done();
});

test("whoever may only read is not led to what is refused, and sees no way to change things", async () => {
  const admin = await open();
  const reader = { email: `reader-${tag}@example.com`, name: `Reader ${tag}`, role: "viewer", password: `only reading ${tag}` };
  await call(admin.page, "POST", "/api/users", reader);
  await admin.done();

  const { page, context, done } = await open({ signedIn: false });
  await context.request.post("/api/session", { data: { email: reader.email, password: reader.password }, headers: { origin: url } });
  await page.goto("/imports/new");
  await page.getByRole("heading", { name: "Your role does not allow this" }).waitFor();
  const ways = page.getByRole("navigation");
  await ways.getByRole("link", { name: "Customers" }).click();
  assert.equal(await ways.getByRole("link", { name: "Imports" }).count(), 0);
  await page.getByRole("list", { name: "Customers" }).getByRole("link").first().click();
  await page.getByRole("region", { name: "Timeline" }).waitFor();
  assert.equal(await page.getByRole("button", { name: "Join with another…" }).count(), 0);
  await page.goto("/settings");
  await page.getByRole("region", { name: "You" }).getByText(reader.email).waitFor();
  assert.equal(await page.getByRole("region").count(), 1, "neither keys nor people");
  await done();
});
