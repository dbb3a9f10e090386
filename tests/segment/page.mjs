// A page of another origin with @segment/analytics-next in it, in a real browser.
import { once } from 'node:events';
import http from 'node:http';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';

const entry = `
  import { AnalyticsBrowser } from '@segment/analytics-next';
  window.load = (settings, options) => {
    const analytics = (window.analytics = AnalyticsBrowser.load(settings, options));
    window.problems = [];
    analytics.on('error', (error) => window.problems.push(String(error.reason ?? error)));
    return analytics.then(() => true);
  };`;

/** Serves the page on loopback; `origin` is its address. */
export async function servePage() {
  const built = await build({ stdin: { contents: entry, resolveDir: import.meta.dirname ?? new URL('.', import.meta.url).pathname }, bundle: true, write: false, format: 'iife', platform: 'browser', define: { 'process.env.NODE_ENV': '"production"' }, logLevel: 'error' });
  const script = built.outputFiles[0].text;
  const server = http.createServer((request, response) => {
    const path = new URL(request.url, 'http://page').pathname;
    if (path === '/analytics.js') return response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' }).end(script);
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`<!doctype html><html lang="en"><title>Shop ${path}</title><script src="/analytics.js"></script>`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => { server.closeAllConnections(); return new Promise((done) => server.close(done)); } };
}

export function startBrowser() {
  return chromium.launch({
    executablePath: process.env.THROUGHLINE_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    timeout: 60_000,
  });
}
