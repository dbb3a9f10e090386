// Journey maps: drawn from nothing, changed by hand and by keys, by two at once and without a connection; versions, comments, files.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { inWindow, open, start, stop, tag } from "./world.mjs";
import { colleague, document as documentOf, hear, markOf, names, order, read, stored, until } from "./mapped.mjs";

before(async () => {
  await start();
  const { page, done } = await open();
  await hear(page);
  await done();
});
after(stop);

const openMap = async (page, map) => {
  await page.goto(`/journeys/${map.key}`);
  await page.getByRole("heading", { name: map.name, level: 1 }).waitFor();
  await page.locator(".drawing svg .stage").first().waitFor();
};
/** A matcher as it was clicked together; the server says the empty parts, too. */
const plain = ({ any = [], where = {}, ...match }) => ({ ...match, ...(any.length > 0 && { any: any.map(plain) }), ...(Object.keys(where).length > 0 && { where }) });
const saved = (page) => page.locator(".kept").getByText("Saved").waitFor();

test("a map is drawn from nothing", inWindow({}, async (page) => {
  await page.goto("/journeys");
  await page.getByRole("button", { name: "New map" }).click();
  const dialog = page.getByRole("dialog", { name: "New map" });
  await dialog.getByRole("textbox", { name: "Name" }).fill(`From nothing ${tag}`);
  await dialog.getByRole("button", { name: /^Blank line/ }).click();
  await page.getByRole("heading", { name: `From nothing ${tag}`, level: 1 }).waitFor();
  const key = new URL(page.url()).pathname.split("/").at(-1);
  // The stage that it begins with gets a name, and touchpoints one behind the other, by keys alone.
  await page.locator(".drawing .stage").first().focus();
  await page.keyboard.press("F2");
  await page.keyboard.type("购买 Buy");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /^Stage 购买 Buy/ }).waitFor();
  for (const name of ["Looks around", "Orders"]) {
    await page.keyboard.press("n");
    await page.getByRole("textbox", { name: "Name of New touchpoint" }).waitFor();
    await page.keyboard.type(name);
    await page.keyboard.press("Enter");
    await markOf(page, name).waitFor();
  }
  await page.getByRole("button", { name: "Add a stage" }).click();
  await page.keyboard.type("Receive");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Add a touchpoint to Receive" }).click();
  await page.keyboard.type("Parcel arrives");
  await page.keyboard.press("Enter");
  // What happens there is clicked together; how many it is stands beside it.
  await markOf(page, "Parcel arrives").click();
  const panel = page.getByRole("complementary", { name: "Touchpoint" });
  await panel.getByRole("combobox", { name: "Search an activity" }).first().fill(names.parcel);
  await page.getByRole("option", { name: names.parcel }).first().click();
  await panel.getByText("5 interactions match").waitFor();
  await panel.getByRole("combobox", { name: "Search an activity" }).first().fill(names.late);
  await page.getByRole("option", { name: names.late }).first().click();
  await panel.getByText("9 interactions match").waitFor();
  await panel.getByRole("textbox", { name: "What customers expect" }).fill("On the day you said");
  await panel.getByRole("switch", { name: "Moment of truth" }).click();
  const map = await until(page, key, ({ touchpoints }) => touchpoints.at(-1)?.moment_of_truth && touchpoints.at(-1)?.expects);
  assert.deepEqual(map.stages.map(({ name }) => name), ["购买 Buy", "Receive"]);
  const inStages = map.stages.map((stage) => map.touchpoints.filter((one) => one.stage === stage.key).map(({ name }) => name));
  assert.deepEqual(inStages.map((list) => [...list].sort()), [["Looks around", "Orders"], ["Parcel arrives"]]);
  const parcel = map.touchpoints.find(({ name }) => name === "Parcel arrives");
  assert.deepEqual(plain(parcel.match), { any: [{ channel: "post", name: names.parcel }, { channel: "voice", name: names.late }] });
  assert.equal(parcel.expects, "On the day you said");
}));

test("a map is proposed from the data, to be corrected", inWindow({ language: "zh" }, async (page) => {
  await page.goto("/journeys");
  await page.getByRole("button", { name: "新建地图" }).click();
  await page.getByRole("textbox", { name: "名称" }).fill(`来自数据 ${tag}`);
  await page.getByRole("button", { name: "根据数据生成" }).click();
  await page.getByRole("heading", { name: `来自数据 ${tag}`, level: 1 }).waitFor();
  await page.locator(".drawing .touchpoint[data-bound]").nth(2).waitFor();
  const map = await read(page, new URL(page.url()).pathname.split("/").at(-1));
  assert.ok(map.stages.length > 0 && map.touchpoints.length > 2);
  assert.deepEqual((await order(page)).sort(), map.touchpoints.map(({ key }) => key).sort());
}));

