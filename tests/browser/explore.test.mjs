// Explore: a question is put together, the answer follows every change, and every number opens the customers behind it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { inWindow, open, start, stop, tag } from "./world.mjs";
import { address, figures, hear, labelsOf, names, ready } from "./explored.mjs";

before(async () => {
  await start();
  const { page, done } = await open();
  await hear(page);
  await done();
});
after(stop);

/** The kinds of answers that are saved as pictures. */
const pictured = ["funnel", "flow", "paths", "retention", "time", "repeats", "variants", "drivers"];

const stepNames = (page) => page.locator(".step-main .chosen-name").allInnerTexts();

/** The funnel's numbers, as they stand in its table. */
async function funnelOf(page) {
  await page.getByText("Table", { exact: true }).click();
  const rows = page.locator(".answer-table tbody tr");
  await rows.first().waitFor();
  const told = await rows.evaluateAll((all) => all.map((row) => Number(row.cells[row.cells.length > 7 ? 2 : 1].textContent)));
  await page.getByText("Drawing", { exact: true }).click();
  return told;
}

test("a funnel is put together, reordered and taken apart by keys alone", inWindow({}, async (page) => {
  await page.goto("/explore");
  await page.getByRole("heading", { name: "How far do customers come?" }).waitFor();
  await page.keyboard.press("a");
  for (const name of [names.visit, names.order, names.cart]) {
    await page.keyboard.type(name);
    await page.getByRole("option", { name }).waitFor();
    await page.keyboard.press("Enter");
  }
  await page.getByText("12 customers", { exact: true }).waitFor();
  assert.deepEqual(await stepNames(page), [names.visit, names.order, names.cart]);
  await page.getByRole("button", { name: `Step 3, ${names.cart}: up and down move it, Delete removes it` }).focus();
  await page.keyboard.press("ArrowUp");
  await page.getByRole("button", { name: `7 customers came to step 2, ${names.cart}` }).waitFor();
  assert.deepEqual(await funnelOf(page), [12, 7, 4]);
  await page.getByRole("button", { name: `Step 3, ${names.order}: up` }).focus();
  await page.keyboard.press("Delete");
  await page.waitForFunction(() => document.querySelectorAll(".step").length === 2);
  // What was focused is gone; the focus is on what took its place.
  await page.waitForFunction(() => document.activeElement?.classList.contains("step-handle"));
  await page.goBack();
  await page.waitForFunction(() => document.querySelectorAll(".step").length === 3);
  await page.getByRole("button", { name: `Remove step 1, ${names.visit}` }).click();
  await page.waitForFunction(() => document.querySelectorAll(".step").length === 2);
  await page.getByRole("button", { name: "Undo" }).last().click();
  await page.getByRole("button", { name: `7 customers came to step 2, ${names.cart}` }).waitFor();
}));

test("a step is dragged to its place", inWindow({}, async (page) => {
  await page.goto(address.funnel);
  await ready(page, "funnel");
  const handles = page.locator(".step-handle");
  const [from, to] = [await handles.nth(2).boundingBox(), await handles.nth(0).boundingBox()];
  await page.mouse.move(from.x + 10, from.y + 10);
  await page.mouse.down();
  await page.mouse.move(to.x + 10, to.y + 6, { steps: 4 });
  await page.mouse.up();
  await page.waitForFunction((wanted) => document.querySelector(".step-main .chosen-name")?.textContent === wanted, names.order);
  assert.deepEqual(await stepNames(page), [names.order, names.visit, names.cart]);
}));

test("a number opens as many customers as it says, and each is a way to its page", inWindow({}, async (page) => {
  await page.goto(address.funnel);
  await ready(page, "funnel");
  for (const [said, count] of figures.funnel) {
    const mark = page.getByRole("button", { name: said });
    await mark.focus();
    await page.keyboard.press("Enter");
    const drawer = page.getByRole("dialog", { name: "Customers" });
    await drawer.getByText(`${count} of ${count}`).waitFor();
    assert.equal(await drawer.getByRole("link").count(), count, said);
    await page.keyboard.press("Escape");
    await drawer.waitFor({ state: "detached" });
  }
  await page.getByRole("button", { name: `customers came to step 3, ${names.order}` }).click();
  const link = page.getByRole("dialog").getByRole("link").first();
  const who = await link.locator("strong").innerText();
  await link.click();
  await page.getByRole("heading", { name: who, level: 1 }).waitFor();
  await page.goBack();
  await ready(page, "funnel");
  assert.deepEqual(await funnelOf(page), [12, 7, 4]);
}));

