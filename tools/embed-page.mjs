// Writes what carries the built page inside the binary:
//   page.blob       every file of web/dist, plain and (where it is smaller) gzip-compressed, one after the other
//   page.S          the blob as bytes of the program (.incbin: the compiler does not read them)
//   page_index.cpp  the definition of http::page_assets() (src/http/assets.h): where each file lies in the blob
//   page.d          what ninja is to watch
// A file whose content has not changed is not written again, so nothing is linked again for it.
//
//   node tools/embed-page.mjs web/dist build/embedded

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, extname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const contentTypes = {
  ".css": "text/css; charset=utf-8",
  ".gif": "image/gif",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
};

const pageNotBuilt = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Throughline</title>
<h1>The page was not built</h1>
<p>This server runs, but its binary was built without the page. <code>make build</code> builds both.</p>
<p lang="zh">服务器正在运行,但程序构建时没有包含网页。请运行 <code>make build</code>。</p>
</html>
`;

// The files below a folder, by name, so that the same page always gives the same bytes.
function filesBelow(folder) {
  const found = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...filesBelow(path));
    else found.push(path);
  }
  return found.sort();
}

function foldersOf(files) {
  return [...new Set(files.map((file) => dirname(file)))];
}

// Vite puts a hash of the content into the name of everything below assets/: such a name never changes its content.
function isImmutable(path) {
  return /^\/assets\/.+-[\w-]{8}\.\w+$/.test(path);
}

// [{path, contentType, etag, identity, gzip, immutable}] of a built page, or of the notice where there is none.
export function readAssets(dist) {
  const files = existsSync(join(dist, "index.html"))
    ? filesBelow(dist).map((file) => ["/" + relative(dist, file).split(sep).join("/"), readFileSync(file)])
    : [["/index.html", Buffer.from(pageNotBuilt)]];
  return files.map(([path, identity]) => {
    const compressed = gzipSync(identity, { level: 9 });
    return {
      path,
      contentType: contentTypes[extname(path).toLowerCase()] ?? "application/octet-stream",
      etag: `"${createHash("sha256").update(identity).digest("hex").slice(0, 20)}"`,
      identity,
      gzip: compressed.length < identity.length * 0.95 ? compressed : Buffer.alloc(0),
      immutable: isImmutable(path),
    };
  });
}

// The blob and, for every asset, where its two forms begin.
export function pack(assets) {
  const parts = [];
  let length = 0;
  const place = (bytes) => {
    const offset = length;
    parts.push(bytes);
    length += bytes.length;
    return offset;
  };
  const placed = assets.map((asset) => ({ ...asset, gzipAt: place(asset.gzip), identityAt: place(asset.identity) }));
  return { blob: Buffer.concat(parts), placed };
}

export function assemblySource(blobPath) {
  return `// Made by tools/embed-page.mjs.
    .section .rodata
    .global throughline_page_blob
    .balign 16
throughline_page_blob:
    .incbin "${blobPath}"
    .byte 0
    .section .note.GNU-stack, "", %progbits
`;
}

export function indexSource(placed) {
  const rows = placed.map(
    (asset) =>
      `      {${JSON.stringify(asset.path)}, ${JSON.stringify(asset.contentType)}, ${JSON.stringify(asset.etag)},\n` +
      `       bytes(${asset.gzipAt}, ${asset.gzip.length}), bytes(${asset.identityAt}, ${asset.identity.length}), ${asset.immutable}},`,
  );
  return `// Made by tools/embed-page.mjs.
#include "http/assets.h"

extern "C" const char throughline_page_blob[];

namespace http {

static std::string_view bytes(std::size_t offset, std::size_t length) { return {throughline_page_blob + offset, length}; }

const std::vector<Asset>& page_assets() {
  static const std::vector<Asset> assets = {
${rows.join("\n")}
  };
  return assets;
}

}  // namespace http
`;
}

// Ninja looks at folders too: a file that came or went changes its folder. Without a page, the missing index.html is
// what ninja waits for.
function watchList(target, dist, script) {
  const index = join(dist, "index.html");
  const files = existsSync(index) ? filesBelow(dist) : [index];
  const watched = [script, ...files, ...foldersOf(files).filter(existsSync)];
  return `${target}: ${watched.map((path) => path.replaceAll(" ", "\\ ")).join(" \\\n  ")}\n`;
}

function writeIfChanged(path, content) {
  const bytes = Buffer.from(content);
  if (!existsSync(path) || !readFileSync(path).equals(bytes)) writeFileSync(path, bytes);
}

export function embed(dist, out) {
  mkdirSync(out, { recursive: true });
  const { blob, placed } = pack(readAssets(dist));
  const blobPath = join(out, "page.blob");
  const indexPath = join(out, "page_index.cpp");
  writeIfChanged(blobPath, blob);
  writeIfChanged(join(out, "page.S"), assemblySource(blobPath));
  writeIfChanged(indexPath, indexSource(placed));
  writeFileSync(join(out, "page.d"), watchList(blobPath, dist, fileURLToPath(import.meta.url)));
  return { files: placed.length, bytes: blob.length };
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [dist, out] = process.argv.slice(2);
  if (!dist || !out) {
    console.error("what to embed and where to write it: node tools/embed-page.mjs web/dist build/embedded");
    process.exit(64);
  }
  embed(resolve(dist), resolve(out));
}
