// Single sign-on against a real provider: who gets in, as whom, and who stays out.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { Browser } from "./browser.mjs";
import { password, prepare, signIn } from "./company.mjs";
import { client, startProvider } from "./provider.mjs";

const accounts = {
  "sub-nell": { email: "nell@example.com", email_verified: true, name: "Nell 王", groups: ["support"] },
  "sub-boss": { email: "boss@example.com", email_verified: true, name: "Boss", groups: ["owners", "support"] },
  "sub-loose": { email: "loose@example.com", email_verified: false, name: "Loose", groups: ["support"] },
  "sub-guest": { email: "guest@example.com", email_verified: true, name: "Guest", groups: [] },
  "sub-other": { email: "nell@example.com", email_verified: true, name: "Not Nell", groups: ["support"] },
};

const open = [];
after(async () => {
  for (const close of open.reverse()) await close();
});

async function together({ args = [], ...more } = {}) {
  const company = await prepare();
  const provider = await startProvider({ redirect: company.redirect, accounts, ...more });
  const server = await company.start(provider.issuer, args);
  open.push(() => company.folder.remove(), () => provider.stop(), () => server.stop());
  const enter = async (who, browser = new Browser(), to = "") => {
    provider.be(who);
    const end = await browser.follow(`${company.url}/sso/start${to && `?to=${encodeURIComponent(to)}`}`, (url) => url.startsWith(company.url) && !url.includes("/sso/"));
    return { browser, end: new URL(end.url), user: await browser.session(company.url) };
  };
  const asBoss = async (method, path, json) => {
    const { cookie } = await signIn(company.url, { email: "boss@example.com", password });
    const answer = await fetch(company.url + path, { method, headers: { cookie, "content-type": "application/json" }, body: json && JSON.stringify(json) });
    const text = await answer.text();
    return { status: answer.status, json: text ? JSON.parse(text) : undefined };
  };
  return { company, provider, server, enter, asBoss };
}

test("without a provider its addresses do not exist", async () => {
  const company = await prepare();
  const server = await company.plain();
  open.push(() => company.folder.remove(), () => server.stop());
  assert.deepEqual(await (await fetch(`${company.url}/api/sign-in-ways`)).json(), { password: true });
  for (const path of ["/sso/start", "/sso/callback?code=x&state=y"]) {
    const answer = await fetch(company.url + path, { redirect: "manual", headers: { accept: "application/json" } });
    assert.equal(answer.headers.get("location"), null);
    assert.equal(answer.headers.getSetCookie().length, 0);
  }
});

for (const [algorithm, method] of [["RS256", "client_secret_basic"], ["ES256", "client_secret_post"]]) {
  test(`an unknown person is added with the role that is set, and is the same one again (${algorithm}, ${method})`, async () => {
    const { company, enter, asBoss } = await together({ args: ["--oidc-provision", "viewer"], algorithm, method });
    assert.deepEqual(await (await fetch(`${company.url}/api/sign-in-ways`)).json(), { password: true, sso: "Spruce ID" });
    const first = await enter("sub-nell", undefined, "/customers?kind=identified");
    assert.equal(first.end.pathname + first.end.search, "/customers?kind=identified");
    assert.equal(first.user.email, "nell@example.com");
    assert.equal(first.user.name, "Nell 王");
    assert.equal(first.user.role, "viewer");
    assert.equal((await enter("sub-nell")).user.id, first.user.id);
    // The address alone is nobody: another account of the provider that has it now stays out.
    const other = await enter("sub-other");
    assert.equal(other.user, null);
    assert.equal((await enter("sub-loose")).user, null, "an address that is not verified");
    const { json } = await asBoss("GET", `/api/users/${first.user.id}/sessions`);
    assert.ok(json.items.every(({ way }) => way === "sso"));
  });
}