test("what must not happen between two steps, and what must follow directly, change the answer at once", inWindow({}, async (page) => {
  await page.goto(address.funnel);
  await ready(page, "funnel");
  await page.getByRole("button", { name: "but not…" }).first().click();
  await page.keyboard.type(names.call);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.searchParams.get("not") === `voice:${names.call}`);
  await page.getByRole("button", { name: `5 customers came to step 2` }).waitFor();
  await page.getByRole("button", { name: `Allow ${names.call} again` }).click();
  await page.getByRole("button", { name: `7 customers came to step 2` }).waitFor();
  await page.getByRole("button", { name: "then, sometime" }).first().click();
  await page.waitForURL((url) => url.searchParams.get("next") === `web:${names.cart}`);
  await page.getByRole("button", { name: `5 customers came to step 2` }).waitFor();
}));

test("a shared link gives the same answer, in its language and view", inWindow({}, async (page, window) => {
  await window.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`${address.funnel}&by=topic&view=table`);
  await page.locator(".answer-table tbody tr").first().waitFor();
  const told = () => page.locator(".answer-table tbody tr").evaluateAll((rows) => rows.map((row) => [...row.cells].slice(2, 6).map((cell) => cell.textContent)));
  const here = await told();
  assert.equal(here.length, 3 * 3, "all of them, and two topics");
  await page.getByRole("button", { name: "Copy the link" }).click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  const link = new URL(await page.evaluate(() => navigator.clipboard.readText()));
  assert.equal(link.searchParams.get("lang"), "en");
  link.searchParams.set("lang", "zh");
  await page.goto(link.href);
  await page.getByRole("heading", { name: "探索", level: 1 }).waitFor();
  await page.locator(".answer-table tbody tr").first().waitFor();
  assert.deepEqual(await told(), here);
  // The reader's own language is not overwritten by a link.
  await page.goto("/explore");
  await page.getByRole("heading", { name: "Explore", level: 1 }).waitFor();
}));

async function saved(page, form) {
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: `Save as ${form}` }).click()]);
  assert.ok(file.suggestedFilename().endsWith(`.${form.toLowerCase()}`), file.suggestedFilename());
  return readFile(await file.path());
}

