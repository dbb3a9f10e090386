import { File as NodeFile } from "node:buffer";
import { describe, expect, it } from "vitest";
import type { Mapping } from "../src/api/types";
import { changeInteraction, chooseColumns, columnOf, columnsOf, labelColumn, labelText, missing, newInteraction } from "../src/screens/imports/mapping";
import { sampleFile, sampleMapping } from "../src/screens/imports/sample";

// Node 18 has File, but not among its globals.
globalThis.File ??= NodeFile as unknown as typeof File;

const mapping: Mapping = {
  source: "shop",
  files: [{ file: "a.csv", customer: { identities: [{ namespace: "email", column: "mail" }] }, interactions: [{ channel: "web", name: "Order", at: "time" }] }],
};

describe("a mapping", () => {
  it("says what it lacks", () => {
    expect(missing(mapping)).toBeNull();
    expect(missing({ ...mapping, source: " " })).toBe("map.needs_source");
    expect(missing(changeInteraction(mapping, 0, { at: "" }))).toBe("map.needs_time");
    expect(missing(changeInteraction(mapping, 0, { name: "" }))).toBe("map.needs_name");
    expect(missing(changeInteraction(mapping, 0, { name: { column: "event" } }))).toBeNull();
  });

  it("leaves out what was emptied and keeps what it does not show", () => {
    const changed = changeInteraction(changeInteraction(mapping, 0, { text: "note", when: { column: "state", is: "paid" } }), 0, { text: undefined });
    expect(changed.files[0]?.interactions[0]).toEqual({ channel: "web", name: "Order", at: "time", when: { column: "state", is: "paid" } });
  });

  it("reads fields and labels in both their forms", () => {
    expect([columnOf("a"), columnOf({ column: "b" }), columnOf({ value: 1 }), columnOf(undefined)]).toEqual(["a", "b", undefined, undefined]);
    expect([labelText("web"), labelText({ value: "web" }), labelText({ column: "c" })]).toEqual(["web", "web", ""]);
    expect([labelColumn("web"), labelColumn({ column: "c" })]).toEqual([undefined, "c"]);
    expect(columnsOf({ town: { column: "city" }, age: "age" })).toEqual(["city", "age"]);
    expect(chooseColumns(["city", "zip"], { town: { column: "city", type: "text" } })).toEqual({ town: { column: "city", type: "text" }, zip: "zip" });
    expect(chooseColumns([], ["a"])).toBeUndefined();
  });

  it("guesses the time of a new interaction", () => {
    expect(newInteraction(["id", "created_at"]).at).toBe("created_at");
  });
});

it("the sample is a sound file, and its map speaks of its columns", async () => {
  const [head = "", ...rows] = (await sampleFile(new Date("2024-05-20T00:00:00Z")).text()).trim().split("\n");
  expect(rows.length).toBeGreaterThan(15);
  expect(missing(sampleMapping)).toBeNull();
  for (const identity of sampleMapping.files[0]?.customer.identities ?? []) expect(head.split(",")).toContain(identity.column);
});
