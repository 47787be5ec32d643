import type { PartialDependence } from "../../protocol/explanation.ts";
import type { Column, Frame } from "../data/column.ts";
import { quantiles } from "../recipe/quantiles.ts";
import { type Explained, repredict } from "./explained.ts";
import { gridOf } from "./grid.ts";

const MOST_CLASSES = 5;

/**
 * Partial dependence (Friedman 2001) by scikit-learn's `brute` method: the mean prediction with a raw column set to each value of
 * its grid in all rows, and the spread of the single rows' curves. Null where the column has no grid.
 */
export async function partialDependence(explained: Explained, name: string, points: number): Promise<PartialDependence | null> {
  const { raw, compared } = explained;
  const column = raw.columns.find((one) => one.name === name) as Column;
  const grid = gridOf(column, points);
  if (!grid) return null;
  const { target } = compared;
  const labels: (string | null)[] =
    target.task === "regression"
      ? [null]
      : target.task === "binary"
        ? [target.classes[1] as string]
        : target.classes.slice(0, MOST_CLASSES);
  const curves = labels.map((label): PartialDependence["curves"][number] => ({ label, average: [], low: [], high: [] }));
  for (const value of grid.values) {
    const { predictions } = await repredict(explained, replaced(raw, grid.fill(value, raw.rows)));
    const { values, width } = predictions;
    if (values.length === 0) return null; // the recipe keeps no row with this value
    for (const [i, curve] of curves.entries()) {
      const output = target.task === "binary" ? 1 : i;
      const said = Float64Array.from({ length: values.length / width }, (_, row) => values[row * width + output] as number);
      const [low, high] = quantiles(said, [0.1, 0.9]);
      curve.average.push(said.reduce((sum, one) => sum + one, 0) / said.length);
      curve.low.push(low as number);
      curve.high.push(high as number);
    }
  }
  return { column: name, kind: grid.kind, rows: raw.rows, grid: grid.values, curves };
}

const replaced = ({ rows, columns }: Frame, column: Column): Frame => ({
  rows,
  columns: columns.map((one) => (one.name === column.name ? column : one)),
});
