import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, test } from "node:test";
import { call, email, interaction, inWindow, open, person, start, stop, tag, tell, url } from "./world.mjs";

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
  await keys.getByRole("textbox", { name: /What will use it/ }).fill(`shop ${tag}`);
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

test("an administrator invites somebody, who chooses a name and a password, and is locked out", inWindow({}, async (page) => {
  await page.goto("/settings#users");
  const people = page.getByRole("region", { name: "People" });
  await people.getByRole("textbox", { name: "E-mail" }).fill(`new-${tag}@example.com`);
  await people.getByRole("textbox", { name: "Name" }).fill(`Nell ${tag}`);
  await people.getByRole("button", { name: "Invite", exact: true }).click();
  const link = await people.locator(".new-key-value code").innerText();
  await people.getByRole("button", { name: "I have sent it" }).click();
  assert.equal(await page.getByText(link).count(), 0, "shown once");
  const invitations = people.getByRole("list", { name: "Invitations" });
  await invitations.getByRole("listitem").filter({ hasText: `Nell ${tag}` }).filter({ hasText: "open" }).waitFor();

  const guest = await open({ signedIn: false });
  await guest.page.goto(link);
  await guest.page.getByText(`You will sign in as new-${tag}@example.com`).waitFor();
  await guest.page.getByLabel("Name").fill(`Nelly ${tag}`);
  await guest.page.getByLabel("New password").fill("password123");
  await guest.page.getByRole("button", { name: "Begin" }).click();
  await guest.page.getByRole("alert").waitFor();
  await guest.page.getByLabel("New password").fill(`a long first word ${tag}`);
  await guest.page.getByRole("button", { name: "Begin" }).click();
  await guest.page.getByRole("navigation").getByRole("link", { name: "Home" }).first().waitFor();
  await guest.page.goto(link);
  await guest.page.context().close();

  await page.reload();
  const row = people.getByRole("list", { name: "People" }).getByRole("listitem").filter({ hasText: `Nelly ${tag}` });
  await row.getByRole("button", { name: `More for Nelly ${tag}` }).click();
  await page.getByRole("menuitem", { name: "Where signed in…" }).click();
  await page.getByRole("dialog").getByText("Chrome on Linux").waitFor();
  await page.keyboard.press("Escape");
  await row.getByRole("button", { name: "Lock out" }).click();
  await row.getByRole("button", { name: "Let in again" }).waitFor();
  await row.getByRole("button", { name: "Let in again" }).click();
  await row.getByRole("button", { name: "Lock out" }).waitFor();
  await row.getByRole("button", { name: `More for Nelly ${tag}` }).click();
  await page.getByRole("menuitem", { name: "Reset the password" }).click();
  await row.getByRole("alert").getByRole("button", { name: "Reset the password" }).click();
  await people.getByText(`Nelly ${tag} can choose another password.`).waitFor();
}));

/** A person with a password, signed in in a window of their own. */
async function someone(role) {
  const admin = await open();
  const person = { email: `${role}-${tag}-${Math.random().toString(36).slice(2, 8)}@example.com`, name: `${role} ${tag}`, role, password: `the first long word ${tag}` };
  await call(admin.page, "POST", "/api/users", person);
  await admin.done();
  const window = await open({ signedIn: false });
  const answer = await window.context.request.post("/api/session", { data: { email: person.email, password: person.password }, headers: { origin: url } });
  assert.equal(answer.status(), 201);
  return { ...window, person };
}

test("anybody changes their own password, stays signed in here and nowhere else", async () => {
  const { page, context, done, person } = await someone("viewer");
  const other = await open({ signedIn: false });
  await other.context.request.post("/api/session", { data: { email: person.email, password: person.password }, headers: { origin: url } });
  await page.goto("/settings");
  const you = page.getByRole("region", { name: "You" });
  await page.getByRole("region", { name: "Where you are signed in" }).getByRole("listitem").nth(1).waitFor();
  await you.getByRole("button", { name: "Change" }).click();
  await you.getByLabel("Your password now").fill(person.password);
  await you.getByLabel("New password").fill(`another long word ${tag}`);
  await you.getByRole("button", { name: "Save" }).click();
  await page.getByText("Your password was changed").waitFor();
  await page.reload();
  await you.getByText(person.email).waitFor();
  const old = await context.request.post("/api/session", { data: { email: person.email, password: person.password }, headers: { origin: url } });
  assert.equal(old.status(), 401);
  assert.equal((await other.context.request.get("/api/session")).status(), 401);
  await other.context.close();
  await done();
});

