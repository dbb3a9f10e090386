// Attacks by files (classes E 17 and 18): names that climb, hide or are too long; archives that unpack to more than anybody
// wants; formulas in everything that a spreadsheet opens.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { interaction, isProblem, openOffice } from "../api/office.mjs";

let office, call;
before(async () => {
  office = await openOffice({ name: "files" });
  call = office.call;
});
after(async () => {
  await office.close();
});

const asFile = { "content-type": "application/octet-stream" };
const upload = (name, body) => call("POST", `/api/uploads?name=${name}`, { body, headers: asFile });
const mapping = (more = {}) => ({
  source: "attack",
  files: [
    {
      customer: { identities: [{ namespace: "user_id", column: "who" }] },
      interactions: [{ channel: "store", name: "Visit", at: "at", text: "text", ...more }],
    },
  ],
});
const finished = (id) =>
  office.until(
    async () => (await call("GET", `/api/imports/${id}`, { expect: 200 })).json(),
    ({ state }) => state === "done" || state === "failed",
  );

test("whatever a file is called, it stays in the folder of uploads, under a number", async () => {
  const names = [
    "../../../etc/passwd",
    "/etc/passwd",
    "..\\..\\windows\\system.ini",
    "C:\\x.csv",
    "..",
    ".",
    "",
    " ",
    "a/b/../../c.csv",
    "con.csv",
    "x\u202Evsc.exe",
    "x\u2066y",
    "a\tb\nc",
    "😀".repeat(500),
    "n".repeat(5000),
    "%2e%2e%2f",
    'a"; filename="b',
    "a\r\nX-Evil: 1",
  ];
  for (const name of names) {
    const answer = await upload(encodeURIComponent(name), "who,at\na,2026-01-01\n");
    assert.equal(answer.status, 201, `${JSON.stringify(name)}: ${answer.body}`);
    const { id, name: kept } = answer.json();
    assert.match(id, /^f\d+$/);
    assert.doesNotMatch(kept, /[/\\\u0000-\u001f\u202a-\u202e\u2066-\u2069]/, JSON.stringify(kept));
    assert.ok(kept !== "" && kept !== "." && kept !== ".." && Buffer.byteLength(kept) <= 200, JSON.stringify(kept));
    assert.equal(answer.headers["x-evil"], undefined);
  }
  isProblem(await upload("a%00b.csv", "x"), 400);
  for (const name of readdirSync(join(office.data, "uploads"))) assert.match(name, /^\d+$/);
});

test("a file that unpacks to far more than it is, or is none, costs its import and nothing else", { timeout: 120_000 }, async () => {
  const bomb = gzipSync(Buffer.concat([Buffer.from("who,at,text\n"), Buffer.alloc(64 << 20, "x")]), { level: 9 }); // one row of 64 MiB
  const nested = gzipSync(gzipSync(Buffer.from("who,at\na,2026-01-01\n")));
  const cut = gzipSync(Buffer.from(`who,at,text\n${"a,2026-01-01,b\n".repeat(10_000)}`)).subarray(0, 200);
  const files = {
    "bomb.csv.gz": bomb,
    "nested.csv.gz": nested,
    "cut.csv.gz": cut,
    "zip.csv": Buffer.from("PK\x03\x04rest of an archive"),
    "nul.csv": Buffer.alloc(1 << 20),
    "elf.csv": Buffer.from("\x7fELF\x02\x01\x01"),
  };
  for (const [name, bytes] of Object.entries(files)) {
    const { id } = (await upload(name, bytes)).json();
    const looked = await call("GET", `/api/uploads/${id}/preview`);
    assert.ok([200, 400, 413, 415].includes(looked.status), `${name}: ${looked.status} ${looked.body.slice(0, 200)}`);
    assert.ok(looked.bytes.length < 1 << 20, `${name}: a preview of ${looked.bytes.length} bytes`);
    const started = await call("POST", "/api/imports", { json: { upload: id, mapping: mapping() } });
    if (started.status === 202) {
      const { state, rows_added: added = 0, rows_rejected: rejected = 0 } = await finished(started.json().id);
      assert.ok(state === "failed" || rejected > 0 || added <= 10_000, `${name}: ${state}`);
    } else {
      assert.ok([400, 413, 415].includes(started.status), `${name}: ${started.status} ${started.body.slice(0, 200)}`);
    }
  }
  assert.deepEqual((await call("GET", "/api/check", { expect: 200 })).json().findings, []);
});

