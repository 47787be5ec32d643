import assert from "node:assert/strict";
import fc from "fast-check";
import type { CurveSeries } from "../../src/protocol/run.ts";
import { familiesOf, nearest, smooth } from "../../webview/run/series.ts";

const series = (metric: string): CurveSeries => ({ run: "r", metric, steps: [1], values: [1], times: [0] });
const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });

describe("curves", () => {
  it("smooth as TensorBoard and pandas' ewm(alpha=1-weight): a mean weighted by weight^age", () => {
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1, maxLength: 40 }), fc.double({ min: 0.01, max: 0.95, noNaN: true }), (values, weight) => {
        smooth(values, weight).forEach((value, at) => {
          const weights = values.slice(0, at + 1).map((_, i) => weight ** (at - i));
          const total = weights.reduce((sum, one) => sum + one, 0);
          const mean = weights.reduce((sum, one, i) => sum + one * (values[i] as number), 0) / total;
          assert.ok(Math.abs(value - mean) <= 1e-6 * Math.max(1, Math.abs(mean)), `${value} against ${mean}`);
        });
      }),
    );
  });

  it("are not changed by no smoothing, and keep their gaps", () => {
    assert.deepEqual(smooth([3, 1, 2], 0), [3, 1, 2]);
    const [first, gap, last] = smooth([1, Number.NaN, 1], 0.9);
    assert.ok(Number.isNaN(gap));
    assert.ok(Math.abs((first ?? 0) - 1) < 1e-12 && Math.abs((last ?? 0) - 1) < 1e-12);
  });

  it("are read at the point nearest to where one looks", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: -500, max: 500 }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: -600, max: 600 }),
        (xs, x) => {
          const sorted = [...xs].sort((a, b) => a - b);
          const found = sorted[nearest(sorted, x)] as number;
          assert.equal(Math.abs(found - x), Math.min(...sorted.map((other) => Math.abs(other - x))));
        },
      ),
    );
    assert.equal(nearest([], 3), -1);
  });

  it("share a chart with their validation twin, loss first", () => {
    const families = familiesOf(["acc", "loss", "val_acc", "val_loss", "lr"].map(series));
    assert.deepEqual(
      families.map(({ metric, series: members }) => [metric, members.map((one) => one.metric)]),
      [
        ["loss", ["loss", "val_loss"]],
        ["acc", ["acc", "val_acc"]],
        ["lr", ["lr"]],
      ],
    );
  });
});
