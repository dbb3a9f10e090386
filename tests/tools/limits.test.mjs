// docs/limits.md says what src/base/limits.h says: neither changes alone.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { limitsPage, page, readLimits, valueOf } from "../../tools/limits-page.mjs";

test("docs/limits.md is what tools/limits-page.mjs writes", () => {
  assert.equal(readFileSync(page, "utf8"), limitsPage(), "run: node tools/limits-page.mjs");
});

test("every limit says what it bounds, under a heading", () => {
  const parts = readLimits();
  assert.ok(parts.length >= 5);
  for (const { title, limits } of parts) {
    assert.ok(limits.length > 0, title);
    for (const { name, text } of limits) assert.ok(text.split(" ").length >= 2, name);
  }
  assert.throws(() => readLimits("// -- A\ninline constexpr int one = 1;"), /needs the form/);
  assert.throws(() => readLimits("inline constexpr int one = 1;   // of them"), /before the first part/);
});

test("values are read as C++ reads them", () => {
  assert.equal(valueOf("20'000"), 20000);
  assert.equal(valueOf("8u << 20"), 8388608);
  assert.equal(valueOf("64ull << 30"), 68719476736);
  assert.equal(valueOf("1'000 * 60"), 60000);
  assert.throws(() => valueOf("sizeof(int)"), /can't be read/);
});