test("renamed in place, moved by hand and by keys, removed and brought back; undone and redone", inWindow({}, async (page) => {
  const map = await stored(page, "moved");
  await openMap(page, map);
  await page.locator("[data-path='touchpoints/order'] .map-name").dblclick();
  await page.getByRole("textbox", { name: "Name of Orders" }).fill("下单 Orders");
  await page.keyboard.press("Enter");
  await until(page, map.key, ({ touchpoints }) => touchpoints[1].name === "下单 Orders");
  assert.deepEqual(await order(page), ["visit", "order", "mail", "parcel", "ask"]);

  // By hand: in front of the first touchpoint of another stage.
  const box = (path) => page.locator(`[data-path="${path}"] .map-dot`).boundingBox();
  const [from, to] = [await box("touchpoints/order"), await box("touchpoints/parcel")];
  await page.mouse.move(from.x + 5, from.y + 5);
  await page.mouse.down();
  await page.mouse.move(to.x - 20, to.y + 5, { steps: 6 });
  await page.mouse.up();
  await until(page, map.key, ({ touchpoints }) => touchpoints.find(({ key }) => key === "order").stage === "receive");
  assert.deepEqual(await order(page), ["visit", "mail", "order", "parcel", "ask"]);

  // By keys: one on, and a stage to the front.
  await page.locator("[data-path='touchpoints/order']").focus();
  await page.keyboard.press("Alt+ArrowRight");
  await page.waitForFunction(() => [...document.querySelectorAll(".touchpoint")].map((mark) => mark.getAttribute("data-path")).join().endsWith("parcel,touchpoints/order,touchpoints/ask"));
  await page.keyboard.press("ArrowUp");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("data-path")), "stages/receive");
  await page.keyboard.press("Alt+ArrowLeft");
  await until(page, map.key, ({ stages }) => stages.map(({ key }) => key).join() === "consider,receive,buy");
  assert.deepEqual(await order(page), ["visit", "parcel", "order", "ask", "mail"]);

  // A stage goes with what stands in it, and comes back with it.
  await page.keyboard.press("Delete");
  await page.getByRole("status").getByText("收货 Receive removed").waitFor();
  await until(page, map.key, ({ touchpoints }) => touchpoints.length === 2);
  await page.locator(".toast-undo").last().click();
  await until(page, map.key, ({ touchpoints }) => touchpoints.length === 5);
  assert.deepEqual(await order(page), ["visit", "parcel", "order", "ask", "mail"]);

  await page.locator("[data-path='touchpoints/visit']").focus();
  for (let step = 0; step < 4; step += 1) await page.keyboard.press("Control+z");
  await until(page, map.key, (now) => JSON.stringify(now.stages) === JSON.stringify(map.stages) && now.touchpoints.map(({ key, name }) => key + name).join() === map.touchpoints.map(({ key, name }) => key + name).join());
  await page.getByRole("button", { name: "Undo", exact: true }).isDisabled();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press("Control+Shift+z");
  await until(page, map.key, ({ touchpoints }) => touchpoints.find(({ key }) => key === "order").stage === "receive");
  assert.deepEqual(await order(page), ["visit", "mail", "parcel", "order", "ask"]);
}));

