import type { Importance } from "../../protocol/explanation.ts";
import type { Frame } from "../data/column.ts";
import type { Compared } from "../evaluate/evaluate.ts";
import { takeRows } from "../recipe/values.ts";
import { type Explained, repredict } from "./explained.ts";
import { scoreOf, scoringOf } from "./scoring.ts";

export interface PermutationOptions {
  columns: readonly string[];
  repeats: number;
  /** Which row each row takes its value of a column from, in one repeat. */
  order(column: string, repeat: number): Int32Array;
  /** After each column of each repeat; false ends it. */
  goOn(done: number): Promise<boolean>;
}

/**
 * Permutation importance (Breiman 2001), scikit-learn's definition: the score as it is less the score with one raw column shuffled
 * among the rows; of a figure that should be small, the other way round. Through the whole recipe. Columns that were not
 * reached are left out.
 */
export async function permutationImportance(explained: Explained, options: PermutationOptions): Promise<Importance> {
  const { columns, repeats, order, goOn } = options;
  const scoring = scoringOf(explained.compared.target.task);
  const score = scoreOf(scoring, explained.compared);
  const sign = scoring.direction === "max" ? 1 : -1;
  const found = new Map<string, number[]>();
  let done = 0;
  repeating: for (let repeat = 0; repeat < repeats; repeat += 1) {
    for (const column of columns) {
      const permuted = await scoreWith(explained, withColumn(explained.raw, column, order(column, repeat)));
      found.set(column, [...(found.get(column) ?? []), sign * (score - permuted)]);
      done += 1;
      if (!(await goOn(done))) break repeating;
    }
  }
  return {
    ...scoring,
    score,
    rows: explained.raw.rows,
    repeats,
    columns: [...found].map(([column, all]) => ({ column, ...spread(all), repeats: all })).sort((a, b) => b.mean - a.mean),
  };

  async function scoreWith(whole: Explained, frame: Frame): Promise<number> {
    const { predictions, kept } = await repredict(whole, frame);
    const actual = Float64Array.from(kept, (row) => whole.compared.actual[row] as number);
    return scoreOf(scoring, { ...whole.compared, actual, predictions } as Compared);
  }
}

/** The frame with the values of one column taken from other rows. */
const withColumn = ({ rows, columns }: Frame, name: string, order: Int32Array): Frame => ({
  rows,
  columns: columns.map((column) => (column.name === name ? takeRows(column, order) : column)),
});

/** Mean and population standard deviation of the repeats. */
export function spread(values: readonly number[]): { mean: number; std: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, std: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) };
}
