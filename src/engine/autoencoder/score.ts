import { classScores } from "../evaluate/precision-recall.ts";
import { averagePrecision, rocAuc, thresholdsOf } from "../evaluate/ranking.ts";
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

/** How scores do at telling labelled anomalies (1) from the rest (0); rows without a label (NaN) are left out. Empty without an anomaly among them. */
export function labelFigures(labels: Float64Array | undefined, scores: Float64Array, threshold: number): Record<string, number> {
  if (!labels) return {};
  const rows = Array.from(labels.keys()).filter((row) => !Number.isNaN(labels[row]));
  const positive = rows.map((row) => labels[row] === 1);
  if (!positive.includes(true)) return {};
  const own = Float64Array.from(rows, (row) => scores[row] as number);
  const matrix = [
    [0, 0],
    [0, 0],
  ];
  for (const [i, is] of positive.entries()) {
    const counts = matrix[Number(is)] as number[];
    const said = Number((own[i] as number) > threshold);
    counts[said] = (counts[said] as number) + 1;
  }
  const ranked = thresholdsOf(positive, own);
  const { precision, recall, f1 } = classScores(matrix)[1] as { precision: number; recall: number; f1: number };
  return { roc_auc: rocAuc(ranked), average_precision: averagePrecision(ranked), precision, recall, f1 };
}
