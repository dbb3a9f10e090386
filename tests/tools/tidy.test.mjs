import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import test from "node:test";
import { check as contracts } from "../../tools/rules/contracts.mjs";
import { check as deadFiles } from "../../tools/rules/dead-files.mjs";
import { check as includes } from "../../tools/rules/includes.mjs";
import { check as lengths, report as lengthsReport } from "../../tools/rules/lengths.mjs";
import { check as registries } from "../../tools/rules/registries.mjs";
import { makeTree } from "../../tools/rules/tree.mjs";
import { check as words } from "../../tools/rules/words.mjs";

const tree = (contents) => makeTree("/nowhere", contents);
const places = (findings) => findings.map(({ path, line }) => `${path}:${line}`);
const header = "// What this is for, in words.\n#pragma once\n";

test("includes that point down the house pass", () => {
  const findings = includes(
    tree({
      "src/base/time.h": header,
      "src/record/log.h": `${header}#include "base/time.h"\n`,
      "src/channel/mapping.h": header,
      "src/channel/file/import.cpp": '#include "channel/mapping.h"\n#include "record/log.h"\n#include "rows.h"\n',
      "src/channel/file/rows.h": header,
      "src/app/serve.cpp": '#include "channel/file/rows.h"\n#include "record/log.h"\n',
      "src/main.cpp": '#include "app/serve.h"\n',
    }),
  );
  assert.deepEqual(findings, []);
});

test("an include that points up is found where it stands", () => {
  const findings = includes(tree({ "src/base/time.cpp": '#include <ctime>\n#include "record/log.h"\n', "src/record/log.h": header }));
  assert.deepEqual(places(findings), ["src/base/time.cpp:2"]);
  assert.match(findings[0].message, /base stands below record/);
});

test("siblings do not include each other", () => {
  const findings = includes(
    tree({
      "src/outcome/target.cpp": '#include "staffing/shift.h"\n',
      "src/staffing/shift.h": header,
      "src/channel/web/segment.cpp": '#include "channel/file/rows.h"\n',
      "src/channel/file/rows.h": header,
      "src/channel/mapping.cpp": '#include "channel/file/rows.h"\n',
    }),
  );
  assert.deepEqual(places(findings), ["src/channel/mapping.cpp:1", "src/channel/web/segment.cpp:1", "src/outcome/target.cpp:1"]);
});

test("Asio and SQLite stay in their rooms", () => {
  const source = "#include <boost/asio/post.hpp>\n#include <soci/soci.h>\n#include <sqlite3.h>\n";
  const findings = includes(tree({ "src/record/log.cpp": source, "src/http/server.cpp": source, "src/store/database.cpp": source }));
  assert.deepEqual(places(findings), [
    "src/http/server.cpp:2",
    "src/http/server.cpp:3",
    "src/record/log.cpp:1",
    "src/record/log.cpp:2",
    "src/record/log.cpp:3",
    "src/store/database.cpp:1",
  ]);
});

test("a room without a place in the house is found once", () => {
  const findings = includes(tree({ "src/utils/a.cpp": "", "src/utils/b.cpp": "" }));
  assert.deepEqual(places(findings), ["src/utils/a.cpp:1"]);
});

test("a file over 600 lines fails, one over 400 is listed, and the median is told", () => {
  const lines = (count) => "int x;\n".repeat(count);
  const files = tree({ "src/base/a.cpp": lines(601), "src/base/b.cpp": lines(600), "web/src/c.ts": lines(3), "docs/d.md": lines(900) });
  assert.deepEqual(places(lengths(files)), ["src/base/a.cpp:601"]);
  assert.deepEqual(lengthsReport(files), [
    "long: src/base/b.cpp (600 lines; over 600 fails)",
    "lengths: 3 source files, median 600 lines, longest 601 (src/base/a.cpp)",
  ]);
});

