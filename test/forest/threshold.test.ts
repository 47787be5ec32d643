import assert from "node:assert/strict";
import { growTree } from "../../src/engine/forest/grow.ts";
import { tableOf } from "../../src/engine/forest/table.ts";

describe("thresholds of a random forest", () => {
  it("lie halfway between the values of the node, not between those of other rows", () => {
    const rows = Array.from({ length: 400 }, (_, i) => [0, 1, 2, 100][i % 4] as number);
    const apart = Float64Array.from(rows, (x) => (x === 1 || x === 2 ? 1 : 0));
    const features = [Float64Array.from(rows), apart].map((values) => ({ kind: "number" as const, values }));
    const targets = Float64Array.from(rows, (x, i) => (apart[i] === 1 ? 50 : x / 100));
    const table = tableOf({ rows: rows.length, features, targets, weights: null, width: 1 }, 255);
    const { feature, threshold } = growTree(table, { maxDepth: 2, minRowsPerLeaf: 1, featuresANode: 2 }, 1);
    const thresholds = new Set([...threshold].filter((_, node) => feature[node] === 0));
    // Edges lie at 0.5, 1.5 and 51; rows of 1 and 2 have gone another way.
    assert.deepEqual([...thresholds], [25.75]);
    assert.ok(feature.includes(1));
  });
});