test("an answer is saved as CSV, SVG and PNG", inWindow({}, async (page) => {
  await page.goto(address.funnel);
  await ready(page, "funnel");
  const save = (form) => saved(page, form);
  const lines = (await save("CSV")).toString("utf8").replace(/^\ufeff/, "").trim().split("\r\n");
  assert.equal(lines.length, 4);
  assert.deepEqual(lines.slice(1).map((line) => Number(line.split(",")[1])), [12, 7, 4]);
  assert.match(lines[0], /seconds/);
  const svg = (await save("SVG")).toString("utf8");
  const parsed = await page.evaluate((text) => {
    const file = new DOMParser().parseFromString(text, "image/svg+xml");
    return { broken: file.querySelector("parsererror") !== null, words: file.documentElement.textContent, mixed: /oklab|color\(|var\(--/.test(text) };
  }, svg);
  assert.equal(parsed.broken, false);
  assert.equal(parsed.mixed, false, "colours that every program reads");
  for (const word of [names.visit, names.order, "12 customers"]) assert.ok(parsed.words.includes(word), word);
  const png = await save("PNG");
  assert.equal(png.subarray(1, 4).toString(), "PNG");
  assert.ok(png.readUInt32BE(16) > 800 && png.length > 5_000, `${png.readUInt32BE(16)} px, ${png.length} bytes`);
}));

for (const dark of [false, true]) {
  test(`every label of a saved picture can be read (${dark ? "dark" : "light"})`, inWindow({ dark }, async (page) => {
    for (const kind of pictured) {
      await page.goto(address[kind]);
      await ready(page, kind);
      if (await page.getByRole("button", { name: "Save as SVG" }).count() === 0) {
        assert.equal(await page.locator("svg[data-picture]").count(), 0, `${kind} is drawn, and not offered as a picture`);
        continue;
      }
      await page.locator("svg[data-picture]").first().waitFor({ state: "attached" });
      const labels = await labelsOf(page, (await saved(page, "SVG")).toString("utf8"));
      assert.ok(labels.length > 4, kind);
      if (kind === "drivers") assert.ok(labels.some(({ words }) => words.includes("association")), "no cause");
      const bad = labels.filter(({ own, inside }) => own < 0.01 || !inside);
      assert.deepEqual(bad, [], `${kind}: ${labels.length} labels`);
    }
  }));
}

test("times by groups are one picture with the intervals of the promise, and numbers of their own in a file", inWindow({}, async (page) => {
  await page.goto(`${address.time}&by=topic`);
  await ready(page, "time");
  await page.locator("svg[data-picture]").nth(1).waitFor();
  const words = (await saved(page, "SVG")).toString("utf8");
  for (const word of ["Promise kept, by group", `tea ${tag}`, `cups ${tag}`]) assert.ok(words.includes(word), word);
  const [head, first] = (await saved(page, "CSV")).toString("utf8").replace(/^\ufeff/, "").split("\r\n").map((line) => line.split(/,(?! )/));
  const low = head.findIndex((name) => name.includes("interval, from"));
  assert.ok(low > 0 && head[low + 1].includes("interval, to"), head.join(" | "));
  assert.ok(Number(first[low]) < Number(first[low + 1]), first.join(" | "));
}));

test("the former answer stays, dimmed, until the next is here; a question that is no longer asked is given up", inWindow({}, async (page) => {
  await page.goto(address.funnel);
  await ready(page, "funnel");
  const held = [];
  const given = [];
  page.on("requestfailed", (request) => given.push(request.postDataJSON()?.within));
  await page.route("**/api/questions/funnel", (route) => held.push(route));
  await page.getByRole("spinbutton", { name: "All steps within" }).fill("29");
  await page.locator(".answer-body[data-stale]").getByText("12 customers", { exact: true }).waitFor();
  await page.locator(".progress[data-on]").waitFor();
  await page.getByRole("spinbutton", { name: "All steps within" }).fill("28");
  await page.getByRole("heading", { name: "within 30 days" }).waitFor();
  while (held.length < 2) await page.waitForTimeout(20);
  await held[1].continue();
  await page.locator(".answer-body:not([data-stale])").waitFor();
  assert.deepEqual(given, ["29d"]);
  await page.getByRole("heading", { name: "within 28 days" }).waitFor();
}));

test("an answer that nobody fits says so and offers to widen it; one press begins a question", inWindow({}, async (page) => {
  await page.goto(`${address.funnel}&from=1990-01-01&to=1990-02-01`);
  await page.getByRole("heading", { name: "Nobody fits" }).waitFor();
  await page.getByRole("button", { name: "All time, no filters" }).click();
  await ready(page, "funnel");
  await page.goto("/explore");
  const first = page.getByRole("group", { name: "The commonest activities" }).getByRole("button").first();
  await first.waitFor();
  await first.click();
  await page.getByRole("button", { name: /customers came to step 1/ }).waitFor();
  await page.keyboard.press("2");
  await page.waitForURL((url) => url.searchParams.get("ask") === "flow");
}));

test("filters and the breakdown narrow and part the answer", inWindow({}, async (page) => {
  await page.goto(address.funnel);
  await ready(page, "funnel");
  await page.getByRole("combobox", { name: "Add a filter" }).click();
  await page.getByTitle("Topic", { exact: true }).click();
  await page.getByRole("combobox", { name: "Topic", exact: true }).fill(`tea ${tag}`);
  await page.getByTitle(`tea ${tag}`).click();
  await page.keyboard.press("Escape");
  await page.waitForURL((url) => url.searchParams.get("where.topic") === `tea ${tag}`);
  await page.getByText("6 customers", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Remove the filter Topic" }).click();
  await page.getByText("12 customers", { exact: true }).waitFor();
}));

test("a time is asked with a promise, and shows what was kept", inWindow({}, async (page) => {
  await page.goto(address.time);
  await ready(page, "time");
  const told = page.locator(".figures-line");
  await told.getByText("Promise kept").waitFor();
  assert.match(await told.innerText(), /50%/);
  await page.getByRole("spinbutton", { name: "Promised within" }).fill("");
  await told.getByText("Promise kept").waitFor({ state: "detached" });
}));

test("a flow is walked by arrows, and opened by Enter", inWindow({}, async (page) => {
  await page.goto(address.flow);
  await ready(page, "flow");
  await page.locator(".flow-node[tabindex='0']").focus();
  const first = await page.evaluate(() => document.activeElement?.getAttribute("data-id"));
  for (const key of ["ArrowDown", "ArrowRight", "ArrowUp", "ArrowLeft"]) await page.keyboard.press(key);
  const walked = await page.evaluate(() => document.activeElement?.getAttribute("data-id"));
  assert.ok(walked !== null && first !== null);
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: "What is around" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("region", { name: "What is around" }).waitFor({ state: "detached" });
}));

for (const kind of ["flow", "paths", "variants", "retention"]) {
  test(`every number of customers in the table of ${kind} opens as many`, inWindow({}, async (page) => {
    const filtered = new URL(address[kind], "http://x");
    filtered.searchParams.append("where.topic", `tea ${tag}`);
    await page.goto(`${filtered.pathname}${filtered.search}&view=table`);
    const column = { flow: 3, paths: 4, variants: 5, retention: 1 }[kind];
    const cells = page.locator(`.answer-table >> nth=0 >> tbody tr > :nth-child(${column + 1}) .figure-open`);
    await cells.first().waitFor();
    const count = Math.min(3, await cells.count());
    for (let place = 0; place < count; place += 1) {
      const number = Number((await cells.nth(place).innerText()).replace(/,/g, ""));
      await cells.nth(place).click();
      const drawer = page.getByRole("dialog", { name: "Customers" });
      await drawer.getByText(`${number} of ${number}`).waitFor();
      assert.equal(await drawer.getByRole("link").count(), number);
      await page.keyboard.press("Escape");
      await drawer.waitFor({ state: "detached" });
    }
  }));
}

test("times and contacts open the customers who had them", inWindow({}, async (page) => {
  await page.goto(`${address.time}&view=table`);
  const starts = page.locator(".answer-table").first().locator("tbody tr").first().locator(".figure-open").first();
  assert.equal(await starts.innerText(), "4");
  await starts.click();
  await page.getByRole("dialog").getByText("4 of 4").waitFor();
  await page.keyboard.press("Escape");
  await page.goto(`/explore?ask=repeats&contact=voice:${encodeURIComponent(names.call)}&view=table`);
  await page.locator(".answer-table tbody .figure-open").first().click();
  await page.getByRole("dialog").getByText("2 of 2").waitFor();
}));

test("a question is saved under a name, opened again, and its removal taken back", inWindow({}, async (page) => {
  const name = `Buyers ${tag}`;
  await page.goto(address.funnel);
  await ready(page, "funnel");
  await page.keyboard.press("s");
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.keyboard.press("Enter");
  await page.getByText(`Saved: ${name}`).waitFor();
  await page.goto(address.flow);
  await ready(page, "flow");
  await page.keyboard.press("o");
  await page.getByRole("textbox", { name: "Search what was saved" }).fill(name);
  await page.getByRole("button", { name: `Remove ${name}` }).click();
  await page.getByText(`${name} removed`).waitFor();
  await page.getByRole("button", { name: `${name} Funnel` }).waitFor({ state: "detached" });
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Undo" }).click();
  await page.keyboard.press("o");
  await page.getByRole("button", { name: `${name} Funnel` }).click();
  await ready(page, "funnel");
  assert.deepEqual(await funnelOf(page), [12, 7, 4]);
}));

test("a saved question gets another name", inWindow({}, async (page) => {
  await page.goto(address.flow);
  await ready(page, "flow");
  await page.keyboard.press("s");
  await page.getByRole("textbox", { name: "Name" }).fill(`First name ${tag}`);
  await page.keyboard.press("Enter");
  await page.getByText(`Saved: First name ${tag}`).waitFor();
  await page.keyboard.press("o");
  await page.getByRole("button", { name: `Rename First name ${tag}` }).click();
  const field = page.getByRole("textbox", { name: `Rename First name ${tag}` });
  await field.fill("nothing comes of it");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: `Rename First name ${tag}` }).click();
  await field.fill(`Second name ${tag}`);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: `Second name ${tag} Flow` }).waitFor();
  assert.equal(await page.getByRole("button", { name: new RegExp(`First name ${tag}`) }).count(), 0);
}));

