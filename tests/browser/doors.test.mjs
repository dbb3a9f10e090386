// The other doors of the sign-in page, each on a server of its own: the company's sign-on (a real provider of OpenID Connect), and
// a second factor that the company asks for.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, test } from "node:test";
import { command, startServer, temporaryFolder } from "../../tools/server.mjs";
import { prepare } from "../oidc/company.mjs";
import { startProvider } from "../oidc/provider.mjs";
import { inWindow, start, stop } from "./world.mjs";

before(start);
const opened = [];
after(async () => {
  await stop();
  for (const close of opened.reverse()) await close();
});

async function withProvider(...args) {
  const company = await prepare();
  opened.push(() => company.folder.remove());
  const provider = await startProvider({ redirect: company.redirect, accounts: { "sub-nell": { email: "nell@example.com", email_verified: true, name: "Nell 王" } } });
  opened.push(provider.stop);
  const server = await company.start(provider.issuer, ["--oidc-provision", "viewer", ...args]);
  opened.push(server.stop);
  return { company, provider };
}

test("“Sign in with NAME” leads through the provider to where one wanted to go; a refusal leads back with a word", inWindow({ signedIn: false }, async (page) => {
  const { company, provider } = await withProvider();
  await page.goto(`${company.url}/customers?kind=identified`);
  await page.waitForURL("**/sign-in");
  await page.getByLabel("E-mail").waitFor();
  await page.getByRole("link", { name: "Sign in with Spruce ID" }).click();
  await page.waitForURL("**/customers?kind=identified");
  await page.getByRole("heading", { name: "Customers", level: 1 }).waitFor();
  await page.goto(`${company.url}/settings`);
  await page.getByText("nell@example.com").first().waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL("**/sign-in");

  await page.context().clearCookies();
  provider.be(null);
  await page.getByRole("link", { name: "Sign in with Spruce ID" }).click();
  const alert = page.getByRole("alert");
  await alert.getByText("You were not let in").waitFor();
  await page.getByLabel("E-mail").waitFor();
  await page.getByRole("button", { name: "切换到中文" }).click();
  await page.getByRole("link", { name: "Spruce ID" }).waitFor();
  assert.doesNotMatch(await alert.innerText(), /not let in/);
}));

test("where passwords open nothing, only the sign-on is offered", inWindow({ signedIn: false }, async (page) => {
  const { company } = await withProvider("--sso-only");
  await page.goto(`${company.url}/sign-in`);
  await page.getByRole("link", { name: "Sign in with Spruce ID" }).waitFor();
  assert.equal(await page.getByLabel("Password").count(), 0);
  await page.getByRole("link", { name: "Sign in with Spruce ID" }).click();
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForURL((url) => url.origin === company.url && !url.pathname.startsWith("/sign-in"));
}));

/** RFC 6238 with SHA-1, 6 digits, 30 seconds; `steps` from now. */
function totp(base32, steps) {
  const bits = [...base32].map((sign) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(sign).toString(2).padStart(5, "0")).join("");
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const hash = createHmac("sha1", Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)))).update(counter).digest();
  return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

test("a second factor that is asked for is set up before anything else, and asked for from then on", inWindow({ signedIn: false }, async (page) => {
  const folder = temporaryFolder("factor");
  opened.push(folder.remove);
  const data = `${folder.path}/data`;
  const password = "a sentence for the second factor";
  command(["user", "add", "vera@example.com", "--role", "viewer", "--data", data], { input: `${password}\n` });
  const key = command(["key", "add", "admin", "--scope", "admin", "--data", data]).trim();
  const server = await startServer({ data });
  opened.push(server.stop);
  const rule = await fetch(`${server.url}/api/access-settings`, { method: "PATCH", headers: { authorization: `Bearer ${key}`, "content-type": "application/json" }, body: '{"second_factor_from":"viewer"}' });
  assert.equal(rule.status, 200);

  const enter = async () => {
    await page.getByLabel("E-mail").fill("vera@example.com");
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
  };
  await page.goto(`${server.url}/customers`);
  await enter();
  await page.getByRole("heading", { name: "One more step" }).waitFor();
  // No other page opens before.
  await page.goto(`${server.url}/settings`);
  await page.getByRole("heading", { name: "One more step" }).waitFor();
  await page.getByLabel("Your password now").fill(password);
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByRole("img", { name: /QR code/ }).waitFor();
  const secret = (await page.locator(".enrol-secret code").innerText()).replaceAll(/\s/g, "");
  await page.getByLabel("The code that it shows").fill(totp(secret, 0));
  await page.getByRole("button", { name: "Confirm" }).click();
  await page.getByText("Your recovery codes.").waitFor();
  await page.getByRole("button", { name: "I have kept them" }).click();
  await page.getByRole("button", { name: "Sign out" }).waitFor();
  assert.equal(await page.getByRole("heading", { name: "One more step" }).count(), 0);

  await page.context().clearCookies();
  await page.goto(`${server.url}/sign-in`);
  await enter();
  await page.getByLabel("Code").fill(totp(secret, 0));   // used already
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("alert").getByText("This code is not right, or was used already").waitFor();
  await page.getByLabel("Code").fill(totp(secret, 1));
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
}));
