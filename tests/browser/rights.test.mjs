import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, call, chineseName, fits, interaction, inWindow, open, person, start, stop, tell } from "./world.mjs";

before(start);
after(stop);

async function someone(page, key, more = []) {
  const who = person(chineseName(), key, more);
  const id = await tell(page, who, [0, 1, 2].map((n) => interaction({ ...who, traits: { city: "Beijng" } }, Date.UTC(2026, 9, 1 + n))));
  return { ...who, id };
}
const shot = (page, name) => (process.env.THROUGHLINE_SHOTS ? page.screenshot({ path: `${process.env.THROUGHLINE_SHOTS}/${name}.png` }) : undefined);

test("consent is recorded with its proof, and withdrawn", inWindow({}, async (page) => {
  const who = await someone(page, "consent");
  await page.goto(`/customers/${who.id}`);
  await page.getByRole("heading", { name: who.name, level: 1 }).waitFor();
  await page.keyboard.press("d");
  const dialog = page.getByRole("dialog", { name: "Data & consent" });
  await dialog.getByText("Nothing has been recorded yet").waitFor();
  await dialog.getByRole("textbox", { name: "What was agreed to" }).fill("I agree to the newsletter, version 3");
  await dialog.getByRole("button", { name: "Consent was given" }).click();
  await dialog.getByText("I agree to the newsletter, version 3").waitFor();
  await dialog.locator(".consent-given").waitFor();
  await shot(page, "consent-en");
  await accessible(page, "consent");
  await dialog.getByRole("button", { name: "Consent was withdrawn" }).click();
  await dialog.locator(".consent-withdrawn").waitFor();
  const { now, history } = await call(page, "GET", `/api/customers/${who.id}/consents`);
  assert.equal(now.find(({ purpose }) => purpose === "marketing").state, "withdrawn");
  assert.equal(history.length, 2);
}));

test("consent to a purpose of one's own, said on an earlier day, in a version, until a day", inWindow({ language: "zh" }, async (page) => {
  const who = await someone(page, "consent-own");
  await page.goto(`/customers/${who.id}`);
  await page.getByRole("button", { name: "数据与同意" }).click();
  const dialog = page.getByRole("dialog", { name: "数据与同意" });
  await dialog.getByRole("combobox", { name: "目的" }).click();
  await page.getByTitle("其他目的…").click();
  // Nothing is recorded of a purpose without a name.
  await dialog.getByRole("button", { name: "客户撤回同意" }).click();
  await dialog.getByRole("textbox", { name: "自定义目的" }).fill(`茶会 ${who.id}`);
  await dialog.getByRole("textbox", { name: "表态日期" }).fill("2026-10-02");
  await page.keyboard.press("Enter");
  // Escape closes the calendar, and leaves the dialog.
  await dialog.getByRole("textbox", { name: "有效期至" }).click();
  await page.locator(".ant-picker-dropdown:not(.ant-picker-dropdown-hidden)").waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".ant-picker-dropdown:not(.ant-picker-dropdown-hidden)").waitFor({ state: "detached" });
  await dialog.getByRole("textbox", { name: "有效期至" }).fill("2099年3月4日");
  await page.keyboard.press("Enter");
  await dialog.getByRole("textbox", { name: "版本" }).fill("2026-3");
  await accessible(page, "consent with a purpose of one's own");
  await dialog.getByRole("button", { name: "客户同意", exact: true }).click();
  await dialog.locator(".consent-given").waitFor();
  await dialog.getByText("有效至 2099年3月4日 · 2026-3").waitFor();
  await shot(page, "consent-own-zh");
  const { history } = await call(page, "GET", `/api/customers/${who.id}/consents`);
  // The window is in Shanghai.
  assert.deepEqual(history.map(({ purpose, state, at, until, version }) => ({ purpose, state, at, until, version })), [
    { purpose: `茶会 ${who.id}`, state: "given", at: "2026-10-01T16:00:00Z", until: "2099-03-04T15:59:59.999Z", version: "2026-3" },
  ]);
}));

