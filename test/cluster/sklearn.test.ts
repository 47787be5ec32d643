import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { clusterJudging } from "../../src/engine/cluster/judge.ts";
import { lloyd } from "../../src/engine/cluster/k-means.ts";
import { calinskiHarabasz, daviesBouldin, silhouette } from "../../src/engine/evaluate/clustering.ts";
import { assertClose, assertFigures } from "../evaluate/close.ts";
import { FIXTURES } from "../support/paths.ts";

interface Case {
  name: string;
  x: number[][];
  init: number[][];
  maxIterations: number;
  tolerance: number;
  centres: number[][];
  labels: number[];
  inertia: number;
  iterations: number;
  metrics: Record<string, number>;
}

const { cases, labelled } = JSON.parse(readFileSync(join(FIXTURES, "cluster", "cluster.json"), "utf8")) as {
  cases: Case[];
  labelled: { x: number[][]; labels: number[]; metrics: Record<string, number> };
};
const flat = (rows: number[][]) => Float64Array.from(rows.flat());
const widthOf = (rows: number[][]) => (rows[0] as number[]).length;

describe("k-means against scikit-learn", () => {
  for (const { name, x, init, centres, labels, inertia, iterations, metrics, ...options } of cases) {
    it(`${name}: the same centres, labels and inertia from the same start`, async () => {
      const width = widthOf(x);
      const found = await lloyd(flat(x), x.length, width, flat(init), { ...options, before: 0, onIteration: async () => true });
      assert.deepEqual([...found.labels], labels);
      for (const [i, value] of flat(centres).entries()) assertClose(found.centres[i], value, `centre value ${i}`);
      assertClose(found.inertia, inertia, "inertia");
      assert.equal(found.iterations, iterations);
      const matrix = { data: flat(x), rows: x.length, features: Array.from({ length: width }, (_, j) => `x${j}`) };
      const said = Float64Array.from(labels.flatMap((label, row) => [label, distance(x[row] as number[], centres[label] as number[])]));
      const judging = clusterJudging(centres.length, x.length);
      judging.add(matrix, { values: said, width: 2 });
      const judged = judging.end();
      assertFigures(judged.metrics, { ...metrics, inertia }, name);
      assert.deepEqual(
        judged.clusters?.map((cluster) => cluster.rows),
        centres.map((_, k) => labels.filter((label) => label === k).length),
      );
    });
  }
});

describe("figures of clusters against scikit-learn", () => {
  it("any labels, one of them of a row alone", () => {
    const rows = { x: flat(labelled.x), width: widthOf(labelled.x), labels: labelled.labels };
    assertClose(silhouette(rows), labelled.metrics.silhouette as number, "silhouette");
    assertClose(calinskiHarabasz(rows), labelled.metrics.calinski_harabasz as number, "calinski_harabasz");
    assertClose(daviesBouldin(rows), labelled.metrics.davies_bouldin as number, "davies_bouldin");
  });

  it("are undefined of one cluster, and of a cluster for each row", () => {
    for (const labels of [
      [0, 0, 0],
      [0, 1, 2],
    ]) {
      const rows = { x: Float64Array.of(1, 2, 3), width: 1, labels };
      for (const figure of [silhouette, calinskiHarabasz, daviesBouldin]) assert.ok(Number.isNaN(figure(rows)));
    }
  });
});

const distance = (a: readonly number[], b: readonly number[]) => Math.hypot(...a.map((value, j) => value - (b[j] as number)));
