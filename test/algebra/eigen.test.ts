import assert from "node:assert/strict";
import fc from "fast-check";
import { factorise, solveFactored } from "../../src/engine/algebra/cholesky.ts";
import { symmetricEigen } from "../../src/engine/algebra/eigen.ts";
import { addColumnProducts, gramOfRows, mirrored } from "../../src/engine/algebra/gram.ts";

const { signal } = new AbortController();
const number = fc.double({ min: -10, max: 10, noNaN: true });
const symmetric = fc.integer({ min: 1, max: 9 }).chain((n) =>
  fc.array(number, { minLength: n * n, maxLength: n * n }).map((cells) => ({
    n,
    a: Float64Array.from(cells, (_, at) => ((cells[at] as number) + (cells[(at % n) * n + Math.floor(at / n)] as number)) / 2),
  })),
);

const at = (a: Float64Array, n: number, i: number, j: number) => a[i * n + j] as number;
const sum = (n: number, of: (k: number) => number) => Array.from({ length: n }, (_, k) => of(k)).reduce((total, one) => total + one, 0);
const near = (found: number, expected: number, what: string) =>
  assert.ok(Math.abs(found - expected) < 1e-10, `${what}: ${found} ${expected}`);

async function columnProducts(x: Float64Array, rows: number, width: number, signal: AbortSignal): Promise<Float64Array> {
  const sums = new Float64Array(width * width);
  await addColumnProducts(sums, x, rows, width, signal);
  return mirrored(sums, width);
}

describe("a symmetric matrix", () => {
  it("is its eigenvectors, at right angles, times its eigenvalues", async () => {
    await fc.assert(
      fc.asyncProperty(symmetric, async ({ a, n }) => {
        const { values, vectors } = await symmetricEigen(a.slice(), n, signal);
        for (let i = 0; i < n; i += 1) {
          if (i > 0) assert.ok((values[i] as number) <= (values[i - 1] as number));
          for (let j = 0; j < n; j += 1) {
            near(
              sum(n, (k) => (values[k] as number) * at(vectors, n, k, i) * at(vectors, n, k, j)),
              at(a, n, i, j),
              "made of them again",
            );
            near(
              sum(n, (k) => at(vectors, n, i, k) * at(vectors, n, j, k)),
              i === j ? 1 : 0,
              "at right angles",
            );
          }
        }
      }),
    );
  });

  it("of all zeros, and of one, has eigenvectors too", async () => {
    const { values, vectors } = await symmetricEigen(new Float64Array(9), 3, signal);
    assert.deepEqual([...values], [0, 0, 0]);
    assert.deepEqual([...vectors], [1, 0, 0, 0, 1, 0, 0, 0, 1]);
    assert.deepEqual([...(await symmetricEigen(Float64Array.of(4), 1, signal)).values], [4]);
  });

  it("is given up when it is cancelled", async () => {
    await assert.rejects(symmetricEigen(Float64Array.of(2, 1, 1, 3), 2, AbortSignal.abort()), { code: "cancelled" });
  });
});

describe("Cholesky's factors", () => {
  it("solve what they are the factors of, and refuse a singular matrix", async () => {
    await fc.assert(
      fc.asyncProperty(symmetric, async ({ a, n }) => {
        const squared = await columnProducts(a, n, n, signal);
        for (let i = 0; i < n; i += 1) squared[i * n + i] = at(squared, n, i, i) + 1;
        const factor = squared.slice();
        assert.ok(factorise(factor, n));
        const b = Float64Array.from({ length: n }, (_, i) => i - 2);
        const x = solveFactored(factor, n, b);
        for (let i = 0; i < n; i += 1)
          near(
            sum(n, (k) => at(squared, n, i, k) * (x[k] as number)),
            b[i] as number,
            "solved",
          );
      }),
    );
    assert.ok(!factorise(Float64Array.of(1, 1, 1, 1), 2));
    assert.ok(!factorise(Float64Array.of(0), 1));
  });
});

describe("products of all pairs", () => {
  it("of columns, and of rows", async () => {
    const x = Float64Array.of(1, 2, 3, 4, 5, 6);
    assert.deepEqual([...(await columnProducts(x, 3, 2, signal))], [35, 44, 44, 56]);
    assert.deepEqual([...(await gramOfRows(x, 3, 2, signal))], [5, 11, 17, 11, 25, 39, 17, 39, 61]);
  });
});
