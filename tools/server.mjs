// Starts and stops a real server for tests: on a free port of the loopback address, with a data folder of its own.
// It ends only the processes that it started, by their id.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
export const binary = process.env.THROUGHLINE_BINARY ?? join(root, "build", "throughline");

export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

// A folder that `remove()` takes away again.
export function temporaryFolder(name = "test") {
  const path = mkdtempSync(join(tmpdir(), `throughline-${name}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}

// Runs one command of the binary to its end and gives what it printed; throws with its words when it fails.
export function command(args, { input = "", seconds = 120 } = {}) {
  const done = spawnSync(binary, args, { input, encoding: "utf8", timeout: seconds * 1000 });
  // A command that does not read its input is no failure.
  if (done.error && done.error.code !== "EPIPE") throw done.error;
  if (done.status !== 0) {
    throw new Error(`throughline ${args.join(" ")}: exit code ${done.status}\n${done.stdout}${done.stderr}`);
  }
  return done.stdout;
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function answers(url) {
  try {
    return (await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}

// Resolves when /healthz answers: {url, port, data, pid, output(), stop(), kill()}.
// stop() asks the server to end and waits for it; kill() is SIGKILL, as a power cut would be.
export async function startServer({ data, port, args = [], environment = {}, seconds = 30 }) {
  const chosen = port ?? (await freePort());
  const url = `http://127.0.0.1:${chosen}`;
  const server = spawn(binary, ["serve", "--data", data, "--port", String(chosen), ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...environment },
  });
  let printed = "";
  let ended = false;
  const keep = (bytes) => (printed = (printed + bytes).slice(-100_000));
  server.stdout.on("data", keep);
  server.stderr.on("data", keep);
  const end = new Promise((resolve) => {
    server.on("exit", (code, signal) => resolve({ code, signal }));
    server.on("error", (error) => {
      keep(String(error));
      resolve({ code: null, signal: null });
    });
  }).then((how) => {
    ended = true;
    return how;
  });

  async function stop(signal = "SIGTERM", patience = 15_000) {
    if (!ended) server.kill(signal);
    // Unreferenced: a server that has ended keeps nobody waiting for the rest of the patience.
    const how = await Promise.race([end, new Promise((resolve) => setTimeout(resolve, patience, null).unref())]);
    if (how) return how;
    server.kill("SIGKILL");
    return end;
  }

  const deadline = Date.now() + seconds * 1000;
  while (!(await answers(url))) {
    if (ended || Date.now() > deadline) {
      const why = ended ? "ended at once" : `did not answer within ${seconds} s`;
      await stop("SIGKILL");
      throw new Error(`throughline serve ${why}; it printed:\n${printed}`);
    }
    await pause(25);
  }
  return { url, port: chosen, data, pid: server.pid, output: () => printed, stop, kill: () => stop("SIGKILL") };
}
