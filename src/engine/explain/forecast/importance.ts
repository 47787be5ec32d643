import type { Importance } from "../../../protocol/explanation.ts";
import type { Compared } from "../../evaluate/evaluate.ts";
import type { Backtest } from "../../forecast/walk-forward.ts";
import type { Prepared } from "../../recipe/apply.ts";
import { takeRows } from "../../recipe/values.ts";
import { spread } from "../permutation.ts";

export interface ForecastPermutation {
  repeats: number;
  /** Which of `rows` forecasts so many steps ahead each takes its value of a feature from. */
  order(feature: string, repeat: number, step: number, rows: number): Int32Array;
  /** After each feature of each repeat, of so many in all; false ends it. */
  goOn(done: number, all: number): Promise<boolean>;
}

/**
 * Permutation importance of what forecasts are made from: by how much the mean absolute error of the walk-forward test grows
 * when the values of one feature are shuffled among the forecasts of each step (Breiman 2001, scikit-learn's definition). Features
 * that were not reached are left out.
 */
export async function forecastImportance(
  { again, backtest }: Pick<NonNullable<Compared["forecast"]>, "again" | "backtest">,
  { repeats, order, goOn }: ForecastPermutation,
): Promise<Importance> {
  const names = new Set<string>();
  const score = meanError(
    await again((features) => {
      for (const { name } of features.columns) names.add(name);
      return features;
    }),
  );
  const found = new Map<string, number[]>();
  let done = 0;
  repeating: for (let repeat = 0; repeat < repeats; repeat += 1) {
    for (const feature of names) {
      const shuffled = await again((features, step) => withShuffled(features, feature, order(feature, repeat, step, features.rows)));
      found.set(feature, [...(found.get(feature) ?? []), meanError(shuffled) - score]);
      done += 1;
      if (!(await goOn(done, repeats * names.size))) break repeating;
    }
  }
  return {
    metric: "mae",
    direction: "min",
    score,
    rows: backtest.rows,
    repeats,
    columns: [...found].map(([column, all]) => ({ column, ...spread(all), repeats: all })).sort((a, b) => b.mean - a.mean),
  };
}

const withShuffled = (features: Prepared, name: string, order: Int32Array): Prepared => ({
  ...features,
  columns: features.columns.map((column) => (column.name === name ? takeRows(column, order) : column)),
});

const meanError = ({ actual, predicted }: Backtest): number =>
  actual.reduce((sum, value, i) => sum + Math.abs(value - (predicted[i] as number)), 0) / actual.length;
