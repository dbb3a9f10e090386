// The part of openapi.test.mjs that is about those who work here: sessions, users, invitations, places, keys.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { interaction } from "./office.mjs";

/** Registers its tests; `stage.office` is there when they run. */
export function whoWorksHere(stage) {
  const call = (...given) => stage.office.call(...given);
  const send = (interactions, options) => call("POST", "/api/interactions", { json: { interactions }, expect: 200, ...options });

  test("sessions", async () => {
    await call("POST", "/api/session", { as: "nobody", json: {}, expect: 400 });
    await call("POST", "/api/session", { as: "nobody", json: { email: "a@b.c" }, expect: 400 });
    await call("POST", "/api/session", { as: "nobody", json: { email: "nobody@example.com", password: "not the right one" }, expect: 401 });
    await call("POST", "/api/session", { as: "nobody", json: { email: "viewer@example.com", password: "four words nobody else has" }, expect: 201 });
    await call("GET", "/api/session", { as: "nobody", expect: 401 });
    await call("GET", "/api/session", { as: "viewer", expect: 200 });
    const cookie = await stage.office.signIn("viewer");
    await call("DELETE", "/api/session", { as: "nobody", headers: { cookie }, expect: 204 });
    await call("GET", "/api/session", { as: "nobody", headers: { cookie }, expect: 401 });
    await call("DELETE", "/api/session", { as: "nobody", expect: 204 });
  });

  test("users", async () => {
    await call("POST", "/api/users", { json: { email: "no address", role: "agent" }, expect: 400 });
    await call("POST", "/api/users", { json: { email: "x@example.com", role: "emperor" }, expect: 400 });
    const added = (await call("POST", "/api/users", { json: { email: "new@example.com", name: "New", role: "agent" }, expect: 201 })).json();
    assert.match(added.link, /^\/sign-in\?link=/);
    await call("POST", "/api/users", { json: { email: "new@example.com", role: "agent" }, expect: 409 });
    const token = added.link.split("=")[1];
    await call("POST", "/api/session", { as: "nobody", json: { link: token }, expect: 400 });   // a password has to be chosen
    await call("POST", "/api/session", { as: "nobody", json: { link: token, name: "Newest", password: "four words of their own" }, expect: 201 });
    await call("POST", "/api/session", { as: "nobody", json: { link: token, password: "four words of their own" }, expect: 401 });
    await call("PATCH", `/api/users/${added.id}`, { json: { role: "viewer", name: "Newer", disabled: true }, expect: 200 });
    await call("PATCH", "/api/users/u999", { json: { name: "x" }, expect: 404 });
    await call("PATCH", "/api/users/nonsense", { json: { name: "x" }, expect: 404 });
    const { items } = (await call("GET", "/api/users", { expect: 200 })).json();
    assert.ok(items.some((user) => user.email === "new@example.com" && user.disabled));
    await call("GET", "/api/users", { as: "viewer", expect: 403 });
  });

  test("a link that signs somebody in is the command line's to make, and nobody else's", async () => {
    const operator = { as: "nobody", headers: { authorization: `Bearer ${JSON.parse(readFileSync(join(stage.office.data, "served.json"), "utf8")).token}` } };
    const { items } = (await call("GET", "/api/users", { expect: 200 })).json();
    const json = { user: items.find(({ email }) => email === "viewer@example.com").id };
    for (const as of ["admin", "admin key"]) await call("POST", "/api/sign-in-links", { as, json, expect: 403 });
    const { link } = (await call("POST", "/api/sign-in-links", { ...operator, json, expect: 201 })).json();
    await call("POST", "/api/session", { as: "nobody", json: { link: link.split("link=")[1] }, expect: 201 });
    await call("POST", "/api/session", { as: "nobody", json: { link: link.split("link=")[1] }, expect: 401 });
    await call("POST", "/api/sign-in-links", { ...operator, json: { user: "u999" }, expect: 404 });
  });

  test("invitations, resets and the sessions of others", async () => {
    await call("POST", "/api/invitations", { json: { email: "no address", role: "agent" }, expect: 400 });
    const made = (await call("POST", "/api/invitations", { json: { email: "guest@example.com", role: "agent" }, expect: 201 })).json();
    const token = made.link.split("=")[1];
    assert.equal((await call("POST", "/api/sign-in-link", { as: "nobody", json: { link: token }, expect: 200 })).json().purpose, "invitation");
    await call("POST", "/api/sign-in-link", { as: "nobody", json: { link: "x" }, expect: 401 });
    await call("GET", "/api/invitations", { expect: 200 });
    await call("GET", "/api/invitations", { as: "manager", expect: 403 });
    await call("POST", "/api/session", { as: "nobody", json: { link: token, password: "four words of their own" }, expect: 201 });
    await call("DELETE", `/api/invitations/${made.id}`, { expect: 409 });
    const user = `/api/users/${made.user}`;
    const { items } = (await call("GET", `${user}/sessions`, { expect: 200 })).json();
    await call("DELETE", `${user}/sessions/${items[0].id}`, { expect: 204 });
    await call("DELETE", `${user}/sessions/${items[0].id}`, { expect: 404 });
    await call("DELETE", `${user}/sessions`, { expect: 204 });
    await call("DELETE", `${user}/second-factor`, { expect: 204 });
    for (const path of ["sessions", "second-factor"]) await call("DELETE", `/api/users/u999/${path}`, { expect: 404 });
    await call("GET", "/api/users/u999/sessions", { expect: 404 });
    const reset = (await call("POST", "/api/password-resets", { json: { user: made.user }, expect: 201 })).json();
    assert.equal(reset.purpose, "reset");
    await call("POST", "/api/password-resets", { json: { user: "u999" }, expect: 404 });
    await call("DELETE", `/api/invitations/${reset.id}`, { expect: 204 });
    await call("GET", "/api/access-settings", { expect: 200 });
    await call("GET", "/api/access-settings", { as: "agent", expect: 403 });
    await call("PATCH", "/api/access-settings", { json: { second_factor_from: "nobody" }, expect: 200 });
    await call("PATCH", "/api/access-settings", { json: { second_factor_from: "everybody" }, expect: 400 });
  });

  test("regions, teams and who sees what", async () => {
    const region = (await call("POST", "/api/regions", { json: { name: "North", words: ["N"] }, expect: 201 })).json();
    await call("POST", "/api/regions", { json: { name: "North" }, expect: 409 });
    await call("GET", "/api/regions", { expect: 200 });
    await call("PATCH", `/api/regions/${region.id}`, { json: { words: ["N", "北"] }, expect: 200 });
    await call("PATCH", "/api/regions/r99", { json: {}, expect: 404 });
    const team = (await call("POST", "/api/teams", { json: { name: "Support", function: "support", region: region.id, members: ["u1"] }, expect: 201 })).json();
    await call("POST", "/api/teams", { json: { name: "x", members: ["u99"] }, expect: 400 });
    await call("GET", "/api/teams", { expect: 200 });
    await call("PATCH", `/api/teams/${team.id}`, { json: { name: "Care" }, expect: 200 });
    await call("PATCH", "/api/teams/t99", { json: {}, expect: 404 });
    await call("DELETE", `/api/regions/${region.id}`, { expect: 409 });
    await call("GET", "/api/users/u2/place", { expect: 200 });
    await call("GET", "/api/users/u99/place", { expect: 404 });
    await call("PUT", "/api/users/u2/place", { json: { sight: "everything", teams: [team.id], regions: [] }, expect: 200 });
    await call("PUT", "/api/users/u2/place", { json: { sight: "some" }, expect: 400 });
    await call("DELETE", `/api/teams/${team.id}`, { expect: 204 });
    await call("DELETE", `/api/teams/${team.id}`, { expect: 404 });
    await call("DELETE", `/api/regions/${region.id}`, { expect: 204 });
    for (const path of ["regions", "teams", "sign-on", "grants"]) await call("GET", `/api/${path}`, { as: "agent", expect: 403 });
    assert.equal((await call("GET", "/api/sign-on", { expect: 200 })).json().set_up, false);
    assert.deepEqual((await call("GET", "/api/sign-in-ways", { as: "nobody", expect: 200 })).json(), { password: true });
    assert.ok((await call("GET", "/api/grants", { expect: 200 })).json().items.length > 5);
  });

  test("what is one's own", async () => {
    const password = "four words of their own";
    await call("POST", "/api/users", { json: { email: "me@example.com", role: "viewer", password }, expect: 201 });
    let cookie = (await call("POST", "/api/session", { as: "nobody", json: { email: "me@example.com", password }, expect: 201 })).headers["set-cookie"][0].split(";")[0];
    const mine = (method, path, options) => call(method, path, { as: "nobody", headers: { cookie }, ...options });
    await mine("GET", "/api/me/sessions", { expect: 200 });
    await mine("DELETE", "/api/me/sessions", { expect: 204 });
    await mine("DELETE", "/api/me/sessions/none", { expect: 404 });
    assert.equal((await mine("GET", "/api/me/second-factor", { expect: 200 })).json().enrolled, false);
    await mine("POST", "/api/me/second-factor/confirmation", { json: { code: "123456" }, expect: 409 });
    await mine("POST", "/api/me/second-factor", { json: { password: "wrong" }, expect: 403 });
    const { secret } = (await mine("POST", "/api/me/second-factor", { json: { password }, expect: 200 })).json();
    const { codes } = (await mine("POST", "/api/me/second-factor/confirmation", { json: { code: codeOf(secret) }, expect: 200 })).json();
    await mine("POST", "/api/me/recovery-codes", { json: { password, code: "wrong" }, expect: 403 });
    const fresh = (await mine("POST", "/api/me/recovery-codes", { json: { password, code: codes[0] }, expect: 200 })).json();
    await mine("POST", "/api/me/second-factor/removal", { json: { password }, expect: 403 });
    await mine("POST", "/api/me/second-factor/removal", { json: { password, code: fresh.codes[0] }, expect: 200 });
    await mine("POST", "/api/me/password", { json: { current: password, password: "short" }, expect: 400 });
    cookie = (await mine("POST", "/api/me/password", { json: { current: password, password: "five words of their own choice" }, expect: 204 })).headers["set-cookie"][0].split(";")[0];
    await mine("DELETE", `/api/me/sessions/${(await mine("GET", "/api/me/sessions", { expect: 200 })).json().items[0].id}`, { expect: 204 });
    for (const [method, path] of [["GET", "/api/me/sessions"], ["DELETE", "/api/me/sessions"], ["GET", "/api/me/second-factor"]]) await mine(method, path, { expect: 401 });
  });

  test("keys", async () => {
    const added = (await call("POST", "/api/keys", { json: { name: "till", scope: "write" }, expect: 201 })).json();
    await send([interaction("key-user")], { as: "nobody", headers: { authorization: `Bearer ${added.key}` } });
    await call("POST", "/api/keys", { json: { name: "", scope: "write" }, expect: 400 });
    await call("POST", "/api/keys", { json: { name: "x" }, expect: 400 });
    const { items } = (await call("GET", "/api/keys", { expect: 200 })).json();
    assert.ok(!JSON.stringify(items).includes(added.key), "a key's secret is told once");
    await call("DELETE", `/api/keys/${added.id}`, { expect: 204 });
    await call("DELETE", `/api/keys/${added.id}`, { expect: 404 });
    await call("GET", "/api/keys", { as: "agent", expect: 403 });
    await call("POST", "/api/interactions", { as: "nobody", headers: { authorization: `Bearer ${added.key}` }, json: { interactions: [] }, expect: 401 });
  });
}

/** RFC 6238, from the text that an app is told. */
function codeOf(secret) {
  const bits = [...secret].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const hash = createHmac("sha1", Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)))).update(counter).digest();
  return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
