import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CategoryColumn } from "../../src/engine/data/column.ts";
import { falseDiscovery } from "../../src/engine/explain/false-discovery.ts";
import { fisher } from "../../src/engine/explain/fisher.ts";
import { groupReport } from "../../src/engine/explain/groups.ts";
import { partialDependence } from "../../src/engine/explain/partial-dependence.ts";
import { permutationImportance } from "../../src/engine/explain/permutation.ts";
import { type Moments, welch } from "../../src/engine/explain/student.ts";
import { assertClose, assertFigures } from "../evaluate/close.ts";
import { FIXTURES } from "../support/paths.ts";
import { type LinearFixture, linearModel } from "./linear-model.ts";

type Figures = Record<string, number | null>;

interface Dependence {
  grid: number[];
  average: number[][];
  low: number[][];
  high: number[][];
}

interface Fixture {
  fairness: {
    name: string;
    actual: number[];
    predicted: number[];
    groups: string[];
    by: Record<string, Record<string, number>>;
    differences: Record<string, number>;
    ratios: Figures;
    fairness: Figures;
  }[];
  importance: (LinearFixture & {
    name: "binary" | "multiclass" | "regression";
    orders: number[][][];
    importances: number[][];
    means: number[];
    stds: number[];
    dependence: Dependence[];
  })[];
  fewValues: Dependence;
  fewValuesModel: LinearFixture;
  welch: { a: number[]; b: number[]; p: number }[];
  fisher: [number, number, number, number, number][];
  falseDiscovery: [number[], number[]][];
}

const fixture = JSON.parse(readFileSync(join(FIXTURES, "explain", "explain.json"), "utf8")) as Fixture;
const known = (figures: Figures) =>
  Object.fromEntries(Object.entries(figures).filter((entry): entry is [string, number] => entry[1] !== null));

describe("explanations against scikit-learn, scipy and fairlearn", () => {
  for (const expected of fixture.fairness) {
    it(`fairness: ${expected.name}`, () => {
      const levels = [...new Set(expected.groups)].sort();
      const column: CategoryColumn = {
        kind: "category",
        name: "g",
        levels,
        codes: Int32Array.from(expected.groups, (g) => levels.indexOf(g)),
      };
      const values = Float64Array.from(expected.predicted.flatMap((k) => [1 - k, k]));
      const target = { task: "binary" as const, column: "y", classes: ["no", "yes"], counts: [1, 1] };
      const found = groupReport({ target, actual: Float64Array.from(expected.actual), predictions: { values, width: 2 } }, column);
      assert.ok(found);
      assert.deepEqual(
        found.groups.map(({ label }) => label),
        levels,
      );
      for (const { label, figures } of found.groups) assertFigures(figures, expected.by[label] ?? {}, label);
      assertFigures(found.differences, expected.differences, "differences");
      assertFigures(found.ratios, known(expected.ratios), "ratios");
      assertFigures(found.fairness, known(expected.fairness), "fairness");
    });
  }

  for (const expected of fixture.importance) {
    it(`permutation importance: ${expected.name}`, async () => {
      const explained = await linearModel(expected, expected.name);
      const found = await permutationImportance(explained, {
        columns: ["x0", "x1", "x2"],
        repeats: 3,
        order: (column, repeat) => Int32Array.from(expected.orders[Number(column.slice(1))]?.[repeat] ?? []),
        goOn: async () => true,
      });
      for (const { column, mean, std, repeats } of found.columns) {
        const at = Number(column.slice(1));
        assertClose(mean, expected.means[at] as number, `mean of ${column}`);
        assertClose(std, expected.stds[at] as number, `std of ${column}`);
        for (const [i, value] of repeats.entries()) assertClose(value, expected.importances[at]?.[i] as number, `${column}, repeat ${i}`);
      }
      const means = found.columns.map(({ mean }) => mean);
      assert.deepEqual(
        means,
        [...means].sort((a, b) => b - a),
      );
    });

    it(`partial dependence: ${expected.name}`, async () => {
      const explained = await linearModel(expected, expected.name);
      for (const [i, dependence] of expected.dependence.entries()) await assertDependence(explained, `x${i}`, dependence);
    });
  }

  it("partial dependence: a column of few values has each of them in its grid", async () => {
    await assertDependence(await linearModel({ ...fixture.fewValuesModel, y: [] }, "regression"), "x2", fixture.fewValues);
  });

  it("Welch's t-test", () => {
    for (const { a, b, p } of fixture.welch) assertClose(welch(momentsOf(a), momentsOf(b)), p, `p of ${a.length} and ${b.length}`, 1e-9);
  });

  it("Fisher's exact test", () => {
    for (const [hits, drawn, marked, all, p] of fixture.fisher)
      assertClose(fisher(hits, drawn, marked, all), p, `p of ${hits} in ${drawn}`);
  });

  it("Benjamini and Hochberg's correction", () => {
    for (const [p, q] of fixture.falseDiscovery)
      for (const [i, value] of falseDiscovery(p).entries()) assertClose(value, q[i] as number, `q ${i}`);
  });
});

async function assertDependence(explained: Parameters<typeof partialDependence>[0], column: string, expected: Dependence): Promise<void> {
  const found = await partialDependence(explained, column, 20);
  assert.equal(found?.grid.length, expected.grid.length);
  for (const [i, value] of expected.grid.entries()) assertClose(Number(found?.grid[i]), value, `grid of ${column}, ${i}`);
  assert.equal(found?.curves.length, expected.average.length);
  for (const [k, curve] of (found?.curves ?? []).entries()) {
    for (const key of ["average", "low", "high"] as const)
      for (const [i, value] of curve[key].entries()) assertClose(value, expected[key][k]?.[i] as number, `${key} of ${column}, ${i}`);
  }
}

function momentsOf(values: number[]): Moments {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return { rows: values.length, mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1) };
}