test("all that a touchpoint holds is kept", inWindow({}, async (page) => {
  const map = await stored(page, "filled");
  await page.goto(`/journeys/${map.key}?at=touchpoints/mail`);
  const panel = page.getByRole("complementary", { name: "Touchpoint" });
  const part = (name) => panel.locator("summary").filter({ hasText: name }).click();
  for (const [label, text] of [["Description", "A mail with the number"], ["What customers expect", "At once"], ["Feeling to leave behind", "safe"], ["What it does for the customer", "knows it worked"]]) await panel.getByRole("textbox", { name: label }).fill(text);
  await panel.getByRole("combobox", { name: "Owner" }).fill("Li Lei");
  await part("Promise");
  await panel.getByText("Within a time").click();
  await panel.getByRole("textbox", { name: "In words" }).fill("Within five minutes");
  await panel.getByRole("spinbutton", { name: "Within" }).fill("5");
  await panel.getByRole("combobox", { name: "Search an activity" }).nth(1).fill(names.order);
  await page.getByRole("option", { name: names.order }).first().click();
  await page.keyboard.press("Escape");
  await part("Why customers stay silent");
  await panel.getByRole("checkbox", { name: "“Too much trouble.”" }).check();
  await panel.getByRole("textbox", { name: /Too much trouble/ }).fill("no answer address");
  await part("Plan");
  await panel.getByRole("textbox", { name: "Develop: add a task" }).fill("Train the team");
  await page.keyboard.press("Enter");
  await panel.getByRole("textbox", { name: "Owner of Train the team" }).fill("Mei");
  await panel.getByRole("textbox", { name: "Due day of Train the team" }).fill("2099-03-04");
  await page.keyboard.press("Enter");
  await part("Links");
  await panel.getByRole("textbox", { name: "Address of the link" }).fill("https://example.com/mail");
  await panel.getByRole("textbox", { name: "Title of the link" }).fill("The mail");
  await page.keyboard.press("Enter");
  const { touchpoints } = await until(page, map.key, (now) => now.touchpoints[2].links.length === 1 && now.touchpoints[2].owner);
  const [, , mail] = touchpoints;
  assert.deepEqual([mail.description, mail.expects, mail.emotion, mail.function, mail.owner], ["A mail with the number", "At once", "safe", "knows it worked", "Li Lei"]);
  assert.equal(mail.promise.text, "Within five minutes");
  assert.equal(mail.promise.within, "5d");
  assert.deepEqual(plain(mail.promise.after), { channel: "web", name: names.order });
  assert.deepEqual(mail.barriers, [{ kind: "too_much_trouble", note: "no answer address" }]);
  const [task] = mail.plan;
  assert.deepEqual([task.part, task.title, task.owner, task.due, task.state], ["develop", "Train the team", "Mei", "2099-03-04", "open"]);
  assert.deepEqual([mail.links[0].title, mail.links[0].url], ["The mail", "https://example.com/mail"]);
}));

test("two people at one map see each other, and lose nothing", inWindow({}, async (page) => {
  const map = await stored(page, "together");
  const second = await open({ signedIn: false });
  const name = await colleague(page, second.context, "manager");
  await openMap(page, map);
  await second.page.goto(`/journeys/${map.key}?at=touchpoints/parcel`);
  await second.page.locator(".drawing .touchpoint").first().waitFor();
  await page.getByRole("list", { name: "1 other is here" }).getByText(name).waitFor({ timeout: 20_000 });
  // At the same time, in different fields of the same touchpoint.
  await page.goto(`/journeys/${map.key}?at=touchpoints/parcel`);
  await Promise.all([
    page.getByRole("textbox", { name: "Description" }).fill("of the first"),
    second.page.getByRole("combobox", { name: "Owner" }).fill("of the second"),
  ]);
  await until(page, map.key, ({ touchpoints }) => touchpoints[3].description === "of the first" && touchpoints[3].owner === "of the second");
  await second.page.waitForFunction(() => document.querySelector("[aria-label='Description']")?.value === "of the first", undefined, { timeout: 20_000 });
  await page.waitForFunction(() => document.querySelector("[aria-label='Owner']")?.value === "of the second", undefined, { timeout: 20_000 });
  // What the one takes back, the other sees; what the other did stands.
  await page.locator(".drawing .touchpoint").first().focus();
  await page.keyboard.press("Control+z");
  const now = await until(page, map.key, ({ touchpoints }) => touchpoints[3].description === "");
  assert.equal(now.touchpoints[3].owner, "of the second");
  await second.page.waitForFunction(() => document.querySelector("[aria-label='Description']")?.value === "", undefined, { timeout: 20_000 });
  await second.done();
}));

test("without a connection nothing that was done is lost", async () => {
  const window = await open();
  const { page, context } = window;
  const map = await stored(page, "offline");
  await openMap(page, map);
  await page.route("**/api/journeys/*/edits", (route) => route.abort());
  await page.locator("[data-path='touchpoints/order']").focus();
  await page.keyboard.press("F2");
  await page.keyboard.type("Orders without a net");
  await page.keyboard.press("Enter");
  await markOf(page, "Orders without a net").waitFor();
  await page.getByText("1 change waits here").waitFor();
  await page.keyboard.press("Alt+ArrowRight");
  await page.getByText("2 changes wait here").waitFor();
  assert.equal((await read(page, map.key)).touchpoints[1].name, "Orders");
  await page.unroute("**/api/journeys/*/edits");
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  await until(page, map.key, ({ touchpoints }) => touchpoints.map(({ name }) => name).join().includes("Gets the confirmation,Orders without a net"));
  await saved(page);
  await context.close();
});

