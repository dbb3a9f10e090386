// A server of ours that is set up for a provider.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { command, freePort, startServer, temporaryFolder } from "../../tools/server.mjs";
import { client } from "./provider.mjs";

export const password = "four words nobody else has";

export async function prepare() {
  const folder = temporaryFolder("oidc");
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const data = join(folder.path, "data");
  mkdirSync(folder.path, { recursive: true });
  const secret = join(folder.path, "client-secret");
  writeFileSync(secret, `${client.secret}\n`, { mode: 0o600 });
  const add = (email, role) => command(["user", "add", email, "--role", role, "--data", data], { input: `${password}\n` });
  add("boss@example.com", "admin");
  return {
    url, port, data, add, folder,
    redirect: `${url}/sso/callback`,
    start: (issuer, more = []) => startServer({ data, port, args: ["--oidc-issuer", issuer, "--oidc-client-id", client.id, "--oidc-client-secret-file", secret, "--public-url", url, "--oidc-name", "Spruce ID", "--trusted-proxy", "127.0.0.1", ...more] }),
    plain: () => startServer({ data, port }),
  };
}

export async function signIn(url, body) {
  const answer = await fetch(`${url}/api/session`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  return { status: answer.status, cookie: answer.headers.getSetCookie()[0]?.split(";")[0], body: await answer.text() };
}
