import assert from "node:assert/strict";
import { fileArgOf, folderArgOf, runArgsOf } from "../../src/host/ask/args.ts";
import { aRun } from "../support/runs.ts";

const row = (id: string) => ({ kind: "run", folder: "/w", run: aRun({ id }) });

describe("runArgsOf", () => {
  const cases: [what: string, args: [unknown, unknown?], runs: unknown[]][] = [
    ["a name", ["calm-heron"], [{ run: "calm-heron" }]],
    ["a run and its folder", [{ folder: "/w", run: "a" }], [{ folder: "/w", run: "a" }]],
    [
      "several",
      [{ folder: "/w", runs: ["a", "b"] }],
      [
        { folder: "/w", run: "a" },
        { folder: "/w", run: "b" },
      ],
    ],
    ["an array", [["a", { folder: "/w", run: "b" }]], [{ run: "a" }, { folder: "/w", run: "b" }]],
    ["a row", [row("a")], [{ folder: "/w", run: "a" }]],
    [
      "a row in a selection",
      [row("a"), [row("a"), row("b")]],
      [
        { folder: "/w", run: "a" },
        { folder: "/w", run: "b" },
      ],
    ],
    ["a row that alone is selected", [row("a"), [row("a")]], [{ folder: "/w", run: "a" }]],
    ["a group in a selection", [{ kind: "group", folder: "/w", group: "g", file: "/w/g" }], []],
    ["nothing", [undefined], []],
    ["what is not ours", [42, "x"], []],
  ];
  for (const [what, [first, second], runs] of cases) it(`understands ${what}`, () => assert.deepEqual(runArgsOf(first, second), runs));
});

describe("fileArgOf", () => {
  it("understands paths, URIs, and rows", () => {
    assert.deepEqual(fileArgOf("/w/x.csv"), { file: "/w/x.csv" });
    assert.deepEqual(fileArgOf({ scheme: "file", fsPath: "/w/x.csv", path: "/w/x.csv" }), { file: "/w/x.csv" });
    assert.deepEqual(fileArgOf({ folder: "/w", file: "/w/x.csv", dataset: {} }), { folder: "/w", file: "/w/x.csv" });
    assert.deepEqual(fileArgOf({ file: "/w/x.csv", target: "y" }), { file: "/w/x.csv", target: "y" });
    const kept = { file: "/w/x.csv", rejectedRows: "keep" };
    assert.deepEqual(fileArgOf(kept), kept);
    assert.deepEqual(fileArgOf({ file: "/w/x.csv", rejectedRows: "perhaps" }), { file: "/w/x.csv" });
  });

  it("has none of what is not on disk", () => {
    for (const arg of [undefined, null, "", 1, {}, { scheme: "untitled", fsPath: "x" }, { file: 3 }])
      assert.equal(fileArgOf(arg), undefined);
  });

  it("finds the folder alone", () => {
    assert.equal(folderArgOf({ folder: "/w" }), "/w");
    assert.equal(folderArgOf("/w"), undefined);
  });
});
