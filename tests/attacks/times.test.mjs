// Limits of time on connections (class G 25): whoever sends half a head, half a body or nothing is let go of, each at its time.
// A minute and more for most of them: THROUGHLINE_SLOW_TESTS=1 tries all at once (five minutes), without it the shortest alone.
import assert from "node:assert/strict";
import net from "node:net";
import { after, before, test } from "node:test";
import { readLimits } from "../../tools/limits-page.mjs";
import { openOffice } from "../api/office.mjs";
import { openSocket } from "../api/socket.mjs";

const limits = Object.fromEntries(readLimits().flatMap((part) => part.limits.map(({ name, value }) => [name, value])));
const slow = { skip: process.env.THROUGHLINE_SLOW_TESTS ? false : "THROUGHLINE_SLOW_TESTS=1 tries it", concurrency: true };
let office;
before(async () => {
  office = await openOffice({ name: "times", people: ["viewer"] });
});
after(() => office.close());

/** Sends `first`, then `more` again and again; resolves when the server hangs up: what it said, and after how many seconds. */
function until_hung_up(first, { more, every = 1000, patience }) {
  return new Promise((resolve, reject) => {
    const began = Date.now();
    const socket = net.connect(Number(new URL(office.url).port), "127.0.0.1");
    let said = "";
    const again = more && setInterval(() => socket.writable && socket.write(more), every);
    const late = setTimeout(() => (socket.destroy(), reject(new Error(`still open after ${patience} s; it said ${said}`))), patience * 1000);
    socket.on("data", (piece) => (said += piece));
    socket.on("error", () => {});
    socket.on("close", () => (clearInterval(again), clearTimeout(late), resolve({ said, seconds: (Date.now() - began) / 1000 })));
    socket.write(first);
  });
}
const post = (length) =>
  `POST /api/interactions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer ${office.secrets.write}\r\nContent-Length: ${length}\r\n\r\n{`;

test("half a head, and a head that comes letter by letter", { concurrency: true, timeout: 120_000 }, async () => {
  const [half, letters] = await Promise.all([
    until_hung_up("GET / HTTP/1.1\r\nHo", { patience: limits.header_seconds * 4 }),
    until_hung_up("GET /", { more: "x", patience: limits.header_seconds * 4 }),
  ]);
  for (const { said, seconds } of [half, letters]) {
    assert.equal(said, "", "nobody is answered who did not ask");
    assert.ok(seconds > limits.header_seconds - 1, `after ${seconds} s`);
  }
});

test("a connection that says nothing after its answer", { ...slow, timeout: 300_000 }, async () => {
  const { said, seconds } = await until_hung_up("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", { patience: limits.idle_seconds * 3 });
  assert.match(said, /^HTTP\/1\.1 200 /);
  assert.ok(seconds > limits.idle_seconds - 1);
});

test("a body that stops", { ...slow, timeout: 400_000 }, async () => {
  const { said, seconds } = await until_hung_up(post(1000), { patience: limits.body_seconds * 3 });
  assert.doesNotMatch(said, /^HTTP\/1\.1 2/);
  assert.ok(seconds > limits.body_seconds - 1);
});

test("a body that comes byte by byte: each piece of it has its time", { ...slow, timeout: 400_000 }, async () => {
  const { said, seconds } = await until_hung_up(post(100_000), { more: " ", patience: limits.body_seconds * 3 });
  assert.doesNotMatch(said, /^HTTP\/1\.1 2/);
  assert.ok(seconds > limits.body_seconds - 1 && seconds < limits.whole_body_seconds);
});

test("a body that comes slowly, but on and on: all of it has its time", { ...slow, timeout: 700_000 }, async () => {
  const { said, seconds } = await until_hung_up(post(1_000_000), { more: " ".repeat(400), patience: limits.whole_body_seconds * 2 });
  assert.match(said, /^HTTP\/1\.1 408 /);
  assert.ok(seconds > limits.whole_body_seconds - 1);
});

test("an open page that answers no ping", { ...slow, timeout: 400_000 }, async () => {
  const socket = await openSocket(office.url, { headers: { cookie: office.cookies.viewer, origin: office.url } });
  assert.equal(socket.refused, undefined);
  await socket.next();
  const began = Date.now();
  socket.socket.removeAllListeners("data");   // nothing is read, so no pong is sent
  socket.socket.resume();
  await new Promise((resolve) => socket.socket.once("close", resolve));
  assert.ok(Date.now() - began > (limits.live_idle_seconds / 2 - 1) * 1000);
});
