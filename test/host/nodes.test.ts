import assert from "node:assert/strict";
import { groupBy } from "../../src/host/runs/group.ts";
import { type GroupNode, nodesOf } from "../../src/host/runs/nodes.ts";
import type { FolderRuns } from "../../src/host/runs/state.ts";
import { aRun, aSnapshot, scored } from "../support/runs.ts";

const folder = (change: Partial<FolderRuns>): FolderRuns => ({
  folder: "/work",
  store: { state: "ready", root: "/work", head: null, branch: "main" },
  prefix: "",
  runs: [],
  shown: null,
  truncated: false,
  ...change,
});
const options = { grouped: true, snapshot: () => undefined };
const groupsOf = (...folders: FolderRuns[]) => nodesOf(folders, options) as GroupNode[];

describe("nodesOf", () => {
  it("groups by experiment or script, and marks the best of each", () => {
    const [a1, b1, a2] = [scored(0.9), scored(0.7, { group: "src/train.ts" }), scored(0.95)];
    const groups = groupsOf(folder({ runs: [a2, b1, a1] }));
    assert.deepEqual(
      groups.map(({ label }) => label),
      ["penguins", "train.ts"],
    );
    assert.deepEqual(
      groups[0]?.children.map(({ run }) => run.id),
      [a2.id, a1.id],
    );
    assert.deepEqual(
      groups[0]?.children.map(({ isBest }) => isBest),
      [true, false],
    );
    assert.equal(groups[1]?.file, "/work/src/train.ts");
    assert.equal(groups[1]?.best, b1);
  });

  it("calls best what is best of all runs, also when the filter hides it", () => {
    const [shown, hidden] = [scored(0.8), scored(0.99)];
    const [group] = groupsOf(folder({ runs: [hidden, shown], shown: [shown] }));
    assert.deepEqual(
      group?.children.map(({ run, isBest }) => [run.id, isBest]),
      [[shown.id, false]],
    );
    assert.equal(group?.best, hidden);
  });

  it("hides groups that the filter leaves empty", () => assert.deepEqual(groupsOf(folder({ runs: [scored(0.9)], shown: [] })), []));

  it("tells experiments of one name apart by their paths", () => {
    const runs = ["a/x.experiment.json", "b/x.experiment.json", "y.experiment.json"].map((group) => scored(0.9, { group }));
    assert.deepEqual(
      groupsOf(folder({ runs })).map(({ label }) => label),
      ["a/x.experiment.json", "b/x.experiment.json", "y"],
    );
  });

  it("ungrouped lists all folders' runs, newest first", () => {
    const [one, two, three] = [aRun(), aRun(), aRun()];
    const nodes = nodesOf([folder({ runs: [three, one] }), folder({ folder: "/other", runs: [two] })], { ...options, grouped: false });
    assert.deepEqual(
      nodes.map((node) => node.kind === "run" && node.run.id),
      [three.id, two.id, one.id],
    );
  });

  it("names the folder of each group where there are several", () => {
    const run = aRun();
    assert.deepEqual(
      groupsOf(folder({ runs: [run] }), folder({ folder: "/other", runs: [run] })).map(({ place }) => place),
      ["work", "other"],
    );
    assert.equal(groupsOf(folder({ runs: [run] }))[0]?.place, "");
  });

  it("has keys that stay, and that differ between folders", () => {
    const run = aRun({ id: "SAME" });
    const keys = () =>
      groupsOf(folder({ runs: [run] }), folder({ folder: "/other", runs: [run] })).flatMap(({ key, children }) => [
        key,
        ...children.map((child) => child.key),
      ]);
    assert.deepEqual(keys(), keys());
    assert.equal(new Set(keys()).size, 4);
  });

  it("carries the live snapshot, and counts what trains", () => {
    const snapshot = aSnapshot({ id: "LIVE" });
    const [group] = nodesOf([folder({ runs: [snapshot.run, scored(0.5)] })], {
      grouped: true,
      snapshot: (id) => (id === "LIVE" ? snapshot : undefined),
    }) as GroupNode[];
    assert.equal(group?.training, 1);
    assert.equal(group?.children[0]?.snapshot, snapshot);
    assert.equal(group?.children[0]?.isBest, false);
  });
});

describe("groupBy", () => {
  it("keeps the order of first appearance, and of members", () => {
    assert.deepEqual(
      [...groupBy([3, 1, 4, 1, 5], (n) => (n % 2 ? "odd" : "even"))],
      [
        ["odd", [3, 1, 1, 5]],
        ["even", [4]],
      ],
    );
  });
});
