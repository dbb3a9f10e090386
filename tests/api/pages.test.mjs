// Pages by cursor stay right while data comes in: nothing twice, and nothing of what was there at the beginning is left out.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { interaction, isProblem, openOffice } from "./office.mjs";

let office, call;
before(async () => {
  office = await openOffice({ people: ["admin"] });
  call = office.call;
});
after(() => office?.close());

const add = (interactions) => call("POST", "/api/interactions?ids=true", { as: "write key", json: { interactions }, expect: 200 });
const find = async (user) => (await call("GET", `/api/customers?identity=user_id:${user}`, { expect: 200 })).json().items[0];
const day = 86_400_000;
const start = Date.UTC(2026, 0, 1);

// Reads a list with `limit`, calling `between` after every page.
async function paged(path, limit, between = async () => {}) {
  const items = [];
  let pages = 0;
  for (let cursor = ""; cursor !== null; pages++) {
    const page = (await call("GET", `${path}${path.includes("?") ? "&" : "?"}limit=${limit}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`, { expect: 200 })).json();
    assert.ok(page.items.length <= limit);
    assert.ok(page.next === null || page.items.length > 0, "a page with a next one is not empty");
    items.push(...page.items);
    cursor = page.next;
    assert.ok(pages < 1000, "the pages end");
    await between(pages);
  }
  return items;
}

const unique = (items) => assert.equal(new Set(items.map((each) => each.id)).size, items.length, "nothing comes twice");
const newestFirst = (items) => {
  for (let i = 1; i < items.length; i++) assert.ok(Date.parse(items[i - 1].at) >= Date.parse(items[i].at), `${items[i - 1].at} stands before ${items[i].at}`);
};

test("a timeline, while newer, older and equally old interactions are added, a customer is joined and parted", async () => {
  // Many at one and the same instant: only their place in the log tells them apart.
  const initial = [...Array(60).keys()].map((n) => interaction("p1", { at: start + Math.floor(n / 15) * day }));
  await add(initial);
  await add([...Array(20).keys()].map((n) => interaction("p2", { at: start + n * day })));
  const [one, two] = [await find("p1"), await find("p2")];
  let merge;
  const seen = await paged(`/api/customers/${one.id}/timeline`, 7, async (page) => {
    await add([
      interaction("p1", { at: start + (100 + page) * day, source_key: `newer-${page}` }),
      interaction("p1", { at: start - (100 + page) * day, source_key: `older-${page}` }),
      interaction("p1", { at: start + (page % 4) * day, source_key: `equal-${page}` }),
    ]);
    if (page === 2) merge = (await call("POST", "/api/merges", { json: { customers: [one.id, two.id] }, expect: 201 })).json();
    if (page === 4) await call("DELETE", `/api/merges/${merge.id}`, { expect: 200 });
  });
  unique(seen);
  newestFirst(seen);
  const keys = new Set(seen.map((each) => each.source_key));
  assert.deepEqual(initial.map((each) => each.source_key).filter((key) => !keys.has(key)), [], "nothing of the beginning is left out");
  assert.ok(!seen.some((each) => each.source_key.startsWith("newer-")), "what is newer than the first page is not on a later one");
  assert.ok(keys.has("older-0"), "what is older comes in its place");
});

test("pages of any size give the same timeline, also within filters", async () => {
  const channels = ["email", "web", "voice"];
  await add([...Array(97).keys()].map((n) => interaction("p3", { at: start + (n % 13) * day, channel: channels[n % 3], name: `Thing ${n % 5}` })));
  const { id } = await find("p3");
  const filters = ["", "?channel=email", "?channel=email,voice", "?name=Thing%202", `?from=${new Date(start + 3 * day).toISOString()}&to=${new Date(start + 9 * day).toISOString()}`, `?profile=${id}`];
  for (const filter of filters) {
    const path = `/api/customers/${id}/timeline${filter}`;
    const whole = await paged(path, 1000);
    unique(whole);
    newestFirst(whole);
    assert.ok(whole.length > 0, path);
    for (const limit of [1, 7, 50]) assert.deepEqual(await paged(path, limit), whole, `${path} by ${limit}`);
  }
});

test("customers, last seen first, while others are heard", async () => {
  const users = [...Array(40).keys()].map((n) => `many-${n}`);
  await add(users.map((user, n) => interaction(user, { at: start + n * 1000 })));
  await office.until(async () => (await call("GET", "/api/customers?limit=1000", { expect: 200 })).json().items.length, (count) => count >= 43);
  const seen = await paged("/api/customers", 7, (page) => add([interaction(`fresh-${page}`, { at: start + 300 * day + page })]));
  unique(seen);
  const names = new Set(seen.flatMap((each) => each.identities.map(({ value }) => value)));
  assert.deepEqual(users.filter((user) => !names.has(user)), []);
});

