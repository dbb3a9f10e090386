// What the tests of Explore ask about: twelve customers who visit, seven of whom fill a cart, four of whom order; two of the
// seven call in between. Half of them speak of tea, half of cups.
import { call, day, minute, tag } from "./world.mjs";

export const names = { visit: `Visit ${tag}`, cart: `Cart ${tag}`, order: `Order ${tag}`, call: `Call ${tag}`, parcel: `Parcel ${tag}` };

const steps = new URLSearchParams([["ask", "funnel"], ["step", `web:${names.visit}`], ["step", `web:${names.cart}`], ["step", `web:${names.order}`]]);
const pair = (ask, start, end, more = {}) => `/explore?${new URLSearchParams({ ask, start: `web:${start}`, end: `post:${end}`, ...more })}`;

export const address = {
  funnel: `/explore?${steps}`,
  flow: `/explore?ask=flow&activities=30`,
  paths: `/explore?${new URLSearchParams({ ask: "paths", start: `web:${names.visit}` })}`,
  retention: `/explore?${new URLSearchParams({ ask: "retention", start: `web:${names.visit}`, unit: "day" })}`,
  time: pair("time", names.order, names.parcel, { promise: "2d" }),
  repeats: `/explore?ask=repeats&by=topic`,
  variants: `/explore?${new URLSearchParams({ ask: "variants", start: `web:${names.visit}`, "where.topic": `tea ${tag}` })}`,
  drivers: `/explore?${new URLSearchParams({ ask: "drivers", start: `web:${names.visit}`, end: `web:${names.cart}`, within: "5d", after: "40m", adjust: "topic" })}`,
};

/** What the drawing of the funnel offers to open, and how many customers must be behind it. */
export const figures = {
  funnel: [
    [`12 customers came to step 1, ${names.visit}`, 12],
    [`7 customers came to step 2, ${names.cart}`, 7],
    [`5 customers came to step 1, ${names.visit}, and no further`, 5],
    [`3 customers came to step 2, ${names.cart}, and no further`, 3],
  ],
};

const drawn = { funnel: "svg[data-picture] .bar", flow: ".flow-node", paths: ".stream-node", retention: ".heat", time: "svg .cumulated", repeats: ".figures-line", variants: ".variants li", drivers: ".association" };

/** The answer is there, and is that of the question. */
export async function ready(page, kind) {
  await page.locator(`.answer-body:not([data-stale]) ${drawn[kind]}`).first().waitFor();
}

/** Sends it all, and waits until questions see it. */
export async function hear(page) {
  const began = Date.now() - 20 * day;
  const interactions = [];
  for (let person = 0; person < 12; person += 1) {
    const happened = [["web", names.visit, 0]];
    if (person < 7) {
      if (person < 2) happened.push(["voice", names.call, 30]);
      happened.push(["web", names.cart, 60]);
    }
    if (person < 4) happened.push(["web", names.order, 90], ["post", names.parcel, 90 + (person % 2 === 0 ? 24 : 96) * 60]);
    for (const [channel, name, after] of happened) {
      interactions.push({
        identities: [{ namespace: "user_id", value: `explore-${tag}-${person}`, verified: true }],
        customer: { name: `探索 ${tag} ${person}`, traits: {} },
        at: new Date(began + person * day + after * minute).toISOString(),
        channel,
        name,
        direction: channel === "post" ? "out" : "in",
        topic: person % 2 === 0 ? `tea ${tag}` : `cups ${tag}`,
        source: "browser tests",
        source_key: `explore-${tag}-${interactions.length}`,
      });
    }
  }
  await call(page, "POST", "/api/interactions", { interactions });
  for (;;) {
    const answer = await page.context().request.post("/api/questions/funnel", { data: { steps: [{ name: names.visit }], within: "1d" }, headers: { origin: new URL(page.url() === "about:blank" ? process.env.THROUGHLINE_URL : page.url()).origin } });
    if (answer.ok() && (await answer.json()).n === 12) return;
    await page.waitForTimeout(50);
  }
}

/** A saved picture as a browser renders it: of each label how much is there in its own colour (a blob has none of it), and whether all of it is on the picture. */
export const labelsOf = (page, svg) =>
  page.evaluate(async (text) => {
    const shown = document.createElement("div");
    shown.style.cssText = "position:absolute;left:0;top:0;visibility:hidden";
    const file = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    shown.append(document.adoptNode(file));
    document.body.append(shown);
    const [width, height] = ["width", "height"].map((name) => Number(file.getAttribute(name)));
    const image = new Image();
    image.src = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: width * 2, height: height * 2 });
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    const { left, top } = file.getBoundingClientRect();
    const labels = [...file.querySelectorAll("text:not([aria-hidden])")].filter(({ textContent }) => textContent.trim() !== "").map((label) => {
      const box = label.getBoundingClientRect();
      const place = [box.left - left, box.top - top, box.width, box.height];
      const [r, g, b] = getComputedStyle(label).fill.match(/\d+/g).map(Number);
      const { data } = pen.getImageData(...place.map((one) => Math.round(one * 2)));
      let own = 0;
      for (let at = 0; at < data.length; at += 4) if (Math.abs(data[at] - r) + Math.abs(data[at + 1] - g) + Math.abs(data[at + 2] - b) < 90) own += 1;
      return { words: label.textContent, own: (4 * own) / data.length, inside: place[0] >= 0 && place[1] >= 0 && place[0] + place[2] <= width && place[1] + place[3] <= height };
    });
    shown.remove();
    return labels;
  }, svg);
