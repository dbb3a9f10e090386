// Attacks by load (class G 25): more connections than there are places for, some of them half open. Slow heads, slow bodies,
// floods of large bodies are in tests/api/wire.test.mjs; what the record learns for good in learned.test.mjs.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import net from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { binary, command, freePort, temporaryFolder } from "../../tools/server.mjs";
import { send } from "../api/office.mjs";

const filesApart = 256; // limits::files_apart
const places = 64;

test("connections leave files to the database: those beyond are closed at once, those within are answered", { timeout: 60_000 }, async (t) => {
  const folder = temporaryFolder("load");
  t.after(folder.remove);
  const data = join(folder.path, "data");
  const key = command(["key", "add", "reader", "--scope", "read", "--data", data]).trim().split(/\s+/).pop();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = spawn("sh", ["-c", `ulimit -n ${filesApart + places} && exec "$0" "$@"`, binary, "serve", "--data", data, "--port", String(port)], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = new Promise((resolve) => server.on("exit", resolve));
  const sockets = [];
  t.after(async () => {
    for (const socket of sockets) socket.destroy();
    server.kill("SIGTERM");
    await ended;
  });
  const until = async (holds, what) => {
    for (const deadline = Date.now() + 20_000; ; await new Promise((wake) => setTimeout(wake, 50))) {
      if (await holds()) return;
      assert.ok(Date.now() < deadline, what);
    }
  };
  const isUp = () =>
    send(url, "GET", "/healthz", { fresh: true }).then(
      ({ status }) => status === 200,
      () => false,
    );
  await until(isUp, "the server answers");

  // One connection stays and asks; all other places are taken by some who say nothing, or half of something.
  const asking = net.connect(port, "127.0.0.1");
  sockets.push(asking);
  let heard = "";
  asking.on("data", (piece) => (heard += piece));
  const ask = async () => {
    heard = "";
    asking.write(`GET /api/customers?q=x HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${key}\r\n\r\n`);
    await until(() => /\}$/.test(heard), "the open connection is answered");
    assert.match(heard, /^HTTP\/1\.1 200 /);
  };
  await ask();
  let closed = 0;
  for (let i = 0; i < places * 3; i++) {
    const socket = net.connect(port, "127.0.0.1");
    socket.on("error", () => {});
    socket.on("close", () => closed++);
    if (i % 2) socket.write("GET /api/custo");
    sockets.push(socket);
  }
  await until(() => closed >= places * 2, `only ${closed} of ${places * 3} were closed`);
  for (let i = 0; i < 5; i++) await ask();
  for (const socket of sockets.slice(1)) socket.destroy();
  await until(isUp, "places that became free are given to others");
});
