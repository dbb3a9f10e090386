// A real OpenID Connect provider (the npm package oidc-provider) on a free port of the loopback address. Whoever comes is
// signed in at once as `provider.who`.
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import Provider from "oidc-provider";
import { freePort } from "../../tools/server.mjs";

export const client = { id: "throughline", secret: "a secret that must stand nowhere" };

function key(algorithm) {
  const { privateKey } = algorithm === "ES256" ? generateKeyPairSync("ec", { namedCurve: "P-256" }) : generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { ...privateKey.export({ format: "jwk" }), alg: algorithm, use: "sig", kid: `${algorithm}-1` };
}

export async function startProvider({ redirect, accounts, algorithm = "RS256", method = "client_secret_basic" }) {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const state = { who: Object.keys(accounts)[0] };
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: method === "none" ? undefined : client.secret,
        redirect_uris: [redirect],
        response_types: ["code"],
        grant_types: ["authorization_code"],
        token_endpoint_auth_method: method,
        id_token_signed_response_alg: algorithm,
      },
    ],
    clientAuthMethods: ["client_secret_basic", "client_secret_post", "none"],
    jwks: { keys: [key("RS256"), key("ES256")] },
    pkce: { required: () => true, methods: ["S256"] },
    scopes: ["openid", "email", "profile"],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "groups"] },
    conformIdTokenClaims: false,
    findAccount: (_, id) => ({ accountId: id, claims: async () => ({ sub: id, ...accounts[id] }) }),
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ["only for tests"] },
    loadExistingGrant: async (context) => {
      const grant = new context.oidc.provider.Grant({ clientId: client.id, accountId: context.oidc.session.accountId });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  const server = createServer((request, response) => {
    if (request.url.startsWith("/interaction/")) {
      const result = state.who === null ? { error: "access_denied", error_description: "no" } : { login: { accountId: state.who } };
      provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false }).catch((error) => response.writeHead(500).end(String(error)));
    } else {
      answer(request, response);
    }
  });
  await new Promise((done) => server.listen(port, "127.0.0.1", done));
  return {
    issuer,
    be: (who) => (state.who = who),
    stop: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}