test("a second factor is set up with an app, asked for at the next sign-in, and turned off", async () => {
  const { page, done, person } = await someone("agent");
  await page.goto("/settings#second-factor");
  const factor = page.getByRole("region", { name: "Second factor" });
  await factor.getByRole("button", { name: "Set up" }).click();
  await factor.getByLabel("Your password now").fill(person.password);
  await factor.getByRole("button", { name: "Go on" }).click();
  await factor.getByRole("img", { name: /QR code/ }).waitFor();
  const secret = (await factor.locator(".enrol-secret code").innerText()).replaceAll(" ", "");
  await factor.getByLabel("The code that it shows").fill(codeOf(secret));
  await factor.getByRole("button", { name: "Confirm" }).click();
  const codes = await factor.locator(".recovery-codes code").allInnerTexts();
  assert.equal(new Set(codes).size, 10);
  await factor.getByRole("button", { name: "I have kept them" }).click();
  await factor.getByText("10 recovery codes left").waitFor();
  await page.getByRole("button", { name: "Sign out" }).first().click();

  await page.waitForURL("**/sign-in");
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByLabel("Code").fill(codes[0].toUpperCase());
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("navigation").getByRole("link", { name: "Home" }).first().waitFor();

  await page.goto("/settings#second-factor");
  await factor.getByText("9 recovery codes left").waitFor();
  await factor.getByRole("button", { name: "Turn off" }).click();
  await factor.getByLabel("Your password now").fill(person.password);
  await factor.getByLabel("Code").fill(codes[1]);
  await factor.getByRole("button", { name: "Turn off" }).click();
  await factor.getByText("Not set up.").waitFor();
  await page.context().close();
  void done;
});

test("who is held to a region sees its customers alone; regions, teams and what a person sees are set in Settings", async () => {
  const { page, done } = await open();
  const here = { ...person(`Ansel ${tag}`, "north"), traits: { region: `North ${tag}` } };
  const there = { ...person(`Berit ${tag}`, "south"), traits: { region: `South ${tag}` } };
  const hereId = await tell(page, here, [interaction(here, Date.now())]);
  const thereId = await tell(page, there, [interaction(there, Date.now())]);
  const { person: who, page: theirs, done: theirsDone } = await someone("agent");

  await page.goto("/settings#teams");
  const places = page.getByRole("region", { name: "Teams and regions" });
  await places.getByRole("textbox", { name: "Region, e.g. East China" }).fill(`North ${tag}`);
  await places.getByRole("button", { name: "Add region" }).click();
  await places.getByRole("list", { name: "Regions" }).getByText(`North ${tag}`).waitFor();
  await places.getByRole("textbox", { name: "Team, e.g. Support North" }).fill(`Support ${tag}`);
  await places.getByRole("button", { name: "Add team" }).click();
  await places.getByRole("list", { name: "Teams" }).getByText(`Support ${tag}`).waitFor();

  const row = page.getByRole("list", { name: "People" }).getByRole("listitem").filter({ hasText: who.email });
  await row.getByRole("button", { name: `More for ${who.name}` }).click();
  await page.getByRole("menuitem", { name: "Customers and teams…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Only regions").click();
  await dialog.getByRole("combobox", { name: "Regions" }).click();
  await page.getByTitle(`North ${tag}`).last().click();
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved; it counts at once").waitFor();

  await theirs.goto(`/customers/${hereId}`);
  await theirs.getByRole("heading", { name: here.name }).first().waitFor();
  assert.equal((await theirs.context().request.get(`/api/customers/${thereId}`)).status(), 404);
  await theirs.goto("/customers");
  const list = theirs.getByRole("list", { name: "Customers" });
  await list.getByRole("link", { name: new RegExp(here.name) }).waitFor();
  assert.equal(await list.getByRole("link").count(), 1);
  // Questions count over everybody: they are not offered to who may not ask them.
  await theirs.getByRole("link", { name: "Customers" }).first().waitFor();
  assert.equal(await theirs.getByRole("link", { name: "Explore" }).count(), 0);
  await page.getByRole("link", { name: "Explore" }).first().waitFor();
  await theirsDone();
  await done();
});

test("a key can be given single rights and an end", inWindow({}, async (page) => {
  await page.goto("/settings#keys");
  const keys = page.getByRole("region", { name: "Keys" });
  await keys.getByRole("textbox", { name: /What will use it/ }).fill(`single ${tag}`);
  await keys.getByRole("combobox", { name: "May" }).click();
  await page.getByTitle("Choose one by one").click();
  await keys.getByRole("combobox", { name: "What it may do" }).click();
  await page.getByTitle("read customers").click();
  await page.keyboard.press("Escape");
  await keys.getByLabel("Of no use from this day on").fill("2099-01-01");
  await page.keyboard.press("Enter");
  await keys.getByRole("button", { name: "Make a key" }).click();
  await keys.locator(".new-key-value code").waitFor();
  const row = keys.getByRole("listitem").filter({ hasText: `single ${tag}` });
  await row.getByText("read customers").waitFor();
  await row.getByText(`made by ${email}`).waitFor();
}));

test("single sign-on says how it is set up", inWindow({}, async (page) => {
  await page.goto("/settings#sign-on");
  await page.getByRole("region", { name: "Single sign-on" }).getByText("Not set up.").waitFor();
}));

/** RFC 6238 once more, by other means than the server's. */
function codeOf(secret) {
  const bits = [...secret].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const hash = createHmac("sha1", key).update(counter).digest();
  const at = hash[19] & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

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
  assert.deepEqual(await page.getByRole("region").evaluateAll((all) => all.map((one) => one.getAttribute("aria-labelledby"))), ["you", "second-factor-title", "sessions-title"], "neither keys nor people");
  await done();
});
