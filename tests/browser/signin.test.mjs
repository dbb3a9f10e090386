import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { email, inWindow, open, password, start, stop, url } from "./world.mjs";

before(start);
after(stop);

test("signing in leads to where one wanted to go, signing out leads back", inWindow({ signedIn: false }, async (page) => {
  await page.goto("/customers?kind=identified");
  await page.waitForURL("**/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/customers?kind=identified");
  await page.getByRole("heading", { name: "Customers", level: 1 }).waitFor();

  await page.goto("/settings");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL("**/sign-in");
  await page.goto("/customers");
  await page.waitForURL("**/sign-in");
}));

test("a wrong password says what to do and keeps what was typed", async () => {
  const { page, context } = await open({ signedIn: false });
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill("not the password at all");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("alert").getByText("This address and password do not belong together").waitFor();
  assert.equal(await page.getByLabel("E-mail").inputValue(), email);
  await context.close();
});

test("the sign-in page speaks both languages", inWindow({ signedIn: false }, async (page) => {
  await page.goto(`${url}/sign-in`);
  await page.getByRole("button", { name: "切换到中文" }).click();
  await page.getByRole("button", { name: "登录" }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), "zh-CN");
}));