test("the last days stay the last days, in a saved question, a segment and a link, with the clock they are of", inWindow({}, async (page, window) => {
  await window.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`${address.funnel}&period=365d`);
  await ready(page, "funnel");
  await page.locator(".freshness").getByText("days of Asia/Shanghai").waitFor();
  await page.keyboard.press("s");
  await page.getByRole("textbox", { name: "Name" }).fill(`Last year ${tag}`);
  await page.keyboard.press("Enter");
  await page.getByText(`Saved: Last year ${tag}`).waitFor();
  const kept = (await (await page.context().request.get(`/api/saved-questions?q=${encodeURIComponent(`Last year ${tag}`)}`)).json()).items[0].asked;
  assert.deepEqual([kept.days, kept.zone, kept.from], [365, "Asia/Shanghai", undefined]);
  await page.getByRole("button", { name: "Copy the link" }).click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  const link = new URL(await page.evaluate(() => navigator.clipboard.readText()));
  assert.deepEqual([link.searchParams.get("period"), link.searchParams.get("zone")], ["365d", "Asia/Shanghai"]);
  // Read elsewhere, the days are still those of the one who sent them, until another clock is chosen.
  await page.goto(`${address.funnel}&from=2024-01-01&zone=America/Sao_Paulo`);
  await ready(page, "funnel");
  await page.getByRole("button", { name: "Take the days of Asia/Shanghai" }).click();
  await page.locator(".freshness").getByText("days of Asia/Shanghai").waitFor();
  await page.goto(`${address.flow}&from=0000-00-00`);
  await ready(page, "flow");
  await page.locator(".freshness").getByText("all time").waitFor();
}));

