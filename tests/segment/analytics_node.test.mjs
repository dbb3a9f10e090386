// @segment/analytics-node as a server uses it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Analytics } from '@segment/analytics-node';
import { customer, eventually, forgetfulProxy, fresh, names, timeline, twice, url, writeKey } from './throughline.mjs';

const limit = { timeout: 60_000 };

function library(options = {}) {
  const analytics = new Analytics({ writeKey, host: url, flushInterval: 50, ...options });
  analytics.problems = [];
  analytics.on('error', (error) => analytics.problems.push(error));
  return analytics;
}

async function sent(analytics) {
  await analytics.closeAndFlush({ timeout: 20_000 });
  assert.deepEqual(analytics.problems, []);
}

test('every call arrives in the timeline of whom it names', limit, async () => {
  const userId = fresh('user');
  const email = `${userId}@example.com`;
  const analytics = library();
  const minute = (n) => new Date(Date.UTC(2024, 4, 1, 9, n));
  analytics.identify({ userId, traits: { firstName: '小芳', lastName: '王', email, email_verified: true, plan: 'pro' }, timestamp: minute(0) });
  analytics.track({ userId, event: 'Order Completed', messageId: `${userId}-order`, timestamp: minute(1), properties: { order_id: '7', revenue: 19.99, currency: 'USD' }, context: { locale: 'zh-CN' } });
  analytics.page({ userId, name: 'Pricing', category: 'Docs', timestamp: minute(2), properties: { url: 'https://example.com/pricing', title: 'Prices' } });
  analytics.screen({ userId, name: 'Main', timestamp: minute(3) });
  analytics.group({ userId, groupId: 'g-7', timestamp: minute(4), traits: { name: 'Initech', employees: 329 } });
  analytics.track({ userId, event: 'Order Refunded', timestamp: minute(5), properties: { total: 0.1 + 0.2, currency: 'USD' } });
  await sent(analytics);

  const heard = await eventually(() => timeline(`user_id:${userId}`), (all) => all.length >= 6);
  assert.deepEqual(names(heard), ['Identify', 'Order Completed', 'Page Viewed', 'Screen Viewed', 'Group', 'Order Refunded']);
  const [, order, page, screen, group, refund] = heard;
  assert.equal(order.source_key, `${userId}-order`);
  assert.equal(new Date(order.at).getTime(), minute(1).getTime());
  assert.deepEqual(order.amount, { minor: 1999, currency: 'USD' });
  assert.equal(order.language, 'zh-CN');
  assert.equal(order.channel, 'web');
  assert.equal(order.direction, 'in');
  assert.equal(order.properties.order_id, '7');
  assert.equal(order.properties.revenue, 19.99);
  assert.equal(page.subject, 'Pricing');
  assert.equal(page.properties.url, 'https://example.com/pricing');
  assert.equal(screen.channel, 'app');
  assert.equal(group.subject, 'Initech');
  assert.equal(group.properties.employees, 329);
  assert.deepEqual(refund.amount, { minor: -30, currency: 'USD' });

  const who = await customer(`email:${email}`);
  assert.equal(who.name, '王小芳');
  assert.equal(who.id, (await customer(`user_id:${userId}`)).id);
  assert.ok(who.identities.some((each) => each.namespace === 'email' && each.value === email && !each.verified), 'a write key may stand in a page: it proves nothing');
});

test('an alias brings the past of the anonymous id', limit, async () => {
  const anonymousId = fresh('anon');
  const userId = fresh('user');
  const before = library();
  before.track({ anonymousId, event: 'Browsed' });
  before.page({ anonymousId, name: 'Home' });
  await sent(before);
  await eventually(() => timeline(`device:${anonymousId}`), (all) => all.length === 2);

  const analytics = library();
  analytics.alias({ previousId: anonymousId, userId });
  await sent(analytics);
  const heard = await eventually(() => timeline(`user_id:${userId}`), (all) => all.length === 3);
  assert.deepEqual(names(heard).sort(), ['Alias', 'Browsed', 'Page Viewed']);
});