test("versions are named, compared and restored, and restoring is taken back", inWindow({}, async (page) => {
  const map = await stored(page, "versions");
  await page.goto(`/journeys/${map.key}?at=touchpoints/order`);
  await page.getByRole("textbox", { name: "Name" }).fill("Orders, at last");
  await until(page, map.key, ({ touchpoints }) => touchpoints[1].name === "Orders, at last");
  await page.locator("[data-path='touchpoints/ask']").focus();
  await page.keyboard.press("Delete");
  await until(page, map.key, ({ touchpoints }) => touchpoints.length === 4);
  await page.getByRole("button", { name: "Versions" }).click();
  const dialog = page.getByRole("dialog", { name: "Versions" });
  await dialog.getByRole("textbox", { name: "Name of version 1", exact: true }).fill("As drawn");
  await page.keyboard.press("Enter");
  const first = dialog.getByRole("listitem").filter({ has: page.getByRole("textbox", { name: "Name of version 1", exact: true }) });
  await first.getByRole("button", { name: "Compare" }).click();
  const differences = dialog.getByRole("list", { name: "2 differences to now" });
  await differences.getByText("Orders, at last", { exact: true }).waitFor();
  assert.match(await differences.innerText(), /Asks where it is/);
  await first.getByRole("button", { name: "Restore" }).click();
  await until(page, map.key, ({ touchpoints }) => touchpoints.length === 5 && touchpoints[1].name === "Orders");
  await page.keyboard.press("Escape");
  await markOf(page, "Asks where it is").waitFor();
  await page.locator(".toast-undo").last().click();
  await until(page, map.key, ({ touchpoints }) => touchpoints.length === 4 && touchpoints[1].name === "Orders, at last");
  await page.reload();
  await page.getByRole("button", { name: "Versions" }).click();
  assert.equal(await page.getByRole("textbox", { name: "Name of version 1", exact: true }).inputValue(), "As drawn");
}));

test("comments: on a cell, by name, settled, opened again, removed and brought back", inWindow({}, async (page) => {
  const map = await stored(page, "comments");
  await page.goto(`/journeys/${map.key}?at=touchpoints/parcel`);
  const panel = page.getByRole("complementary", { name: "Touchpoint" });
  await panel.getByText("What customers expect").hover();
  await panel.getByRole("button", { name: "Comments on What customers expect: 0" }).click();
  const dialog = page.getByRole("dialog", { name: "Comments: 收到包裹 · What customers expect" });
  await dialog.getByRole("textbox", { name: "Comment" }).pressSequentially("@adm");
  await page.getByRole("option").first().waitFor().catch(() => page.locator(".ant-mentions-dropdown-menu-item").first().waitFor());
  await page.keyboard.press("Enter");
  await dialog.getByRole("textbox", { name: "Comment" }).pressSequentially("which day do we say?");
  await dialog.getByRole("button", { name: "Comment", exact: true }).click();
  const row = dialog.getByRole("listitem").filter({ hasText: "which day do we say?" });
  await row.locator("strong").filter({ hasText: /^@admin/ }).waitFor();
  await page.keyboard.press("Escape");
  await panel.getByRole("button", { name: "Comments on What customers expect: 1" }).waitFor();
  await page.getByRole("button", { name: /^Comments\s*1$/ }).click();
  const all = page.getByRole("dialog", { name: "Comments" });
  await all.getByRole("button", { name: "Settled" }).click();
  await all.getByText("Nothing is open here.").waitFor();
  await all.getByRole("button", { name: "Show 1 that is settled" }).click();
  await all.getByRole("button", { name: "Open again" }).click();
  await all.getByRole("button", { name: "Settled" }).waitFor();
  await all.getByRole("button", { name: /^Remove the comment/ }).click();
  await all.getByText("Nothing is open here.").waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".toast-undo").last().click();
  await panel.getByRole("button", { name: "Comments on What customers expect: 1" }).waitFor();
  // Whoever is called finds it in the list of maps, and is led to its place.
  await page.goto("/journeys");
  await page.locator(".mentions").getByRole("link", { name: /which day do we say/ }).first().click();
  await page.getByRole("dialog", { name: "Comments: 收到包裹 · What customers expect" }).getByText("which day do we say?").waitFor();
}));

