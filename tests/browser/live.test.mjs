// What happens elsewhere is on an open page within a moment, without a reload; and the page says when it can't be.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, chineseName, day, fits, inWindow, interaction, open, person, start, stop, tell } from "./world.mjs";

const someone = person(chineseName(), "live");
const now = Date.now() - day;
let id;

before(async () => {
  await start();
  const { page, done } = await open();
  id = await tell(page, someone, [interaction(someone, now, { subject: "The first" })]);
  await done();
});
after(stop);

// The page asks by itself every 15 s: what comes sooner was told.
const soon = { timeout: 8_000 };

test("an interaction that came in elsewhere is announced on an open timeline", inWindow({}, async (page) => {
  const told = page.waitForEvent("websocket");
  await page.goto(`/customers/${id}`);
  const socket = await told;
  assert.match(socket.url(), /\/api\/live$/);
  await socket.waitForEvent("framereceived");
  const line = page.getByRole("region", { name: "Timeline" });
  await line.getByRole("button", { name: /The first/ }).waitFor();
  await tell(page, { ...someone }, [interaction(someone, now + 1000, { channel: "chat", name: "message", subject: "Anybody there" })]);
  // The strip above shows it at once; the timeline says that there is something new and never moves by itself.
  await page.getByRole("list", { name: "The last three interactions" }).getByText("Anybody there").waitFor(soon);
  const fresh = line.getByRole("status").getByRole("button");
  await fresh.waitFor(soon);
  assert.equal(await line.getByRole("button", { name: /Anybody there/ }).count(), 0);
  await fresh.click();
  await line.getByRole("button", { name: /Anybody there/ }).waitFor();
  await fresh.waitFor({ state: "detached" });
}));

for (const [language, words, width] of [["en", "Updates are slow", 1440], ["zh", "更新有延迟", 1440], ["en", "Updates are slow", 360]]) {
  test(`a page that nothing is told to says so quietly (${language}, ${width} px)`, inWindow({ language, width }, async (page) => {
    let away = true;
    await page.routeWebSocket(/\/api\/live/, (socket) => (away ? socket.close({ code: 1001 }) : socket.connectToServer()));
    await page.goto("/");
    const sign = page.getByRole("status").filter({ hasText: words });
    await sign.waitFor({ state: "attached" });
    await accessible(page, `a page without news, ${width} px`);
    await fits(page, `a page without news, ${width} px`);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/live-${language}-${width}.png` });
    away = false;
    await sign.waitFor({ state: "detached", timeout: 40_000 });
  }));
}
