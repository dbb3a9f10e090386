// Pairs that were found by comparing people: shown with what speaks for and against, decided by keyboard, undone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, call, day, fits, inWindow, interaction, open, person, start, stop, tag, tell } from "./world.mjs";

const pairs = ["Aurelia", "Benedikta", "Crescentia"].map((given, place) => {
  const about = { birthday: `19${61 + place}-04-0${place + 2}`, mobile: `1390000${1000 + Math.floor(Math.random() * 8999)}`, address: { street: `${place + 3} Tallow Lane`, city: `Town ${tag}`, postalCode: `7${place}1${tag.slice(-2)}` } };
  const name = `${given} Quillfeather${tag}`;
  return [
    { ...person(name, `${given}-1`), traits: about },
    { ...person(name, `${given}-2`), traits: { ...about, birthday: about.birthday.replace(/-0/, "-1") } },
  ];
});
let made;

async function suggestionsOf(page, customer) {
  return (await call(page, "GET", `/api/merge-suggestions?customer=${customer}`)).items;
}

before(async () => {
  await start();
  const { page, done } = await open();
  made = [];
  for (const pair of pairs) {
    const ids = [];
    for (const [place, one] of pair.entries()) ids.push(await tell(page, one, [interaction(one, Date.now() - (place + 1) * day, { subject: `${one.name} ${place}` })]));
    made.push(ids);
  }
  // The comparison runs behind the answers: within seconds.
  for (const [id] of made) {
    for (let tries = 0; (await suggestionsOf(page, id)).length === 0; ++tries) {
      assert.ok(tries < 300, "nobody was suggested within 30 seconds");
      await page.waitForTimeout(100);
    }
  }
  await done();
});
after(stop);

const card = (page, place) => page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: pairs[place][0].name }) }).filter({ has: page.locator(".suggestion-comparison") });

test("a pair is explained field by field, and the sum is its probability", inWindow({}, async (page) => {
  await page.goto("/joins");
  const one = card(page, 0);
  await one.locator("summary").click();
  const table = one.getByRole("table");
  await table.getByText("same family name").waitFor();
  await table.getByText("date of birth off by one digit, or day and month exchanged").waitFor();
  await table.getByText(/that it is one person/).waitFor();
  assert.equal(await table.getByText("1961-04-02").count(), 1);
}));

test("declining by button and by undo", inWindow({}, async (page) => {
  await page.goto("/joins");
  await card(page, 1).getByRole("button", { name: "Not the same" }).click();
  await card(page, 1).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo" }).click();
  await card(page, 1).waitFor();
}));

test("joining from the list by keyboard, and taking it back", inWindow({}, async (page) => {
  await page.goto("/joins");
  await card(page, 2).waitFor();
  // Down to the pair, wherever it stands, then `a`.
  for (let step = 0; step < 60 && !(await card(page, 2).getAttribute("data-chosen")); ++step) await page.keyboard.press("j");
  await page.keyboard.press("a");
  await card(page, 2).waitFor({ state: "detached" });
  await page.getByText("Joined to one line").waitFor();
  assert.equal((await call(page, "GET", `/api/customers/${made[2][0]}`)).profiles, 2);
  await page.getByRole("button", { name: "Undo" }).click();
  await card(page, 2).waitFor();
  assert.equal((await call(page, "GET", `/api/customers/${made[2][0]}`)).profiles, 1);
}));

for (const [language, width, dark] of [["en", 1440, false], ["zh", 320, true]]) {
  test(`pairs and the model, ${language}, ${width} px: no fault that axe finds, nothing sticks out`, inWindow({ language, width, dark }, async (page) => {
    await page.goto("/joins");
    await card(page, 0).locator("summary").click();
    await page.locator(".model summary").click();
    // What decides is in sight, not beside it.
    for (const box of await card(page, 0).locator(".bits").all()) {
      const { x, width: wide } = await box.boundingBox();
      assert.ok(x >= 0 && x + wide <= width, `bits from ${x} to ${x + wide} of ${width} px`);
    }
    await accessible(page, "pairs that may be one person");
    await fits(page, "pairs that may be one person");
  }));
}