test("a name and a trait are corrected with a reason, and undone", inWindow({}, async (page) => {
  const who = await someone(page, "correct");
  await page.goto(`/customers/${who.id}`);
  await page.getByRole("button", { name: "Data & consent" }).click();
  const dialog = page.getByRole("dialog", { name: "Data & consent" });
  await dialog.getByRole("button", { name: "Correct" }).first().click();
  const right = chineseName();
  await dialog.getByRole("textbox", { name: "Name" }).fill(right);
  await dialog.getByRole("textbox", { name: "Reason" }).fill("as on their card");
  await dialog.locator("form").getByRole("button", { name: "Correct" }).click();
  await page.getByRole("heading", { name: right, level: 1 }).waitFor();
  await dialog.getByText("as on their card").waitFor();
  await shot(page, "correct-en");
  await accessible(page, "correct");
  await dialog.getByRole("listitem").filter({ hasText: "as on their card" }).getByRole("button", { name: "Undo" }).click();
  await page.getByRole("heading", { name: who.name, level: 1 }).waitFor();
}));

test("erasing waits ten minutes, is said on the page, and can be stopped", inWindow({}, async (page) => {
  const who = await someone(page, "erase");
  await page.goto(`/customers/${who.id}`);
  await page.getByRole("button", { name: "Data & consent" }).click();
  const dialog = page.getByRole("dialog", { name: "Data & consent" });
  await dialog.getByRole("button", { name: "Erase" }).click();
  await dialog.getByText("3 interactions, 1 profile(s)").waitFor();
  await dialog.getByRole("textbox", { name: "Reason" }).fill("asked by letter");
  await shot(page, "erase-en");
  await accessible(page, "erase");
  await dialog.getByRole("button", { name: "Erase in ten minutes" }).click();
  await page.getByText("asked to erase this customer").waitFor();
  await shot(page, "erase-waits-en");
  await page.getByRole("button", { name: "Don't erase" }).click();
  await page.getByText("asked to erase this customer").waitFor({ state: "detached" });
  // At once, by the API; nobody looks at them meanwhile.
  await page.goto("/customers");
  await call(page, "POST", "/api/erasures", { customer: who.id, reason: "test", now: true });
  await page.waitForFunction(async (id) => (await (await fetch(`/api/erasures?customer=${id}`)).json()).items[0].state === "done", who.id);
}));

test("everything that is held comes as a file", inWindow({}, async (page) => {
  const who = await someone(page, "everything");
  await page.goto(`/customers/${who.id}`);
  await page.getByRole("button", { name: "Data & consent" }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Everything as a file" }).click()]);
  assert.equal(download.suggestedFilename(), `customer-${who.id}.json`);
}));

test("the audit log says who did what, in both languages, and that it is whole", inWindow({}, async (page) => {
  const who = await someone(page, "audit");
  await call(page, "POST", `/api/customers/${who.id}/consents`, { purpose: "research", state: "given", how: "call" });
  await page.goto("/settings");
  await page.getByRole("link", { name: "Open the audit log" }).click();
  await page.getByRole("heading", { name: "Audit log", level: 1 }).waitFor();
  await page.getByText(/^Whole: [\d,]+ entries$/).waitFor();
  await page.getByRole("textbox", { name: "To whom or what" }).fill(who.id);
  const entry = page.getByRole("listitem").filter({ hasText: `recorded for ${who.id} that consent (Surveys and research) is given` });
  await entry.waitFor();
  await entry.locator("summary").click();
  await entry.getByRole("link", { name: who.id }).waitFor();
  await shot(page, "audit-en");
  await accessible(page, "audit log");
  const phone = await open({ language: "zh", width: 320, height: 720, dark: true });
  await phone.page.goto("/settings/audit");
  await phone.page.getByRole("heading", { name: "审计日志" }).waitFor();
  await phone.page.getByText(/^完整：共 [\d,]+ 条记录$/).waitFor();
  await phone.page.getByText("登录").first().waitFor();
  await shot(phone.page, "audit-zh-320-dark");
  await fits(phone.page, "the audit log");
  await accessible(phone.page, "audit log, dark");
  await phone.page.goto(`/customers/${who.id}`);
  await phone.page.getByRole("button", { name: "数据与同意" }).click();
  await phone.page.getByRole("dialog", { name: "数据与同意" }).getByText("调研与问卷").first().waitFor();
  await shot(phone.page, "consent-zh-320-dark");
  await fits(phone.page, "data and consent");
  await phone.done();
}));
