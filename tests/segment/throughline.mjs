// The running Throughline that the tests speak to. Whoever starts it says where it is and gives two keys:
// THROUGHLINE_URL, THROUGHLINE_WRITE_KEY, THROUGHLINE_READ_KEY.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { once } from 'node:events';

function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: start a server, make two keys and name them (tests/segment/README.md)`);
  return value;
}

export const url = required('THROUGHLINE_URL').replace(/\/$/, '');
export const writeKey = required('THROUGHLINE_WRITE_KEY');
const readKey = required('THROUGHLINE_READ_KEY');

/** An id that no other run of the tests has used. */
export const fresh = (kind) => `${kind}-${randomUUID()}`;

async function read(path) {
  const answer = await fetch(url + path, { headers: { authorization: `Bearer ${readKey}` }, signal: AbortSignal.timeout(10_000) });
  assert.equal(answer.status, 200, `GET ${path}: ${answer.status} ${answer.ok ? '' : await answer.text()}`);
  return answer.json();
}

/** The customer that an identifier names, or undefined. */
export async function customer(identity) {
  const { items } = await read(`/api/customers?identity=${encodeURIComponent(identity)}`);
  assert.ok(items.length <= 1, `${identity} names ${items.length} customers`);
  return items[0];
}

/** Everything that was heard of whom an identifier names, oldest first. */
export async function timeline(identity) {
  const found = await customer(identity);
  if (!found) return [];
  const all = [];
  for (let cursor = ''; cursor !== null; ) {
    const page = await read(`/api/customers/${found.id}/timeline?limit=1000${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    all.push(...page.items);
    cursor = page.next;
  }
  return all.reverse();
}

/** Asks until `holds` is true of the answer, and gives the answer; fails with the last one after `seconds`. */
export async function eventually(ask, holds, seconds = 15) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (holds(answer)) return answer;
    if (Date.now() > end) assert.fail(`not so after ${seconds} s: ${JSON.stringify(answer, null, 1)?.slice(0, 4000)}`);
    await new Promise((wake) => setTimeout(wake, 50));
  }
}

export const names = (interactions) => interactions.map((each) => each.name);

/** How often each source key stands in a timeline, as a list of those that stand there more than once. */
export function twice(interactions) {
  const seen = new Map();
  for (const { source_key: key } of interactions) seen.set(key, (seen.get(key) ?? 0) + 1);
  return [...seen].filter(([, count]) => count > 1);
}

/**
 * A proxy that passes requests on, and cuts the line instead of answering the first `drops` posts: Throughline has stored
 * everything, but the sender never hears of it. `seen` lists the posts.
 */
export async function forgetfulProxy(drops) {
  const target = new URL(url);
  const seen = [];
  const server = http.createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts);
    const onward = http.request({ host: target.hostname, port: target.port, path: request.url, method: request.method, headers: { ...request.headers, host: target.host, 'content-length': body.length } });
    onward.end(body);
    const [answer] = await once(onward, 'response');
    const text = await answer.toArray().then(Buffer.concat);
    if (request.method === 'POST') {
      seen.push({ path: request.url, status: answer.statusCode, body: body.toString() });
      if (seen.length <= drops) return request.socket.destroy();
    }
    response.writeHead(answer.statusCode, answer.headers).end(text);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: `127.0.0.1:${server.address().port}`,
    url: `http://127.0.0.1:${server.address().port}`,
    seen,
    close: () => { server.closeAllConnections(); return new Promise((done) => server.close(done)); },
  };
}
