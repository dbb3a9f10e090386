import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { gunzipSync } from "node:zlib";
import { embed, pack, readAssets } from "../../tools/embed-page.mjs";

function builtPage(t) {
  const root = mkdtempSync(join(tmpdir(), "throughline-embed-"));
  t.after(() => rmSync(root, { recursive: true }));
  const dist = join(root, "dist");
  mkdirSync(join(dist, "assets"), { recursive: true });
  writeFileSync(join(dist, "index.html"), "<!doctype html><title>Throughline</title>");
  writeFileSync(join(dist, "assets", "index-Ab_3-xYz.js"), "let n = 0;\n".repeat(100));
  writeFileSync(join(dist, "favicon.svg"), "<svg/>");
  return { dist, out: join(root, "out") };
}

test("every file is there with its type, and only names with a hash are immutable", (t) => {
  const assets = readAssets(builtPage(t).dist);
  assert.deepEqual(
    assets.map(({ path, contentType, immutable }) => [path, contentType, immutable]),
    [
      ["/assets/index-Ab_3-xYz.js", "text/javascript; charset=utf-8", true],
      ["/favicon.svg", "image/svg+xml", false],
      ["/index.html", "text/html; charset=utf-8", false],
    ],
  );
  for (const { etag } of assets) assert.match(etag, /^"[0-9a-f]{20}"$/);
});

test("the blob gives each file back, plain and unpacked", (t) => {
  const { blob, placed } = pack(readAssets(builtPage(t).dist));
  for (const { identity, identityAt, gzip, gzipAt } of placed) {
    assert.deepEqual(blob.subarray(identityAt, identityAt + identity.length), identity);
    if (gzip.length > 0) assert.deepEqual(gunzipSync(blob.subarray(gzipAt, gzipAt + gzip.length)), identity);
  }
  assert.ok(placed[0].gzip.length > 0 && placed[1].gzip.length === 0, "only what gets smaller is compressed");
});

test("what has not changed is not written again", async (t) => {
  const { dist, out } = builtPage(t);
  embed(dist, out);
  const before = statSync(join(out, "page_index.cpp")).mtimeMs;
  await new Promise((resolve) => setTimeout(resolve, 20));
  embed(dist, out);
  assert.equal(statSync(join(out, "page_index.cpp")).mtimeMs, before);
  assert.match(readFileSync(join(out, "page.d"), "utf8"), /index\.html/);
});

test("without a built page there is one that says so", () => {
  const assets = readAssets("/nowhere/dist");
  assert.deepEqual(assets.map(({ path }) => path), ["/index.html"]);
  assert.match(assets[0].identity.toString(), /make build/);
});
