// A provider that lies, by hand: every forged token and every bent answer must end at the sign-in page, with no session.
import assert from "node:assert/strict";
import { createHash, createHmac, createSign, generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { freePort } from "../../tools/server.mjs";
import { Browser } from "./browser.mjs";
import { prepare } from "./company.mjs";
import { client } from "./provider.mjs";

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 });
const encoded = (value) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const jwk = (pair, kid) => ({ ...pair.publicKey.export({ format: "jwk" }), kid, use: "sig", alg: "RS256" });

let company, server, evil;
before(async () => {
  company = await prepare();
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  evil = { issuer, mode: "honest", keys: [jwk(rsa, "k1")], keyRequests: 0, tokenRequests: 0 };
  const web = createServer((request, response) => {
    const url = new URL(request.url, issuer);
    const json = (value, status = 200) => response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
    if (url.pathname === "/.well-known/openid-configuration") {
      return json({ issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/keys`, authorization_response_iss_parameter_supported: true });
    }
    if (url.pathname === "/keys") {
      evil.keyRequests += 1;
      return json({ keys: evil.keys });
    }
    if (url.pathname === "/auth") {
      evil.asked = Object.fromEntries(url.searchParams);
      const back = new URL(evil.asked.redirect_uri);
      for (const [name, value] of Object.entries(evil.back(evil.asked))) if (value !== undefined) back.searchParams.set(name, value);
      return response.writeHead(302, { location: back.href }).end();
    }
    if (url.pathname === "/token") {
      evil.tokenRequests += 1;
      let body = "";
      request.on("data", (piece) => (body += piece));
      return request.on("end", () => {
        const verifier = new URLSearchParams(body).get("code_verifier");
        assert.equal(createHash("sha256").update(verifier).digest("base64url"), evil.asked.code_challenge, "PKCE holds together");
        if (evil.redirect) return response.writeHead(302, { location: `${issuer}/elsewhere` }).end();
        if (evil.huge) return response.writeHead(200).end(Buffer.alloc(3 << 20, "x"));
        return json({ access_token: "a", token_type: "Bearer", id_token: evil.token(evil.asked) });
      });
    }
    return json({}, 404);
  });
  await new Promise((done) => web.listen(port, "127.0.0.1", done));
  evil.stop = () => {
    web.closeAllConnections();
    return new Promise((done) => web.close(done));
  };
  server = await company.start(issuer, ["--oidc-provision", "viewer"]);
});
after(async () => {
  await server?.stop();
  await evil?.stop();
  company?.folder.remove();
});

const seconds = () => Math.floor(Date.now() / 1000);
const rightHead = { alg: "RS256", kid: "k1", typ: "JWT" };
const rightClaims = (asked) => ({ iss: evil.issuer, aud: client.id, sub: "s1", nonce: asked.nonce, iat: seconds(), exp: seconds() + 300, email: "eve@example.com", email_verified: true, name: "Eve" });
function signed(head, claims, key = rsa.privateKey) {
  const text = `${encoded(head)}.${encoded(claims)}`;
  return `${text}.${createSign("RSA-SHA256").update(text).sign(key).toString("base64url")}`;
}

async function attempt({ token = (asked) => signed(rightHead, rightClaims(asked)), back = (asked) => ({ code: "c", state: asked.state, iss: evil.issuer }), redirect = false, huge = false, browser = new Browser() } = {}) {
  Object.assign(evil, { token, back, redirect, huge });
  const end = await browser.follow(`${company.url}/sso/start`, (url) => url.startsWith(company.url) && !url.includes("/sso/"));
  return { end: new URL(end.url), user: await browser.session(company.url), browser };
}

test("the honest answer lets in: what follows is refused for its own reason", async () => {
  const { user } = await attempt();
  assert.equal(user?.email, "eve@example.com");
});

const claims = (change) => (asked) => signed(rightHead, { ...rightClaims(asked), ...change });
const without = (name) => (asked) => signed(rightHead, { ...rightClaims(asked), [name]: undefined });
const publicPem = rsa.publicKey.export({ type: "spki", format: "pem" });
const forgeries = {
  "alg none": (asked) => `${encoded({ alg: "none" })}.${encoded(rightClaims(asked))}.`,
  "alg None with a signature": (asked) => `${encoded({ alg: "None", kid: "k1" })}.${encoded(rightClaims(asked))}.${encoded("x")}`,
  "a signature that is empty": (asked) => `${encoded(rightHead)}.${encoded(rightClaims(asked))}.`,
  "HS256 keyed with the public key": (asked) => {
    const text = `${encoded({ alg: "HS256", kid: "k1" })}.${encoded(rightClaims(asked))}`;
    return `${text}.${createHmac("sha256", publicPem).update(text).digest("base64url")}`;
  },
  "HS256 keyed with the client's secret": (asked) => {
    const text = `${encoded({ alg: "HS256" })}.${encoded(rightClaims(asked))}`;
    return `${text}.${createHmac("sha256", client.secret).update(text).digest("base64url")}`;
  },
  "another key with the right name": (asked) => signed(rightHead, rightClaims(asked), stranger.privateKey),
  "a key in its own head": (asked) => signed({ ...rightHead, kid: "mine", jwk: jwk(stranger, "mine") }, rightClaims(asked), stranger.privateKey),
  "an address of keys in its own head": (asked) => signed({ ...rightHead, jku: `${evil.issuer}/mine` }, rightClaims(asked), stranger.privateKey),
  "a key that nobody has": (asked) => signed({ ...rightHead, kid: "k9" }, rightClaims(asked)),
  "ES256 over an RSA key": (asked) => signed({ ...rightHead, alg: "ES256" }, rightClaims(asked)),
  "a critical extension": (asked) => signed({ ...rightHead, crit: ["exp"] }, rightClaims(asked)),
  "claims changed after signing": (asked) => {
    const [head, , signature] = signed(rightHead, rightClaims(asked)).split(".");
    return `${head}.${encoded({ ...rightClaims(asked), sub: "boss" })}.${signature}`;
  },
  "another issuer": claims({ iss: "https://id.example.net" }),
  "the issuer with a slash": (asked) => signed(rightHead, { ...rightClaims(asked), iss: `${evil.issuer}/` }),
  "no issuer": without("iss"),
  "another audience": claims({ aud: "somebody else" }),
  "an audience among others, given to another": claims({ aud: [client.id, "other"], azp: "other" }),
  "an audience among others, given to nobody": claims({ aud: [client.id, "other"] }),
  "no audience": without("aud"),
  "another nonce": claims({ nonce: randomBytes(16).toString("hex") }),
  "no nonce": without("nonce"),
  "an empty nonce": claims({ nonce: "" }),
  expired: (asked) => signed(rightHead, { ...rightClaims(asked), iat: seconds() - 400, exp: seconds() - 120 }),
  "no end": without("exp"),
  "an end that is text": claims({ exp: "tomorrow" }),
  "made an hour ago": (asked) => signed(rightHead, { ...rightClaims(asked), iat: seconds() - 3600 }),
  "made tomorrow": (asked) => signed(rightHead, { ...rightClaims(asked), iat: seconds() + 86400, exp: seconds() + 90000 }),
  "not valid yet": (asked) => signed(rightHead, { ...rightClaims(asked), nbf: seconds() + 3600 }),
  "no subject": without("sub"),
  "an empty subject": claims({ sub: "" }),
  "a subject that is a number": claims({ sub: 1 }),
  "a very long subject": claims({ sub: "x".repeat(600) }),
  "a token of four parts": (asked) => `${signed(rightHead, rightClaims(asked))}.x`,
  "no JSON": () => `${encoded("x")}.${encoded("y")}.${encoded("z")}`,
  "no token": () => undefined,
  "a token that is a list": () => [],
  "padding in the signature": (asked) => `${signed(rightHead, rightClaims(asked))}==`,
  "a token of a megabyte": (asked) => signed(rightHead, { ...rightClaims(asked), more: "x".repeat(900_000) }),
};

for (const [what, token] of Object.entries(forgeries)) {
  test(`a token with ${what} opens nothing`, async () => {
    const { end, user } = await attempt({ token });
    assert.equal(user, null);
    assert.match(end.search, /^\?sso=/);
    assert.equal(end.pathname, "/sign-in");
  });
}

test("a token of 64 KiB is read, a longer one is not", async () => {
  const most = 64 << 10; // limits::id_token_bytes
  const sized = (bytes) => (asked) => {
    const claims = (length) => signed(rightHead, { ...rightClaims(asked), more: "x".repeat(length) });
    let length = Math.floor(((bytes - claims(0).length) * 3) / 4);
    while (claims(length).length < bytes) length += 1;
    while (claims(length).length > bytes) length -= 1;
    return claims(length);
  };
  let told;
  const within = await attempt({ token: (asked) => (told = sized(most)(asked)) });
  assert.ok(told.length > most - 3 && told.length <= most, `${told.length}`);
  assert.equal(within.user?.email, "eve@example.com");
  const beyond = await attempt({ token: (asked) => (told = sized(most + 3)(asked)) });
  assert.ok(told.length > most && told.length < most + 4);
  assert.equal(beyond.user, null);
});

const bent = {
  "another state": (asked) => ({ code: "c", state: `${asked.state}x`, iss: evil.issuer }),
  "no state": () => ({ code: "c", iss: evil.issuer }),
  "an empty state": () => ({ code: "c", state: "", iss: evil.issuer }),
  "no code": (asked) => ({ state: asked.state, iss: evil.issuer }),
  "another issuer (mix-up)": (asked) => ({ code: "c", state: asked.state, iss: "https://id.example.net" }),
  "no issuer, though it said that it names itself": (asked) => ({ code: "c", state: asked.state }),
};
for (const [what, back] of Object.entries(bent)) {
  test(`an answer with ${what} is not even taken to the provider`, async () => {
    const before = evil.tokenRequests;
    const { user } = await attempt({ back });
    assert.equal(user, null);
    assert.equal(evil.tokenRequests, before);
  });
}

test("an answer is of use only in the browser that asked, and once", async () => {
  Object.assign(evil, { token: (asked) => signed(rightHead, rightClaims(asked)), back: (asked) => ({ code: "c", state: asked.state, iss: evil.issuer }), redirect: false, huge: false });
  const victim = new Browser();
  const attacker = new Browser();
  const to = await attacker.follow(`${company.url}/sso/start`, (url) => url.includes("/sso/callback"));
  const planted = await victim.follow(to.url, (url) => url.includes("/sign-in"));
  assert.match(planted.url, /sso=lost/);
  assert.equal(await victim.session(company.url), null);
  await attacker.follow(to.url, (url) => url.startsWith(company.url) && !url.includes("/sso/"));
  assert.ok(await attacker.session(company.url));
  const again = await attacker.follow(to.url, (url) => url.includes("/sign-in"));
  assert.match(again.url, /sso=lost/, "the way back is closed behind whoever came");
});

test("afterwards one is led to a page of ours and nowhere else", async () => {
  Object.assign(evil, { token: (asked) => signed(rightHead, rightClaims(asked)), back: (asked) => ({ code: "c", state: asked.state, iss: evil.issuer }), redirect: false, huge: false });
  for (const to of ["https://evil.example.net", "//evil.example.net", "/\\evil.example.net", "\\\\evil.example.net", "javascript:alert(1)", "/\tevil", "customers", "/%0d%0aset-cookie:x", "/".padEnd(600, "x")]) {
    const browser = new Browser();
    const back = await browser.follow(`${company.url}/sso/start?to=${encodeURIComponent(to)}`, (url) => url.includes("/sso/callback"));
    const { location } = await browser.get(back.url);
    assert.equal(new URL(location).origin, company.url, to);
  }
});

test("a redirect or a huge answer instead of a token is not followed and not held", async () => {
  assert.equal((await attempt({ redirect: true })).user, null);
  assert.equal((await attempt({ huge: true })).user, null);
});

test("unknown keys make us look again, but not each time", async () => {
  const before = evil.keyRequests;
  for (let i = 0; i < 5; i += 1) await attempt({ token: (asked) => signed({ ...rightHead, kid: `new-${i}` }, rightClaims(asked)) });
  assert.ok(evil.keyRequests - before <= 1, `${evil.keyRequests - before} times`);
});

test("whoever fails again and again is slowed down before the provider is asked", async () => {
  const browser = new Browser();
  const before = evil.tokenRequests;
  let last;
  for (let i = 0; i < 25; i += 1) last = await attempt({ token: () => "x.y.z", browser });
  assert.equal(last.end.search, "?sso=too_often");
  assert.ok(evil.tokenRequests - before <= 20, `${evil.tokenRequests - before} times`);
});
