// @segment/analytics-next as a website uses it: only the address of the CDN is ours, all else is the library's own doing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { customer, eventually, forgetfulProxy, fresh, names, timeline, twice, url, writeKey } from './throughline.mjs';
import { servePage, startBrowser } from './page.mjs';

const limit = { timeout: 90_000 };
let site, browser;

before(async () => {
  [site, browser] = await Promise.all([servePage(), startBrowser()]);
}, { timeout: 90_000 });
after(async () => {
  await browser?.close();
  await site?.close();
});

/** A visitor who was never there before, with the library loaded; `watch` sees the page before anything is sent. */
async function visitor(options = {}, watch = () => {}) {
  const context = await browser.newContext({ locale: 'zh-CN' });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const said = [];
  page.on('console', (message) => message.type() === 'error' && said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  watch(page);
  await page.goto(`${site.origin}/shoes?utm_source=mail&utm_campaign=may`);
  await page.evaluate(([settings, given]) => window.load(settings, given), [{ writeKey, cdnURL: url }, options]);
  const anonymousId = await page.evaluate(async () => (await window.analytics.user()).anonymousId());
  return { page, anonymousId, said, call: (name, ...args) => page.evaluate(([method, given]) => window.analytics[method](...given).then((sent) => sent.event.messageId), [name, args]), close: () => context.close() };
}

test('page, track, identify and group arrive; the past of the browser joins the person', limit, async () => {
  const userId = fresh('user');
  const who = await visitor();
  await who.call('page');
  await who.call('track', 'Product Viewed', { product: 'boots', price: 19.99 });
  const past = await eventually(() => timeline(`device:${who.anonymousId}`), (all) => all.length === 2);
  assert.deepEqual(names(past).sort(), ['Page Viewed', 'Product Viewed']);
  assert.equal(await customer(`user_id:${userId}`), undefined);

  await who.call('identify', userId, { name: 'Ada Lovelace', email: `${userId}@example.com` });
  const id = await who.call('track', 'Order Completed', { revenue: 59.97000000000001, currency: 'USD' });
  await who.call('group', 'g-9', { name: 'Initech' });
  const heard = await eventually(() => timeline(`user_id:${userId}`), (all) => all.length === 5);
  assert.deepEqual(names(heard).sort(), ['Group', 'Identify', 'Order Completed', 'Page Viewed', 'Product Viewed']);
  const one = (name) => heard.find((each) => each.name === name);
  assert.equal(one('Order Completed').source_key, id);
  assert.deepEqual(one('Order Completed').amount, { minor: 5997, currency: 'USD' });
  assert.equal(one('Order Completed').language, 'zh-CN');
  assert.equal(one('Page Viewed').subject, 'Shop /shoes');
  assert.equal(one('Page Viewed').channel, 'web');
  assert.ok(one('Page Viewed').properties.url.startsWith(site.origin));
  assert.equal(one('Product Viewed').properties.context.campaign.source, 'mail');
  assert.match(one('Product Viewed').properties.context.userAgent, /Chrome/);
  const found = await customer(`user_id:${userId}`);
  assert.equal(found.name, 'Ada Lovelace');
  assert.equal((await customer(`device:${who.anonymousId}`)).id, found.id);
  assert.deepEqual(await who.page.evaluate(() => window.problems), []);
  assert.deepEqual(who.said, []);
  await who.close();
});

test('an alias names the visitor', limit, async () => {
  const userId = fresh('user');
  const who = await visitor();
  await who.call('track', 'Browsed');
  await who.call('alias', userId);
  const heard = await eventually(() => timeline(`user_id:${userId}`), (all) => all.length === 2);
  assert.deepEqual(names(heard).sort(), ['Alias', 'Browsed']);
  assert.deepEqual(who.said, []);
  await who.close();
});

test('the library in batching mode', limit, async () => {
  const userId = fresh('user');
  const paths = [];
  const who = await visitor({ integrations: { 'Segment.io': { deliveryStrategy: { strategy: 'batching', config: { size: 4, timeout: 200 } } } } }, (page) => {
    page.on('request', (request) => request.method() === 'POST' && paths.push(new URL(request.url()).pathname));
  });
  await who.call('identify', userId);
  for (let i = 0; i < 9; ++i) await who.call('track', 'Clicked', { i });
  const heard = await eventually(() => timeline(`user_id:${userId}`), (all) => all.length === 10);
  assert.deepEqual(twice(heard), []);
  assert.ok(paths.length > 0 && paths.every((path) => path === '/v1/b'), paths.join(' '));
  await who.close();
});

test('what is left when the page is closed is sent on its way out', limit, async () => {
  const userId = fresh('user');
  const who = await visitor({ integrations: { 'Segment.io': { deliveryStrategy: { strategy: 'batching', config: { size: 50, timeout: 60_000 } } } } });
  await who.call('identify', userId);
  await who.call('track', 'Left');
  assert.deepEqual(await timeline(`user_id:${userId}`), []);
  await who.page.goto('about:blank');
  const heard = await eventually(() => timeline(`user_id:${userId}`), (all) => all.length === 2);
  assert.deepEqual(names(heard).sort(), ['Identify', 'Left']);
  await who.close();
});

test('a retry of the library after a lost answer duplicates nothing', limit, async () => {
  const userId = fresh('user');
  const proxy = await forgetfulProxy(2);
  try {
    const who = await visitor({ integrations: { 'Segment.io': { apiHost: `${proxy.host}/v1` } } });
    await who.call('identify', userId);
    await who.call('track', 'Paid', { once: true });
    // Two answers are lost, so the library sends at least twice more than there are calls.
    await eventually(async () => proxy.seen, (seen) => seen.length >= 4, 40);
    const heard = await eventually(() => timeline(`user_id:${userId}`), (all) => all.length >= 2);
    assert.deepEqual(names(heard).sort(), ['Identify', 'Paid']);
    assert.ok(proxy.seen.every((each) => each.status === 200));
    await who.close();
  } finally {
    await proxy.close();
  }
});
