// A data folder whose server is killed again and again.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { binary, command, freePort, startServer, temporaryFolder } from "../../tools/server.mjs";

export const pause = (milliseconds) => new Promise((wake) => setTimeout(wake, milliseconds));

export class KilledFolder {
  constructor(name) {
    this.folder = temporaryFolder(name);
    this.data = join(this.folder.path, "data");
    this.writeKey = command(["key", "add", "writer", "--scope", "write", "--data", this.data]).trim();
    this.adminKey = command(["key", "add", "admin", "--scope", "admin", "--data", this.data]).trim();
    this.server = null;
  }

  async start() {
    this.server = await startServer({ data: this.data });
  }

  async kill() {
    const { server } = this;
    this.server = null;
    const how = await server.kill();
    assert.equal(how.signal, "SIGKILL", `it had ended before by itself; it said:\n${server.output().slice(-2000)}`);
  }

  /** Starts and kills before it can be up. */
  async killWhileStarting(milliseconds) {
    const process = spawn(binary, ["serve", "--data", this.data, "--port", String(await freePort())], { stdio: "ignore" });
    const end = new Promise((resolve) => process.on("exit", (code, signal) => resolve({ code, signal })));
    await pause(milliseconds);
    process.kill("SIGKILL");
    assert.equal((await end).signal, "SIGKILL", "it had ended before by itself");
  }

  /** Throws with what is not sound. */
  check() {
    return command(["check", "--data", this.data]);
  }

  // One call; rejects when the server dies over it, or takes too long.
  async call(method, path, { json, body, key = this.adminKey, type = "application/json" } = {}) {
    if (!this.server) throw new Error("the server is down");
    const sent = json === undefined ? body : JSON.stringify(json);
    const answer = await fetch(this.server.url + path, { method, body: sent, headers: { authorization: `Bearer ${key}`, ...(sent === undefined ? {} : { "content-type": type }) }, signal: AbortSignal.timeout(20_000) });
    const text = await answer.text();
    return { status: answer.status, text, json: () => JSON.parse(text) };
  }

  exported() {
    const out = join(this.folder.path, "interactions.jsonl");
    command(["export", "interactions", "--data", this.data, "--out", out]);
    return readFileSync(out, "utf8").trim().split("\n").filter(Boolean).map((line) => JSON.parse(line));
  }

  async stop() {
    if (this.server) assert.deepEqual(await this.server.stop(), { code: 0, signal: null });
    this.server = null;
  }

  async remove() {
    await this.server?.kill();
    this.folder.remove();
  }
}