test("merges and suggestions, while more are made", async () => {
  const pair = async (n) => {
    await add([interaction(`l-${n}`), interaction(`r-${n}`)]);
    return (await call("POST", "/api/merges", { json: { customers: [(await find(`l-${n}`)).id, (await find(`r-${n}`)).id] }, expect: 201 })).json().id;
  };
  const merges = [];
  for (let n = 0; n < 9; n++) merges.push(await pair(n));
  const seen = await paged("/api/merges", 2, (page) => pair(100 + page));
  unique(seen);
  assert.deepEqual(merges.filter((id) => !seen.some((each) => each.id === id)), []);

  const alike = (n) => add([0, 1].map((side) => ({ ...interaction(`x${side}-${n}`), identities: [{ namespace: "user_id", value: `x${side}-${n}` }, { namespace: "email", value: `x-${n}@example.com` }] })));
  for (let n = 0; n < 7; n++) await alike(n);
  const before = await office.all("/api/merge-suggestions");
  assert.equal(before.length, 7);
  const suggestions = await paged("/api/merge-suggestions", 2, (page) => alike(100 + page));
  unique(suggestions);
  assert.deepEqual(before.filter(({ id }) => !suggestions.some((each) => each.id === id)), []);
});

test("a cursor, a limit or a filter that is not right is refused, and says which", async () => {
  await add([interaction("bad")]);
  const { id } = await find("bad");
  const lists = ["/api/customers", `/api/customers/${id}/timeline`, "/api/merges", "/api/merge-suggestions", "/api/imports"];
  for (const path of lists) {
    for (const limit of ["0", "-1", "1001", "x", "1.5", "99999999999999999999", "0x10", "7%20"]) {
      assert.equal(isProblem(await call("GET", `${path}?limit=${limit}`), 400, `${path}?limit=${limit}`).field, "limit");
    }
    for (const cursor of ["nonsense", "%F0%9F%92%A9", "..%2F..", "99999999999999999999999", "n1'--", "a".repeat(2000), "eyJhIjoxfQ", "1~2~3~4~5"]) {
      isProblem(await call("GET", `${path}?cursor=${cursor}`), 400, `${path}?cursor=${cursor}`);
    }
    const problem = isProblem(await call("GET", `${path}?limit=5&colour=red`), 400, `${path}?colour=red`);
    assert.equal(problem.field, "colour");
    assert.match(problem.hint, /limit/, "the hint names what is known");
  }
  for (const path of ["/api/overview", "/api/users", "/api/keys", "/api/activities", "/api/channels", `/api/customers/${id}`]) isProblem(await call("GET", `${path}?colour=red`), 400, path);
  for (const query of ["from=yesterday", "to=2026-13-01T00:00:00Z", "from=2026-01-32", "profile=nonsense", `profile=${"c1,".repeat(3000)}c1`]) {
    isProblem(await call("GET", `/api/customers/${id}/timeline?${query}`), 400, query.slice(0, 60));
  }
  for (const query of ["identity=nonsense", "identity=:", "identity=email:", `q=${"x".repeat(201)}`, "seen_after=never"]) isProblem(await call("GET", `/api/customers?${query}`), 400, query.slice(0, 60));
});

test("searches with the signs of SQL and of full-text syntax are only searches", async () => {
  await add([interaction("sql", { customer: { name: "Robert'); drop table customer;--" } })]);
  for (const q of ["'", '"', "*", "%", "_", "\\", "(", ")", "a OR b", "NEAR(a b)", "name:x", "-x", "^x", '"unclosed', "' or 1=1 --", "); drop", "😀", "­​", "a".repeat(200), "王", " "]) {
    await call("GET", `/api/customers?q=${encodeURIComponent(q)}`, { expect: 200 });
    await call("GET", `/api/customers?channel=${encodeURIComponent(q)}`, { expect: 200 });
    await call("GET", `/api/customers?identity=${encodeURIComponent(`user_id:${q}`)}`);
  }
  const found = await office.until(async () => (await call("GET", "/api/customers?q=Robert", { expect: 200 })).json().items, (items) => items.length === 1);
  assert.equal(found[0].name, "Robert'); drop table customer;--");
});
