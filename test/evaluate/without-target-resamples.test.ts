import assert from "node:assert/strict";
import fc from "fast-check";
import { labelFigures } from "../../src/engine/autoencoder/score.ts";
import { clusterJudging } from "../../src/engine/cluster/judge.ts";
import { calinskiHarabasz, daviesBouldin } from "../../src/engine/evaluate/clustering.ts";
import { evaluate } from "../../src/engine/evaluate/evaluate.ts";
import { Reconstruction } from "../../src/engine/pca/project.ts";
import { assertClose, assertFigures } from "./close.ts";

const ROWS = 12;
const data = Float64Array.from({ length: ROWS * 2 }, (_, i) => Math.sin(i * 7.3) * 5 + (i % 3));
const labels = Int32Array.from({ length: ROWS }, (_, row) => row % 3);
const draws = fc.array(fc.integer({ min: 0, max: ROWS - 1 }), { minLength: ROWS, maxLength: ROWS });

const countsOf = (rows: readonly number[]) => Uint8Array.from({ length: ROWS }, (_, row) => rows.filter((one) => one === row).length);
const taken = (rows: readonly number[], values: Float64Array, width: number) =>
  Float64Array.from(rows.flatMap((row) => [...values.subarray(row * width, (row + 1) * width)]));

describe("figures without a target under counts, against those of the rows written out", () => {
  it("of clusters", () => {
    const all = { x: data, width: 2, labels };
    fc.assert(
      fc.property(draws, (rows) => {
        const out = { x: taken(rows, data, 2), width: 2, labels: rows.map((row) => labels[row] as number) };
        fc.pre(new Set(out.labels).size > 1);
        assertClose(calinskiHarabasz(all, countsOf(rows)), calinskiHarabasz(out), "Calinski-Harabasz");
        assertClose(daviesBouldin(all, countsOf(rows)), daviesBouldin(out), "Davies-Bouldin");
      }),
    );
  });

  it("of components", () => {
    const axes = { mean: Float64Array.of(1, 0), components: [Float64Array.of(0.6, 0.8)], scales: Float64Array.of(1) };
    const placed = Float64Array.from(
      { length: ROWS },
      (_, row) => 0.6 * ((data[2 * row] as number) - 1) + 0.8 * (data[2 * row + 1] as number),
    );
    const matrix = (values: Float64Array) => ({ data: values, rows: ROWS, features: ["a", "b"] });
    const reconstructed = (values: Float64Array, along: Float64Array) => {
      const found = new Reconstruction(axes, ROWS);
      found.add(matrix(values), along);
      return found.under();
    };
    const under = reconstructed(data, placed);
    fc.assert(
      fc.property(draws, (rows) => {
        const out = reconstructed(taken(rows, data, 2), taken(rows, placed, 1));
        assertFigures(under(countsOf(rows)), out(null), "components");
      }),
    );
  });

  it("of labelled anomalies", () => {
    const known = Float64Array.from({ length: ROWS }, (_, row) => (row % 5 === 4 ? Number.NaN : Number(row % 4 === 0)));
    const scores = data.slice(0, ROWS).map(Math.round);
    const under = labelFigures(known, scores, 1);
    fc.assert(
      fc.property(draws, (rows) => {
        const out = taken(rows, known, 1);
        fc.pre(out.includes(1) && out.includes(0));
        assertFigures(under(countsOf(rows)), labelFigures(out, taken(rows, scores, 1), 1)(null), "labels");
      }),
    );
    assert.deepEqual(labelFigures(undefined, scores, 1)(null), {});
  });
});

describe("rows that come in parts", () => {
  const said = (rows: number) =>
    Float64Array.from({ length: rows * 2 }, (_, i) => (i % 2 === 0 ? (i >> 1) % 3 : Math.abs(data[i % data.length] as number)));
  const placed = (rows: number) =>
    Float64Array.from({ length: rows * 2 }, (_, i) => (data[i % data.length] as number) + 5 * ((i >> 1) % 3));
  const judged = (rows: number, part: number, most = rows) => {
    const judging = clusterJudging(3, most);
    for (let from = 0; from < rows; from += part) {
      const count = Math.min(part, rows - from);
      const own = (values: Float64Array) => values.subarray(2 * from, 2 * (from + count));
      judging.add({ data: own(placed(rows)), rows: count, features: ["a", "b"] }, { values: own(said(rows)), width: 2 });
    }
    return judging.end();
  };

  it("are judged as all at once", () => {
    const [whole, parts] = [judged(100, 100), judged(100, 7)];
    assert.deepEqual(parts.metrics, whole.metrics);
    assert.deepEqual(parts.clusters, whole.clusters);
  });

  it("of very many a part is compared, and said so", () => {
    const rows = 10_000;
    const part = judged(rows, 999, 5_000_000);
    assert.deepEqual(part.sampled, { metrics: ["silhouette", "calinski_harabasz", "davies_bouldin"], rows: 8 });
    const squares = said(rows).reduce((sum, value, i) => (i % 2 === 1 ? sum + value ** 2 : sum), 0);
    assertClose(part.metrics.inertia, squares, "inertia");
    const labels = Int32Array.from({ length: rows }, (_, row) => row % 3);
    assert.deepEqual(
      part.clusters?.map((cluster) => cluster.rows),
      [0, 1, 2].map((k) => labels.filter((label) => label === k).length),
    );
    const ratio = (part.metrics.calinski_harabasz ?? 0) / calinskiHarabasz({ x: placed(rows), width: 2, labels });
    assert.ok(ratio > 0.2 && ratio < 5, `${ratio}`);
  });
});

describe("intervals without a target", () => {
  it("are around each figure of clusters", () => {
    const said = Float64Array.from({ length: ROWS * 2 }, (_, i) => (i % 2 === 0 ? (labels[i / 2] as number) : Math.abs(data[i] as number)));
    const judging = clusterJudging(3, ROWS);
    judging.add({ data, rows: ROWS, features: ["a", "b"] }, { values: said, width: 2 });
    const judgement = judging.end();
    const judged = { target: { task: "clustering" as const, column: null }, rows: ROWS, judgement };
    const found = evaluate(judged, { run: "r", on: "test", skipped: 0 });
    assert.deepEqual(Object.keys(found.intervals ?? {}).sort(), Object.keys(found.metrics).sort());
    assert.equal(found.resamples, 1000);
    assert.ok(!("under" in found));
    const [low, high] = found.intervals?.silhouette ?? [1, -1];
    assert.ok(low < (found.metrics.silhouette ?? 2) && (found.metrics.silhouette ?? -2) < high);
  });
});
