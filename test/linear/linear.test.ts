import assert from "node:assert/strict";
import fc from "fast-check";
import { fitLinear, type LinearProblem, type LinearSteering } from "../../src/engine/linear/fit.ts";
import { outputsAt, predictionsOf } from "../../src/engine/linear/state.ts";
import type { SupervisedTarget } from "../../src/engine/model/target.ts";
import type { DoubleMatrix } from "../../src/engine/recipe/matrix.ts";
import { rowsAtOnce } from "../../src/engine/train/stream/row-parts.ts";

const matrix = (rows: number[][]): DoubleMatrix => ({
  data: Float64Array.from(rows.flat()),
  rows: rows.length,
  features: (rows[0] as number[]).map((_, j) => `x${j}`),
});

const valuesOf = (y: Float64Array): SupervisedTarget => {
  const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
  return { task: "regression", column: "y", mean, std: Math.sqrt(y.reduce((sum, value) => sum + (value - mean) ** 2, 0) / y.length) };
};
const classesOf = (count: number): SupervisedTarget => ({
  task: count === 2 ? "binary" : "multiclass",
  column: "y",
  classes: Array.from({ length: count }, (_, k) => `c${k}`),
  counts: Array.from({ length: count }, () => 1),
});

interface Asked extends Partial<LinearProblem> {
  x: DoubleMatrix;
  y: Float64Array;
  target: SupervisedTarget;
}

const solve = ({ x, y, ...problem }: Asked, steering: Partial<LinearSteering> = {}) =>
  fitLinear(
    { weights: null, l1: 0, l2: 0, rows: rowsAtOnce({ x, y }, x.rows), width: x.features.length, ...problem },
    { maxIterations: 10_000, tolerance: 1e-10, signal: new AbortController().signal, onIteration: async () => true, ...steering },
  );

/** Slopes of the loss at a solution, for each output its coefficients and intercept: residuals times features, on average. */
function slopes({ x, y, target }: Pick<Asked, "x" | "y" | "target">, solved: Awaited<ReturnType<typeof solve>>): number[][] {
  const width = x.features.length;
  const outputs = solved.intercepts.length;
  const { values, width: said } = predictionsOf(target.task, outputsAt(solved, x), outputs);
  return solved.coefficients.map((_, k) => {
    const sums = new Array<number>(width + 1).fill(0);
    for (let row = 0; row < x.rows; row += 1) {
      const label = y[row] as number;
      const truth = target.task === "regression" ? label : Number(label === (said > outputs ? 1 : k));
      const error = ((values[row * said + (said > outputs ? 1 : k)] as number) - truth) / x.rows;
      for (let j = 0; j < width; j += 1) sums[j] = (sums[j] as number) + error * (x.data[row * width + j] as number);
      sums[width] = (sums[width] as number) + error;
    }
    return sums;
  });
}

const number = fc.double({ min: -3, max: 3, noNaN: true, noDefaultInfinity: true });
const problems = fc
  .record({ width: fc.integer({ min: 1, max: 4 }), rows: fc.integer({ min: 12, max: 30 }), classes: fc.constantFrom(0, 2, 3) })
  .chain(({ width, rows, classes }) =>
    fc.record({
      x: fc.array(fc.array(number, { minLength: width, maxLength: width }), { minLength: rows, maxLength: rows }),
      noise: fc.array(number, { minLength: rows, maxLength: rows }),
      classes: fc.constant(classes),
      l1: fc.constantFrom(0, 0.01, 0.2),
      l2: fc.constantFrom(0.01, 0.5),
    }),
  );