test("no cell of anything that a spreadsheet opens is a formula", async () => {
  const formulas = ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x","y")', "＝1+1", "|cmd", "=cmd|' /C calc'!A0", "%0A=1"];
  for (const [i, formula] of formulas.entries()) {
    await call("POST", "/api/interactions", {
      as: "write key",
      json: {
        interactions: [
          interaction(`who${i}`, {
            identities: [{ namespace: "user_id", value: formula.trim() || "x" }],
            name: formula.trim(),
            subject: formula,
            text: formula,
            conversation: formula.trim(),
            topic: formula.trim(),
            customer: { name: formula, traits: { [`t${i}`]: formula } },
            properties: { [formula]: formula },
          }),
        ],
      },
    });
  }
  const { id } = (
    await upload(
      "bad.csv",
      `who,at,text\n${formulas.map((formula) => `"${formula.replaceAll('"', '""')}",no time,"${formula.replaceAll('"', '""')}"`).join("\n")}\n`,
    )
  ).json();
  const started = await call("POST", "/api/imports", { json: { upload: id, mapping: mapping() }, expect: 202 });
  await finished(started.json().id);
  const downloads = office.document.operations.filter(({ operation }) => Object.keys(operation.responses?.["200"]?.content ?? {}).includes("text/csv"));
  assert.ok(downloads.length >= 3, downloads.map(({ key }) => key).join());
  for (const { pattern } of downloads) {
    const path = pattern.replace("{id}", started.json().id);
    const answer = await call("GET", `${path}${pattern.includes("export") ? "?format=csv" : ""}`, { documented: false });
    if (answer.status !== 200 || !/csv/.test(answer.headers["content-type"])) continue;
    assert.match(answer.headers["content-disposition"] ?? "", /^attachment/, path);
    const cells = cellsOf(answer.body);
    assert.ok(cells.length > 10, `${path} has only ${cells.length} cells`);
    for (const cell of cells) assert.doesNotMatch(cell, /^[=+\-@\t\r＝＋－＠](?!\d*\.?\d*$)/, `${path}: ${JSON.stringify(cell)}`);
  }
});

// RFC 4180, by hand: what a spreadsheet would see.
function cellsOf(text) {
  const cells = [];
  let cell = "",
    quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c === '"' && text[i + 1] === '"') cell += text[++i];
      else if (c === '"') quoted = false;
      else cell += c;
    } else if (c === '"' && cell === "") quoted = true;
    else if (c === "," || c === "\n") {
      cells.push(c === "\n" ? cell.replace(/\r$/, "") : cell);
      cell = "";
    } else cell += c;
  }
  return cell === "" ? cells : [...cells, cell];
}

test("a map of 200 parts is taken, of 201 refused; one import more than 100 waiting is refused", async () => {
  const parts = (count) => ({
    ...mapping(),
    files: [{ ...mapping().files[0], interactions: Array.from({ length: count }, (_, i) => ({ channel: "store", name: `Visit ${i}`, at: "at" })) }],
  });
  const { id } = (await upload("parts.csv", "who,at\na,2026-01-01\n")).json();
  await call("POST", "/api/imports/preview", { json: { upload: id, mapping: parts(200) }, expect: 200 });
  isProblem(await call("POST", "/api/imports/preview", { json: { upload: id, mapping: parts(201) } }), 413);
});
