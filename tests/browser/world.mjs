// One browser, one person signed in, and the data that a test needs: made here through the API, never guessed from a sample.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

export const url = (process.env.THROUGHLINE_URL ?? "http://127.0.0.1:8080").replace(/\/$/, "");
export const email = process.env.THROUGHLINE_EMAIL ?? "";
export const password = process.env.THROUGHLINE_PASSWORD ?? "";
const executablePath = process.env.THROUGHLINE_CHROMIUM ?? "/usr/bin/chromium";

/** Different in every run and every file, so that one data folder can serve many runs. */
export const tag = `${Date.now().toString(36)}${Math.floor(Math.random() * 1296).toString(36)}`;

const arguments_ = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

let browser;
let cookies;

export async function start() {
  assert.ok(email && password, "THROUGHLINE_URL, THROUGHLINE_EMAIL and THROUGHLINE_PASSWORD say where to test and as whom");
  browser = await chromium.launch({ executablePath, args: arguments_ });
}

export const stop = () => browser?.close();

/** A fresh window. Console errors are kept, and `done` fails on them. */
export async function open({ signedIn = true, language = "en", dark = false, width = 1440, height = 900, touch = false } = {}) {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height },
    hasTouch: touch,
    colorScheme: dark ? "dark" : "light",
    locale: language === "zh" ? "zh-CN" : "en-GB",
    timezoneId: "Asia/Shanghai",
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(15_000);
  if (signedIn) {
    if (cookies) await context.addCookies(cookies);
    else {
      const answer = await context.request.post("/api/session", { data: { email, password }, headers: { origin: url } });
      assert.equal(answer.status(), 201, "signing in through the API");
      ({ cookies } = await context.storageState());
    }
  }
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    // The browser itself reports the one question that is allowed to be refused: "is anybody signed in?"
    const asked = message.location().url.endsWith("/api/session") && message.text().includes("401");
    if (message.type() === "error" && !asked) errors.push(`${message.text()} ${message.location().url}`);
  });
  return {
    page,
    context,
    async done() {
      await context.close();
      assert.deepEqual(errors, [], "the console stays silent");
    },
  };
}

/** Runs a test in a window of its own; no test runs for ever. */
export const inWindow = (options, run) => async () => {
  const window = await open(options);
  let late;
  const limit = new Promise((_, refuse) => (late = setTimeout(() => refuse(new Error("the test took longer than 90 s")), 90_000)));
  try {
    await Promise.race([run(window.page, window), limit]);
    await window.done();
  } finally {
    clearTimeout(late);
    await window.context.close();
  }
};

/** Calls the API as the person signed in in this window. */
export async function call(page, method, path, body) {
  const answer = await page.context().request.fetch(path, {
    method,
    data: body,
    headers: { origin: url, "content-type": "application/json" },
  });
  const text = await answer.text();
  assert.ok(answer.ok(), `${method} ${path}: ${answer.status()} ${text.slice(0, 400)}`);
  return text ? JSON.parse(text) : undefined;
}

let heard = 0;

/** One interaction as POST /api/interactions takes it. */
export function interaction(person, at, more) {
  heard += 1;
  return {
    identities: person.identities,
    customer: { name: person.name, traits: person.traits ?? {} },
    at: new Date(at).toISOString(),
    channel: "web",
    name: "Page Viewed",
    direction: "in",
    source: "browser tests",
    source_key: `${tag}-${heard}`,
    ...more,
  };
}

export function person(name, key, more = []) {
  return { name, identities: [{ namespace: "user_id", value: `bt-${tag}-${key}`, verified: true }, ...more] };
}

/** Sends interactions, and waits until the customer can be found (readers follow the log with a short delay). */
export async function tell(page, who, interactions) {
  for (let from = 0; from < interactions.length; from += 500) {
    const answer = await call(page, "POST", "/api/interactions", { interactions: interactions.slice(from, from + 500) });
    assert.deepEqual(answer.rejected ?? [], []);
  }
  const identity = who.identities[0];
  for (let turn = 0; turn < 100; turn += 1) {
    const { items } = await call(page, "GET", `/api/customers?identity=${encodeURIComponent(`${identity.namespace}:${identity.value}`)}`);
    if (items[0] && items[0].interactions >= interactions.length) {
      const { items: found } = await call(page, "GET", `/api/customers?q=${encodeURIComponent(who.name)}`);
      if (found.some((one) => one.id === items[0].id)) return items[0].id;
    }
    await page.waitForTimeout(50);
  }
  return assert.fail(`${who.name} did not appear`);
}

export const minute = 60_000;
export const day = 86_400_000;

const rare = [..."芃翀旻昶晗煦玥珩琬琰瑄璟甯畅睿硕祎禹秉穆竑筠粲纾绮翎翕聿舒芷若荃莞葳蕴衍谧赟轩逸"];

/** A Chinese name that no sample holds. */
export function chineseName() {
  const pick = () => rare[Math.floor(Math.random() * rare.length)];
  return `钱${pick()}${pick()}`;
}

const axeSource = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** No finding of axe that is serious or critical, by the rules of WCAG 2.2 AA. */
export async function accessible(page, name) {
  const { readFile } = await import("node:fs/promises");
  // Evaluated by the debugger, as the page's own policy rightly lets no foreign script in.
  await page.evaluate(await readFile(axeSource, "utf8"));
  const found = await page.evaluate(async () => {
    const result = await globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] });
    return result.violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} ${node.any[0]?.message ?? ""}`).join(" | ")}`);
  });
  assert.deepEqual(found, [], `axe on ${name}`);
}

/** The page never scrolls sideways. */
export async function fits(page, name) {
  const [inner, outer] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  assert.ok(inner <= outer, `${name} is ${inner} px wide in a window of ${outer} px`);
}