test("files: a drawing, a picture, the document, and a sheet of A3; the document comes back in", inWindow({}, async (page) => {
  const map = await stored(page, "files");
  await openMap(page, map);
  const save = async (name) => {
    await page.getByRole("button", { name: "Export" }).click();
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name }).click()]);
    return readFile(await file.path());
  };
  const svg = (await save("Drawing (SVG)")).toString("utf8");
  const parsed = await page.evaluate((text) => {
    const file = new DOMParser().parseFromString(text, "image/svg+xml");
    return { broken: file.querySelector("parsererror") !== null, words: file.documentElement.textContent, mixed: /oklab|color\(|var\(--/.test(text) };
  }, svg);
  assert.deepEqual([parsed.broken, parsed.mixed], [false, false]);
  for (const word of ["收到包裹", "Looks around", map.name]) assert.ok(parsed.words.includes(word), word);
  const png = await save("Picture (PNG)");
  assert.equal(png.subarray(1, 4).toString(), "PNG");
  assert.ok(png.readUInt32BE(16) > 1_500);
  const json = await save("Map (JSON)");
  assert.deepEqual(JSON.parse(json.toString("utf8")), await read(page, map.key));
  // As the browser prints it, or makes a PDF of it.
  const pdf = await page.pdf({ preferCSSPageSize: true });
  assert.match(pdf.toString("latin1"), /\/MediaBox \[0 0 119[01](\.\d+)? 84[12](\.\d+)?\]/, "A3, lying");
  const folder = process.env.THROUGHLINE_SHOTS;
  if (folder) await writeFile(`${folder}/journey.pdf`, pdf);

  await page.goto("/journeys");
  await page.getByRole("button", { name: "New map" }).click();
  const chosen = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Import a file" }).click();
  await (await chosen).setFiles({ name: "map.json", mimeType: "application/json", buffer: json });
  await page.waitForURL((at) => at.pathname.startsWith("/journeys/") && !at.pathname.endsWith(map.key));
  const copy = await read(page, new URL(page.url()).pathname.split("/").at(-1));
  assert.deepEqual({ ...copy, key: map.key }, await read(page, map.key));
}));

test("who may only look finds nothing to change", inWindow({}, async (page) => {
  const map = await stored(page, "looked");
  const second = await open({ signedIn: false });
  await colleague(page, second.context, "viewer");
  await openMap(second.page, map);
  await second.page.getByText("managers change it").waitFor();
  assert.equal(await second.page.locator(".drawing .add").count(), 0);
  await markOf(second.page, "收到包裹").click();
  const panel = second.page.getByRole("complementary", { name: "Touchpoint" });
  await panel.getByText("On the day you said").waitFor();
  assert.equal(await panel.locator("input:not([disabled]), textarea").count(), 0);
  await second.page.locator("[data-path='touchpoints/order']").focus();
  for (const key of ["F2", "n", "Delete", "Alt+ArrowRight"]) await second.page.keyboard.press(key);
  assert.equal(await second.page.locator(".rename").count(), 0);
  assert.deepEqual(await order(second.page), ["visit", "order", "mail", "parcel", "ask"]);
  await second.page.goto("/journeys");
  await second.page.getByRole("link", { name: new RegExp(map.name) }).waitFor();
  assert.equal(await second.page.getByRole("button", { name: "New map" }).count(), 0);
  await second.done();
}));

test("the palette finds maps and touchpoints; a ring is unrolled; what is removed comes back", inWindow({}, async (page) => {
  const { touchpoints } = documentOf("found");
  const map = await stored(page, "found", { kind: "loop", touchpoints: touchpoints.map((one) => ({ ...one, name: `${one.name} ${tag}` })) });
  await page.goto("/");
  await page.getByRole("navigation").waitFor();
  await page.keyboard.press("Control+k");
  const field = page.getByRole("combobox", { name: "Find customers, pages and actions" });
  await field.fill(map.name);
  await page.getByRole("option", { name: map.name }).first().click();
  await page.locator("svg[data-form=ring]").waitFor();
  await page.getByText("Line", { exact: true }).click();
  await page.locator("svg[data-form=line]").waitFor();
  await page.keyboard.press("Control+k");
  await field.fill(`收到包裹 ${tag}`);
  await page.getByRole("option", { name: new RegExp(map.name) }).first().click();
  await page.getByRole("complementary", { name: "Touchpoint" }).waitFor();
  await page.getByRole("button", { name: "Settings", exact: true }).click();
  await page.getByRole("button", { name: "Remove this map" }).click();
  await page.waitForURL("**/journeys");
  await page.locator(".toast-undo").last().click();
  await page.getByRole("link", { name: new RegExp(map.name) }).waitFor();
  assert.equal((await read(page, map.key)).touchpoints.length, touchpoints.length);
}));
