// What the tests of journey maps look at: a map with five touchpoints in three stages, and activities that were really heard.
import { call, interaction, person, tag, url } from "./world.mjs";

export const names = { visit: `Shop visit ${tag}`, order: `Order placed ${tag}`, parcel: `Parcel handed over ${tag}`, late: `Where is it ${tag}` };

const bare = { description: "", owner: "", department: "", region: "" };
const stage = (key, name, more = {}) => ({ key, name, ...bare, ...more });
const touchpoint = (key, name, inStage, more = {}) => ({
  key, name, stage: inStage, channels: [], ...bare, expects: "", emotion: "", function: "", moment_of_truth: false, links: [], barriers: [], plan: [], ...more,
});

/** A map of its own for each test that changes one. */
export function document(key, more = {}) {
  return {
    key: `${key}-${tag}`, name: `${key} ${tag}`, kind: "line", ...bare, drop_off_within: "30d", outcomes: [], adjust: [],
    stages: [stage("consider", "Consider", { owner: "Mei" }), stage("buy", "Buy"), stage("receive", "收货 Receive")],
    touchpoints: [
      touchpoint("visit", "Looks around", "consider", { channels: ["web", "app"], match: { channel: "web", name: names.visit }, owner: "Mei", department: "Sales" }),
      touchpoint("order", "Orders", "buy", { channels: ["web"], match: { channel: "web", name: names.order }, department: "Sales" }),
      touchpoint("mail", "Gets the confirmation", "buy", { channels: ["email"], department: "Sales" }),
      touchpoint("parcel", "收到包裹", "receive", { channels: ["post"], moment_of_truth: true, department: "Logistics", expects: "On the day you said", plan: [{ key: "faster", part: "deliver", title: "Hand over by noon", owner: "Li", due: "2026-10-01", state: "doing" }], barriers: [{ kind: "no_help", note: "" }] }),
      touchpoint("ask", "Asks where it is", "receive", { channels: ["voice", "chat"], department: "Care" }),
    ],
    ...more,
  };
}

export async function stored(page, key, more) {
  const map = document(key, more);
  await call(page, "PUT", `/api/journeys/${map.key}`, map);
  return map;
}

export const read = async (page, key) => (await call(page, "GET", `/api/journeys/${key}`)).map;

/** The document once the server has what is asked for. */
export async function until(page, key, holds) {
  for (let turn = 0; ; turn += 1) {
    const map = await read(page, key);
    if (holds(map)) return map;
    if (turn > 150) throw new Error(`not kept: ${JSON.stringify(map).slice(0, 1500)}`);
    await page.waitForTimeout(50);
  }
}

/** Interactions of the activities that the map speaks of. */
export async function hear(page) {
  const who = person(`旅程 ${tag}`, "journey");
  const interactions = [];
  for (const [name, channel, times] of [[names.visit, "web", 9], [names.order, "web", 6], [names.parcel, "post", 5], [names.late, "voice", 4]]) {
    for (let time = 0; time < times; time += 1) interactions.push(interaction(who, Date.now() - (time + 1) * 3_600_000, { channel, name, identities: who.identities }));
  }
  await call(page, "POST", "/api/interactions", { interactions });
  for (;;) {
    const { items } = await call(page, "GET", "/api/activities");
    if (items.find(({ name }) => name === names.late)?.interactions === 4) return;
    await page.waitForTimeout(50);
  }
}

export const markOf = (page, name) => page.locator(".drawing").getByRole("button", { name: new RegExp(`^${name}(,|$)`) });

/** The names of touchpoints, stage by stage, as the drawing has them from left to right. */
export async function order(page) {
  const marks = await page.locator(".drawing .touchpoint").evaluateAll((all) => all.map((mark) => mark.getAttribute("data-path").slice("touchpoints/".length)));
  return marks;
}

/** Somebody else, signed in in a browser window of their own. */
export async function colleague(page, context, role) {
  const { email, name, password } = { email: `${role}-${tag}@example.com`, name: `${role} ${tag}`, password: `only for maps ${tag}` };
  await call(page, "POST", "/api/users", { email, name, role, password });
  const answer = await context.request.post("/api/session", { data: { email, password }, headers: { origin: url } });
  if (answer.status() !== 201) throw new Error(`${answer.status()} ${await answer.text()}`);
  return email;
}
