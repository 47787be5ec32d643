import { areaAgainstRest, rankClass } from "../evaluate/class-ranks.ts";
import { confusionMatrix } from "../evaluate/confusion.ts";
import type { Counts } from "../evaluate/counts.ts";
import { type ClassScores, classScores } from "../evaluate/precision-recall.ts";
import { quantiles } from "../recipe/quantiles.ts";
import { mean } from "../recipe/statistics.ts";

/** Mean of each row of a row-major table. */
export const rowMeans = (values: Float64Array, width: number): Float64Array =>
  Float64Array.from({ length: values.length / width }, (_, row) => mean(values.subarray(row * width, (row + 1) * width)));

/** The score that the given share of the training rows exceeds. */
export const thresholdOf = (scores: Float64Array, contamination: number): number => quantiles(scores, [1 - contamination])[0] as number;

/** The columns of each row with the largest values, largest first; -1 where there are fewer columns. Row-major, rows x `count`. */
export function largestColumns(values: Float64Array, width: number, count: number): Int32Array {
  const rows = values.length / width;
  const found = new Int32Array(rows * count).fill(-1);
  for (let row = 0; row < rows; row += 1) {
    const own = Array.from({ length: width }, (_, at) => at).sort(
      (a, b) => (values[row * width + b] as number) - (values[row * width + a] as number) || a - b,
    );
    found.set(own.slice(0, count), row * count);
  }
  return found;
}

/**
 * How scores do at telling labelled anomalies (1) from the rest (0), under any counts of the rows; rows without a label (NaN) are
 * left out. Empty without an anomaly among them.
 */
export function labelFigures(
  labels: Float64Array | undefined,
  scores: Float64Array,
  threshold: number,
): (counts: Counts) => Record<string, number> {
  const rows = Int32Array.from(labels?.keys() ?? []).filter((row) => !Number.isNaN(labels?.[row]));
  const actual = rows.map((row) => labels?.[row] as number);
  if (!actual.includes(1)) return () => ({});
  const own = Float64Array.from(rows, (row) => scores[row] as number);
  const said = Int32Array.from(own, (score) => Number(score > threshold));
  const rank = rankClass(actual, own, 1, 2);
  return (counts) => {
    const drawn = counts && Uint8Array.from(rows, (row) => counts[row] as number);
    const ranked = rank(drawn);
    const { precision, recall, f1 } = classScores(confusionMatrix(actual, said, 2, drawn))[1] as ClassScores;
    return { roc_auc: areaAgainstRest(ranked, 1), average_precision: ranked.averagePrecision, precision, recall, f1 };
  };
}