test("contacts are what people sent us, until everything that came in is chosen", inWindow({}, async (page) => {
  const contacts = async () => Number((await page.locator(".figures-line dd").nth(await page.locator(".figures-line dt").allInnerTexts().then((words) => words.indexOf("Contacts") + 1)).innerText()).replace(/\D/g, ""));
  await page.goto(`/explore?${new URLSearchParams({ ask: "repeats", "where.topic": `tea ${tag}` })}`);
  await ready(page, "repeats");
  const asked = page.waitForRequest((request) => request.url().endsWith("/questions/repeats") && request.postDataJSON().contact === undefined);
  const few = await contacts();
  await page.getByRole("switch", { name: "Only what people sent us" }).click();
  await asked;
  await ready(page, "repeats");
  assert.ok((await contacts()) > few, "pages that were viewed are no contacts at first");
}));

test("a flow of many activities opens whole", inWindow({}, async (page) => {
  await page.goto("/explore?ask=flow&activities=24");
  await ready(page, "flow");
  const box = await page.locator(".flow-box").boundingBox();
  const nodes = await page.locator(".flow-node").evaluateAll((all) => all.map((node) => node.getBoundingClientRect().toJSON()));
  assert.equal(nodes.length, 24);
  for (const { left, right, bottom } of nodes) assert.ok(left >= box.x && right <= box.x + box.width && bottom <= box.y + box.height, "all of it is in sight");
}));

test("the customers behind a number are kept as a segment, and are who fits it now", inWindow({}, async (page) => {
  const name = `Left ${tag}`;
  await page.goto(address.funnel);
  await ready(page, "funnel");
  await page.getByRole("button", { name: `customers came to step 1, ${names.visit}, and no further` }).click();
  await page.getByRole("button", { name: "Keep as a segment" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("switch", { name: "For everybody who may ask questions" }).click();
  await page.getByRole("button", { name: "Save", exact: true }).last().click();
  await page.getByText(`Saved: ${name}`).waitFor();
  await page.goto("/explore");
  await page.getByRole("button", { name: "Saved", exact: true }).click();
  await page.getByRole("button", { name: `${name} Segment` }).click();
  const drawer = page.getByRole("dialog", { name });
  await drawer.getByText("5 customers now").waitFor();
  assert.equal(await drawer.getByRole("link").count(), 5);
}));

test("drivers say that they are no causes, and what they are adjusted for", inWindow({}, async (page) => {
  await page.goto(address.drivers);
  await page.getByText("This is an association, not a cause. Adjusted for: Topic.").waitFor();
  await page.getByText("Have the outcome").waitFor();
}));