test("who is disabled stays out, and is out at once", async () => {
  const { company, enter, asBoss } = await together({ args: ["--oidc-provision", "agent"] });
  const { browser, user } = await enter("sub-nell");
  assert.equal((await asBoss("PATCH", `/api/users/${user.id}`, { disabled: true })).status, 200);
  assert.equal(await browser.session(company.url), null);
  const again = await enter("sub-nell");
  assert.equal(again.user, null);
  assert.equal(again.end.search, "?sso=disabled");
});

test("an e-mail links only when that is set, or when an invitation is open", async () => {
  const strict = await together();
  const refused = await strict.enter("sub-boss");
  assert.equal(refused.user, null);
  assert.equal(refused.end.search, "?sso=unknown");
  assert.equal((await strict.enter("sub-nell")).end.search, "?sso=unknown");
  assert.equal((await strict.asBoss("POST", "/api/invitations", { email: "nell@example.com", role: "agent" })).status, 201);
  assert.equal((await strict.enter("sub-nell")).user.role, "agent");
  const { json } = await strict.asBoss("GET", "/api/invitations");
  assert.equal(json.items[0].state, "accepted");

  const linking = await together({ args: ["--oidc-link-by-email"] });
  assert.equal((await linking.enter("sub-boss")).user.role, "admin");
});

test("the role follows the groups at every sign-in", async () => {
  const { enter, provider } = await together({ args: ["--oidc-link-by-email", "--oidc-role", "support=agent", "--oidc-role", "owners=admin"] });
  assert.equal((await enter("sub-nell")).user.role, "agent");
  assert.equal((await enter("sub-boss")).user.role, "admin");
  const guest = await enter("sub-guest");
  assert.equal(guest.user, null);
  assert.equal(guest.end.search, "?sso=no_role");
  accounts["sub-nell"].groups = ["owners"];
  assert.equal((await enter("sub-nell")).user.role, "admin");
  accounts["sub-nell"].groups = ["support"];
  const { browser, user } = await enter("sub-nell");
  assert.equal(user.role, "agent");
  assert.ok(browser && provider);
});

test("with sign-on alone passwords open nothing, and the operator's link does", async () => {
  const { company, enter, server } = await together({ args: ["--oidc-link-by-email", "--sso-only", "--open-link"] });
  assert.equal((await (await fetch(`${company.url}/api/sign-in-ways`)).json()).password, false);
  assert.equal((await signIn(company.url, { email: "boss@example.com", password })).status, 403);
  assert.equal((await enter("sub-boss")).user.role, "admin");
  const link = /link=(\S+)/.exec(server.output())?.[1];
  assert.ok(link, "the server printed a link");
  assert.equal((await signIn(company.url, { link })).status, 201);
});

test("a person who says no, and a provider that is gone, lead back with a word", async () => {
  const { company, provider, enter } = await together();
  assert.equal((await enter(null)).end.search, "?sso=refused");
  await provider.stop();
  const company2 = await prepare();
  const server = await company2.start("http://127.0.0.1:9");
  open.push(() => company2.folder.remove(), () => server.stop());
  const end = await new Browser().follow(`${company2.url}/sso/start`, (url) => url.includes("/sign-in"));
  assert.ok(end.url.endsWith("?sso=unreachable"), end.url);
  assert.ok(company.url);
});

test("the client's secret stands nowhere: not in answers, logs or the data folder", async () => {
  const { company, server, enter, asBoss } = await together({ args: ["--oidc-provision", "viewer"] });
  await enter("sub-nell");
  const { json } = await asBoss("GET", "/api/sign-on");
  assert.equal(json.set_up, true);
  assert.equal(json.has_secret, true);
  assert.equal(json.redirect, company.redirect);
  const everything = [JSON.stringify(json), server.output()];
  for (const entry of readdirSync(company.data, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) everything.push(readFileSync(join(entry.parentPath ?? entry.path, entry.name), "latin1"));
  }
  for (const text of everything) assert.ok(!text.includes(client.secret));
});
