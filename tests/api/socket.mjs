// A WebSocket by hand (RFC 6455): no client library stands between the test and the wire.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import http from "node:http";

/** Asks for a socket; resolves to {refused: {status, body}} or to an open one. */
export function openSocket(url, { headers = {}, path = "/api/live" } = {}) {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const request = http.request({
      hostname,
      port,
      path,
      agent: false,
      headers: { connection: "Upgrade", upgrade: "websocket", "sec-websocket-version": "13", "sec-websocket-key": randomBytes(16).toString("base64"), ...headers },
    });
    request.on("error", reject);
    request.on("response", (answer) => {
      let body = "";
      answer.setEncoding("utf8");
      answer.on("data", (piece) => (body += piece));
      answer.on("end", () => resolve({ refused: { status: answer.statusCode, headers: answer.headers, body } }));
    });
    request.on("upgrade", (answer, socket, first) => resolve(talk(socket, first)));
    request.end();
  });
}

function talk(socket, first) {
  let bytes = Buffer.alloc(0);
  let seen = null;
  const messages = [];
  const waiting = [];
  const settle = () => {
    for (const one of [...waiting]) {
      const place = messages.findIndex(one.wanted);
      if (place >= 0) one.done(messages.splice(0, place + 1).at(-1));
      else if (seen) one.failed(new Error(`the socket ended (${seen.code} ${seen.reason}) before it told that; it told ${JSON.stringify(messages)}`));
      else continue;
      waiting.splice(waiting.indexOf(one), 1);
    }
  };
  let tellClosed;
  const closed = new Promise((done) => (tellClosed = done));
  const end = (how) => {
    if (seen) return;
    seen = how;
    tellClosed(how);
    settle();
  };
  const send = (opcode, payload) => {
    const mask = randomBytes(4);
    const head = payload.length < 126 ? Buffer.from([0x80 | opcode, 0x80 | payload.length]) : Buffer.from([0x80 | opcode, 0x80 | 126, payload.length >> 8, payload.length & 255]);
    socket.write(Buffer.concat([head, mask, payload.map((byte, at) => byte ^ mask[at % 4])]));
  };
  const read = (piece) => {
    bytes = Buffer.concat([bytes, piece]);
    while (bytes.length >= 2) {
      const opcode = bytes[0] & 15;
      assert.equal(bytes[1] & 0x80, 0, "a server does not mask");
      let size = bytes[1] & 127;
      let at = 2;
      if (size === 126) (size = bytes.length >= 4 ? bytes.readUInt16BE(2) : Infinity), (at = 4);
      if (bytes.length < at + size) return;
      const payload = bytes.subarray(at, at + size);
      bytes = bytes.subarray(at + size);
      if (opcode === 1) messages.push(JSON.parse(payload.toString()));
      if (opcode === 9) send(10, payload);
      if (opcode === 8) {
        send(8, payload);
        end({ code: payload.length >= 2 ? payload.readUInt16BE(0) : 1005, reason: payload.subarray(2).toString() });
      }
    }
    settle();
  };
  socket.on("data", read);
  socket.on("error", () => {});
  socket.on("close", () => end({ code: 1006, reason: "" }));
  if (first.length) read(first);
  return {
    socket,
    closed,
    text: (text) => send(1, Buffer.from(text)),
    binary: (payload) => send(2, Buffer.from(payload)),
    /** The next message that fits; what came before it is passed over. */
    next: (wanted = () => true, what = "news", seconds = 20) =>
      new Promise((done, failed) => {
        const limit = setTimeout(() => failed(new Error(`no ${what} in ${seconds} s; it told ${JSON.stringify(messages)}`)), seconds * 1000);
        waiting.push({ wanted, done: (message) => (clearTimeout(limit), done(message)), failed: (error) => (clearTimeout(limit), failed(error)) });
        settle();
      }),
    told: () => messages,
    end: () => socket.destroy(),
  };
}
