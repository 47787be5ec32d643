import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { forecastImportance } from "../../src/engine/explain/forecast/importance.ts";
import { clusterProfiles } from "../../src/engine/explain/without-target/profiles.ts";
import { reconstructionErrors } from "../../src/engine/explain/without-target/reconstruction.ts";
import type { Backtest } from "../../src/engine/forecast/walk-forward.ts";
import { squaredResiduals } from "../../src/engine/pca/residuals.ts";
import { numberColumn } from "../../src/engine/recipe/values.ts";
import { assertClose } from "../evaluate/close.ts";
import { column, frameOf } from "../recipe/frames.ts";
import { FIXTURES } from "../support/paths.ts";

interface Expected {
  value: number | string;
  share?: number;
  difference: number;
}

interface Fixture {
  profiles: {
    frame: { size: number[]; weight: (number | null)[]; colour: (string | null)[] };
    labels: number[];
    distances: number[];
    rows: number[];
    columns: Record<string, { all: number | string; clusters: Expected[] }>;
    nearest: number[][];
    farthest: number[][];
  };
  reconstruction: {
    test: number[][];
    cases: {
      whiten: boolean;
      mean: number[];
      components: number[][];
      variances: number[];
      mse: number[];
      shares: number[];
      order: number[];
      rows: number[];
      parts: number[][];
    }[];
  };
  importance: {
    names: string[];
    actual: number[];
    steps: { x: number[][]; coef: number[]; intercept: number; orders: number[][][] }[];
    score: number;
    importances: number[][];
    means: number[];
    stds: number[];
  };
}

const fixture = JSON.parse(readFileSync(join(FIXTURES, "explain", "without-target.json"), "utf8")) as Fixture;

describe("explanations without a target and of forecasts, against pandas and scikit-learn", () => {
  it("cluster profiles", () => {
    const { frame, labels, distances, rows, columns, nearest, farthest } = fixture.profiles;
    const raw = frameOf(
      column("size", "number", frame.size),
      column("weight", "number", frame.weight),
      column("colour", "category", frame.colour),
    );
    const numbers = labels.map((_, row) => row + 1);
    const found = clusterProfiles({ count: 3, labels: Int32Array.from(labels), distances: Float64Array.from(distances) }, raw, numbers);
    assert.deepEqual(
      found.clusters.map((one) => one.rows),
      rows,
    );
    assert.deepEqual(found.columns.map((one) => one.column).sort(), ["colour", "size", "weight"]);
    for (const { column: name, all, clusters } of found.columns) {
      const expected = columns[name];
      if (typeof expected?.all === "number") assertClose(all.value as number, expected.all, `${name} of all`);
      else assert.equal(all.value, expected?.all);
      for (const [k, { value, share, difference }] of (expected?.clusters ?? []).entries()) {
        const own = clusters[k];
        if (typeof value === "number") assertClose(own?.value as number, value, `${name} of ${k}`);
        else assert.equal(own?.value, value);
        assertClose(own?.share ?? 0, share ?? 0, `share of ${name} in ${k}`);
        assertClose(own?.difference ?? Number.NaN, difference, `difference of ${name} in ${k}`);
      }
    }
    const rowsOf = (which: "nearest" | "farthest") => found.clusters.map((one) => one[which].map(({ row }) => row - 1));
    assert.deepEqual(rowsOf("nearest"), nearest);
    assert.deepEqual(rowsOf("farthest"), farthest);
  });

  for (const expected of fixture.reconstruction.cases) {
    it(`reconstruction errors of principal components${expected.whiten ? ", whitened" : ""}`, () => {
      const { test } = fixture.reconstruction;
      const features = expected.mean.map((_, k) => `x${k}`);
      const axes = {
        mean: Float64Array.from(expected.mean),
        components: expected.components.map((one) => Float64Array.from(one)),
        scales: Float64Array.from(expected.variances, (variance) => (expected.whiten ? Math.sqrt(variance) : 1)),
      };
      const errors = squaredResiduals({ data: Float64Array.from(test.flat()), rows: test.length, features }, axes);
      const raw = frameOf(
        ...features.map((name, k) =>
          column(
            name,
            "number",
            test.map((row) => row[k] as number),
          ),
        ),
      );
      const numbers = test.map((_, row) => row + 1);
      const found = reconstructionErrors({ features, errors, threshold: null }, raw, numbers);
      for (const { feature, mse, share } of found.features) {
        const k = features.indexOf(feature);
        assertClose(mse, expected.mse[k] as number, `mse of ${feature}`);
        assertClose(share, expected.shares[k] as number, `share of ${feature}`);
      }
      assert.deepEqual(
        found.rows.map(({ row }) => row - 1),
        expected.order,
      );
      for (const { row, error, parts } of found.rows) {
        assertClose(error, expected.rows[row - 1] as number, `error of row ${row}`);
        for (const { feature, share } of parts)
          assertClose(share, expected.parts[row - 1]?.[features.indexOf(feature)] as number, `${feature} of row ${row}`);
      }
    });
  }

  it("importance of what forecasts are made from", async () => {
    const { names, actual, steps, score, importances, means, stds } = fixture.importance;
    const rows = actual.length;
    type Change = Parameters<Parameters<typeof forecastImportance>[0]["again"]>[0];
    const again = async (change: Change): Promise<Backtest> => {
      const predicted = steps.flatMap(({ x, coef, intercept }, at) => {
        const columns = names.map((name, j) =>
          numberColumn(
            name,
            Float64Array.from(x, (row) => row[j] as number),
          ),
        );
        const changed = change({ rows, columns, kept: Int32Array.from(x.keys()) }, at + 1);
        return x.map((_, row) =>
          changed.columns.reduce(
            (sum, one, j) => sum + (one.kind === "number" ? (one.values[row] as number) * (coef[j] as number) : 0),
            intercept,
          ),
        );
      });
      const none = new Float64Array(0);
      return {
        horizon: steps.length,
        rows,
        row: Int32Array.from(predicted, (_, i) => i % rows),
        step: Int32Array.from(predicted, (_, i) => Math.floor(i / rows) + 1),
        actual: Float64Array.from([...actual, ...actual]),
        predicted: Float64Array.from(predicted),
        naive: none,
        seasonalNaive: none,
        scale: none,
        rowsOf: { times: none, dates: false, series: [] },
      };
    };
    const found = await forecastImportance(
      { again, backtest: await again((features) => features) },
      {
        repeats: 3,
        order: (name, repeat, step) => Int32Array.from(steps[step - 1]?.orders[repeat]?.[names.indexOf(name)] ?? []),
        goOn: async () => true,
      },
    );
    assertClose(found.score, score, "score");
    assert.equal(found.columns.length, names.length);
    for (const { column: name, mean, std, repeats } of found.columns) {
      const j = names.indexOf(name);
      assertClose(mean, means[j] as number, `mean of ${name}`);
      assertClose(std, stds[j] as number, `deviation of ${name}`);
      for (const [i, value] of repeats.entries()) assertClose(value, importances[j]?.[i] as number, `${name}, repeat ${i}`);
    }
  });
});