test('an alias gives a known user a further id, but never joins two known users by itself', limit, async () => {
  const [old, renamed, other] = [fresh('old'), fresh('new'), fresh('other')];
  const analytics = library({ flushAt: 1 });
  analytics.identify({ userId: old, traits: { name: 'Ada' } });
  analytics.identify({ userId: other, traits: { name: 'Grace' } });
  await eventually(async () => [await customer(`user_id:${old}`), await customer(`user_id:${other}`)], (both) => both.every(Boolean));
  analytics.alias({ previousId: old, userId: renamed });
  await eventually(() => timeline(`user_id:${renamed}`), (all) => all.length === 2);
  assert.equal((await customer(`user_id:${renamed}`)).id, (await customer(`user_id:${old}`)).id);

  analytics.alias({ previousId: other, userId: renamed });
  await sent(analytics);
  await eventually(async () => [...(await timeline(`user_id:${renamed}`)), ...(await timeline(`user_id:${other}`))], (all) => all.length === 4);
  assert.notEqual((await customer(`user_id:${other}`)).id, (await customer(`user_id:${renamed}`)).id, 'a person decides that');
});

test('an anonymous past joins the person who identifies', limit, async () => {
  const anonymousId = fresh('anon');
  const userId = fresh('user');
  const analytics = library();
  analytics.track({ anonymousId, event: 'Browsed' });
  analytics.identify({ userId, anonymousId, traits: { name: 'Ada Lovelace' } });
  analytics.track({ userId, event: 'Signed Up' });
  await sent(analytics);
  const heard = await eventually(() => timeline(`user_id:${userId}`), (all) => all.length === 3);
  assert.deepEqual(names(heard).sort(), ['Browsed', 'Identify', 'Signed Up']);
  assert.equal((await customer(`device:${anonymousId}`)).id, (await customer(`user_id:${userId}`)).id);
});

test('the same message ids again are stored once', limit, async () => {
  const userId = fresh('user');
  for (let round = 0; round < 3; ++round) {
    const analytics = library({ flushAt: 7 });
    for (let i = 0; i < 20; ++i) analytics.track({ userId, event: 'Clicked', messageId: `${userId}-${i}`, properties: { i } });
    await sent(analytics);
  }
  const heard = await timeline(`user_id:${userId}`);
  assert.equal(heard.length, 20);
  assert.deepEqual(twice(heard), []);
});

test('a retry of the library after a lost answer duplicates nothing', limit, async () => {
  const userId = fresh('user');
  const proxy = await forgetfulProxy(2);
  try {
    const analytics = library({ host: proxy.url, maxRetries: 5 });
    for (let i = 0; i < 10; ++i) analytics.track({ userId, event: 'Paid', properties: { i } });
    await sent(analytics);
    assert.equal(proxy.seen.length, 3, 'two lost answers, one heard');
    assert.deepEqual(proxy.seen.map((each) => each.status), [200, 200, 200]);
  } finally {
    await proxy.close();
  }
  const heard = await timeline(`user_id:${userId}`);
  assert.equal(heard.length, 10);
  assert.deepEqual(twice(heard), []);
  assert.deepEqual(heard.map((each) => each.properties.i).sort((a, b) => a - b), [...Array(10).keys()]);
});

test('two thousand events of many people arrive, each once', limit, async () => {
  const run = fresh('run');
  const analytics = library({ flushAt: 100 });
  for (let i = 0; i < 2000; ++i) analytics.track({ userId: `${run}-${i % 20}`, event: 'Viewed', properties: { i } });
  await sent(analytics);
  const all = [];
  for (let person = 0; person < 20; ++person) all.push(...(await timeline(`user_id:${run}-${person}`)));
  assert.equal(all.length, 2000);
  assert.equal(new Set(all.map((each) => each.properties.i)).size, 2000);
});

test('a wrong key is told to the library', limit, async () => {
  const analytics = library({ writeKey: 'nobody', maxRetries: 0 });
  analytics.track({ userId: fresh('user'), event: 'Never' });
  await analytics.closeAndFlush({ timeout: 20_000 });
  assert.equal(analytics.problems.length, 1);
  assert.match(String(analytics.problems[0].reason), /401/);
});