test("forbidden words are found with what stands there instead", () => {
  const findings = words(
    tree({
      "src/base/a.cpp": [
        "// TODO later",
        "std::cout << 1 << std::endl;",
        "using namespace std;",
        "sprintf(buffer, format);",
        "strcpy(to, from);",
        "float amount = 0;",
        "int n = rand();",
        'throw Error("not implemented");',
        "snprintf(buffer, size, format); double brand(); long amount; auto operand = rand_of(1);",
      ].join("\n"),
      "web/src/b.ts": "// FIXME\nconst rand = () => 1; rand();\n",
      "docs/style.md": "TODO is a forbidden word",
    }),
  );
  assert.deepEqual(places(findings), [...[1, 2, 3, 4, 5, 6, 7, 8].map((line) => `src/base/a.cpp:${line}`), "web/src/b.ts:1"]);
  assert.match(findings[1].message, /'\\n'/);
});

test("no file says where packages come from", () => {
  const findings = registries(
    tree({
      "web/package-lock.json": '{\n  "a": {\n    "resolved": "x",\n    "integrity": "y"\n  }\n}\n',
      "docs/a.md": `see https://${"registry"}.example.org/left-pad\nsee https://example.org/about\nand http://${"deb"}.example.org/debian\n`,
    }),
  );
  assert.deepEqual(places(findings), ["docs/a.md:1", "docs/a.md:3", "web/package-lock.json:3"]);
});

test("a header that only its own source and test include is dead", () => {
  const findings = deadFiles(
    tree({
      "src/base/dead.h": header,
      "src/base/dead.cpp": '#include "base/dead.h"\n',
      "tests/base/dead_test.cpp": '#include "base/dead.h"\n',
      "src/base/used.h": header,
      "src/store/user.cpp": '#include "base/used.h"\n',
    }),
  );
  assert.deepEqual(places(findings), ["src/base/dead.h:1"]);
});

test("a module of the page that nothing but tests imports is dead", () => {
  const findings = deadFiles(
    tree({
      "web/index.html": '<script type="module" src="/src/main.tsx"></script>',
      "web/src/main.tsx": 'import { App } from "./App";\nimport "./style.css";\n',
      "web/src/App.tsx": 'const Later = lazy(() => import("./screens/Later"));\nexport { words } from "./words/index.js";\n',
      "web/src/style.css": "",
      "web/src/screens/Later.tsx": "",
      "web/src/words/index.ts": "",
      "web/src/parts/Dead.tsx": "",
      "web/src/parts/Dead.test.tsx": 'import { Dead } from "./Dead";\n',
      "web/src/vite-env.d.ts": "",
    }),
  );
  assert.deepEqual(places(findings), ["web/src/parts/Dead.tsx:1"]);
});

test("a capability has a README and a header says what it is for", () => {
  const findings = contracts(
    tree({
      "src/record/README.md": "The log.",
      "src/record/log.h": header,
      "src/access/users.h": "#pragma once\n// Who works here and what each may do.\nstruct User;\n",
      "src/channel/web/segment.cpp": "",
      "src/base/time.h": "#pragma once\nstruct Time;\n",
    }),
  );
  assert.deepEqual(places(findings), ["src/access/README.md:1", "src/channel/web/README.md:1", "src/base/time.h:1"]);
});

test("the program says each finding in a line, closes with a summary and fails", (t) => {
  const root = mkdtempSync(join(tmpdir(), "throughline-tidy-"));
  t.after(() => rmSync(root, { recursive: true }));
  const write = (path, text) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const run = () => spawnSync(process.execPath, [new URL("../../tools/tidy", import.meta.url).pathname, root], { encoding: "utf8" });

  write("src/base/time.cpp", "int now();\n");
  const clean = run();
  assert.equal(clean.status, 0);
  assert.match(clean.stdout, /^tidy: 1 files, 6 rules, 0 findings$/m);

  write("src/base/time.cpp", "int now(); // FIXME\n");
  write("web/node_modules/x/index.js", "// FIXME\n");
  const found = run();
  assert.equal(found.status, 1);
  assert.match(found.stdout, /^src\/base\/time\.cpp:1: "FIXME": /m);
  assert.match(found.stdout, /^tidy: 1 files, 6 rules, 1 findings$/m);
});