describe("a linear model", () => {
  it("is where no coefficient would be better otherwise (the conditions of Karush, Kuhn and Tucker)", async () => {
    await fc.assert(
      fc.asyncProperty(problems, async ({ x: rows, noise, classes, l1, l2 }) => {
        const x = matrix(rows);
        const y = Float64Array.from(noise, (value, row) =>
          classes > 0 ? row % classes : 5 + 2 * ((rows[row] as number[])[0] as number) + value,
        );
        const target = classes > 0 ? classesOf(classes) : valuesOf(y);
        const solved = await solve({ x, y, target, l1, l2 });
        for (const [k, slope] of slopes({ x, y, target }, solved).entries()) {
          assert.ok(Math.abs(slope.at(-1) as number) < 1e-5, "the intercept is free");
          for (const [j, weight] of (solved.coefficients[k] as number[]).entries()) {
            const pull = (slope[j] as number) + l2 * weight;
            if (weight === 0) assert.ok(Math.abs(pull) <= l1 + 1e-5, `zero with a slope of ${pull}`);
            else assert.ok(Math.abs(pull + l1 * Math.sign(weight)) < 1e-5, `a slope of ${pull} left`);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  const line = (count: number, make: (i: number) => number[]) => Array.from({ length: count }, (_, i) => make(i));

  it("gives a constant column nothing, and columns that say the same a finite share", async () => {
    const x = matrix(line(20, (i) => [7, i, 2 * i, Math.sin(i)]));
    const y = Float64Array.from({ length: 20 }, (_, i) => 3 * i + Math.sin(i) + 1);
    const solved = await solve({ x, y, target: valuesOf(y) });
    assert.equal(solved.coefficients[0]?.[0], 0);
    const predicted = outputsAt(solved, x);
    for (const [row, value] of y.entries()) assert.ok(Math.abs((predicted[row] as number) - value) < 1e-9);
    const [, a, b] = solved.coefficients[0] as number[];
    assert.ok(Math.abs((a as number) + 2 * (b as number) - 3) < 1e-9);
  });

  it("of classes that are told apart without a mistake is finite, penalised or not", async () => {
    const x = matrix(line(20, (i) => [i < 10 ? i - 30 : i]));
    const y = Float64Array.from({ length: 20 }, (_, i) => (i < 10 ? 0 : 1));
    for (const l2 of [0, 0.01]) {
      const solved = await solve({ x, y, target: classesOf(2), l2 }, { tolerance: 1e-7 });
      for (const value of [...(solved.coefficients[0] as number[]), ...solved.intercepts]) assert.ok(Number.isFinite(value));
    }
  });

  it("says that it is not solved when there were too few iterations, or it was stopped", async () => {
    const x = matrix(line(40, (i) => [Math.sin(i * 3), Math.cos(i * 7), Math.sin(i * i)]));
    const y = Float64Array.from({ length: 40 }, (_, i) => i % 3);
    const cut = await solve({ x, y, target: classesOf(3), l2: 0.001 }, { maxIterations: 2 });
    assert.deepEqual([cut.converged, cut.iterations], [false, 2]);
    const stopped = await solve({ x, y, target: classesOf(3), l2: 0.001 }, { onIteration: async (iteration) => iteration < 3 });
    assert.deepEqual([stopped.converged, stopped.iterations], [false, 3]);
  });

  it("is cancelled where there is nothing to keep yet", async () => {
    const y = Float64Array.from({ length: 40 }, (_, i) => i);
    const x = matrix(line(40, (i) => [i, i * i]));
    await assert.rejects(solve({ x, y, target: valuesOf(y) }, { signal: AbortSignal.abort() }), { code: "cancelled" });
  });

  it("of more columns than rows is solved row by row", async () => {
    const width = 200;
    const x = matrix(line(30, (i) => Array.from({ length: width }, (_, j) => Math.sin(i * 12.9 + j * 78.2 + i * j))));
    const y = Float64Array.from({ length: 30 }, (_, i) => 2 * (x.data[i * width + 7] as number) + Math.cos(i * i));
    const solved = await solve({ x, y, target: valuesOf(y), l1: 0.2, l2: 0.01 });
    assert.ok(solved.converged);
    const [weights = []] = solved.coefficients;
    assert.ok(weights.filter((weight) => weight !== 0).length < 60);
    for (const [j, slope] of (slopes({ x, y, target: valuesOf(y) }, solved)[0] ?? []).slice(0, width).entries()) {
      const weight = weights[j] as number;
      const pull = slope + 0.01 * weight;
      assert.ok(weight === 0 ? Math.abs(pull) <= 0.2 + 1e-6 : Math.abs(pull + 0.2 * Math.sign(weight)) < 1e-6, `column ${j}`);
    }
  });

  it("says how much memory it would need before it takes it", async () => {
    const width = 12_000;
    const x = { data: new Float64Array(0), rows: width, features: Array.from({ length: width }, (_, j) => `x${j}`) };
    const y = Float64Array.from({ length: width }, (_, i) => i);
    await assert.rejects(solve({ x, y, target: valuesOf(y) }), { code: "model-too-large" });
  });
});
