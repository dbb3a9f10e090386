// What the libraries of other languages, and browsers before them, send over the wire.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { fresh, names, timeline, url, writeKey } from './throughline.mjs';

const limit = { timeout: 30_000 };
const basic = (key) => `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
const post = (path, body, headers = {}) =>
  fetch(url + path, { method: 'POST', body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body), headers: { authorization: basic(writeKey), 'content-type': 'application/json', ...headers }, signal: AbortSignal.timeout(10_000) });

test('compressed batches are read', limit, async () => {
  const userId = fresh('user');
  const body = gzipSync(JSON.stringify({ batch: [{ type: 'track', userId, event: 'Zipped', messageId: fresh('m') }], sentAt: new Date() }));
  const answer = await post('/v1/batch', body, { 'content-encoding': 'gzip' });
  assert.equal(answer.status, 200);
  assert.deepEqual(await answer.json(), { success: true });
  assert.deepEqual(names(await timeline(`user_id:${userId}`)), ['Zipped']);
});

test('a bad event is told by its position, and the rest goes in', limit, async () => {
  const userId = fresh('user');
  const answer = await post('/v1/batch', { batch: [{ type: 'track', userId, event: 'One' }, { type: 'track', userId }, { type: 'dance', userId }, { type: 'track', event: 'nobody' }, { type: 'track', userId, event: 'Two' }] });
  assert.equal(answer.status, 200);
  const { success, rejected } = await answer.json();
  assert.equal(success, true);
  assert.deepEqual(rejected.map((each) => each.position), [1, 2, 3]);
  for (const each of rejected) assert.ok(each.code && each.detail && each.hint, JSON.stringify(each));
  assert.deepEqual(names(await timeline(`user_id:${userId}`)).sort(), ['One', 'Two']);
});

test('a bad single call is a problem', limit, async () => {
  const answer = await post('/v1/track', { userId: 'u' });
  assert.equal(answer.status, 400);
  assert.match(answer.headers.get('content-type'), /application\/problem\+json/);
  assert.equal((await post('/v1/track', '{')).status, 400);
});

test('nobody gets in without a write key', limit, async () => {
  assert.equal((await post('/v1/track', { userId: 'u', event: 'x' }, { authorization: basic('nobody') })).status, 401);
  assert.equal((await post('/v1/track', { userId: 'u', event: 'x', writeKey: process.env.THROUGHLINE_READ_KEY }, { authorization: '' })).status, 403);
});

test('the key may stand in a text/plain body', limit, async () => {
  const userId = fresh('user');
  const answer = await fetch(`${url}/v1/t`, { method: 'POST', body: JSON.stringify({ writeKey, userId, event: 'Beacon', messageId: fresh('m') }), headers: { 'content-type': 'text/plain' } });
  assert.equal(answer.status, 200);
  assert.deepEqual(names(await timeline(`user_id:${userId}`)), ['Beacon']);
});

test('browsers may ask from other sites', limit, async () => {
  const origin = 'https://shop.example';
  const asked = 'authorization,content-type,x-retry-count';
  const may = await fetch(`${url}/v1/t`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': asked } });
  assert.ok(may.status === 200 || may.status === 204, String(may.status));
  assert.ok(['*', origin].includes(may.headers.get('access-control-allow-origin')));
  const allowed = may.headers.get('access-control-allow-headers').toLowerCase();
  // A star does not stand for Authorization.
  for (const name of asked.split(',')) assert.ok(allowed.includes(name) || (allowed.includes('*') && name !== 'authorization'), `${name} is not in ${allowed}`);
  const answer = await post('/v1/t', { userId: fresh('user'), event: 'x' }, { origin });
  assert.ok(['*', origin].includes(answer.headers.get('access-control-allow-origin')));
  const refused = await post('/v1/t', { userId: 'u' }, { origin });
  assert.equal(refused.status, 400);
  assert.ok(refused.headers.get('access-control-allow-origin'), 'a page must be able to read why it was refused');
});

test("analytics.js finds its settings, for keys that exist", limit, async () => {
  const answer = await fetch(`${url}/v1/projects/${writeKey}/settings`, { headers: { origin: 'https://shop.example' } });
  assert.equal(answer.status, 200);
  assert.ok(answer.headers.get('access-control-allow-origin'));
  const settings = await answer.json();
  assert.equal(settings.integrations['Segment.io'].apiHost, `${new URL(url).host}/v1`);
  assert.equal((await fetch(`${url}/v1/projects/nobody/settings`)).status, 404);
});
