import type { ReconstructionErrors } from "../../../protocol/explanation.ts";
import type { Frame } from "../../data/column.ts";
import type { Insight } from "../../model/algorithm.ts";
import { cellOf, shownColumns } from "../cells.ts";

const MOST_FEATURES = 50;
const MOST_ROWS = 20;
const MOST_PARTS = 5;

/** Which features and which rows a model restores worst, and what makes each row's error up. */
export function reconstructionErrors(
  { features, errors, threshold }: NonNullable<Insight["reconstruction"]>,
  raw: Frame,
  numbers: ArrayLike<number>,
): ReconstructionErrors {
  const width = features.length;
  const sums = new Float64Array(width);
  const totals = new Float64Array(raw.rows);
  for (const [at, error] of errors.entries()) {
    const [row, feature] = [Math.floor(at / width), at % width];
    sums[feature] = (sums[feature] as number) + error;
    totals[row] = (totals[row] as number) + error;
  }
  const all = sums.reduce((sum, one) => sum + one, 0);
  const shown = shownColumns(raw, null);
  const worst = [...totals.keys()].sort((a, b) => (totals[b] as number) - (totals[a] as number) || a - b).slice(0, MOST_ROWS);
  return {
    features: features
      .map((feature, k) => ({ feature, mse: (sums[k] as number) / raw.rows, share: shareOf(sums[k] as number, all) }))
      .sort((a, b) => b.mse - a.mse)
      .slice(0, MOST_FEATURES),
    threshold,
    shown: shown.map(({ name }) => name),
    rows: worst.map((row) => ({
      row: numbers[row] as number,
      error: (totals[row] as number) / width,
      parts: features
        .map((feature, k) => ({ feature, share: shareOf(errors[row * width + k] as number, totals[row] as number) }))
        .filter(({ share }) => share > 0)
        .sort((a, b) => b.share - a.share)
        .slice(0, MOST_PARTS),
      cells: shown.map((column) => cellOf(column, row)),
    })),
  };
}

const shareOf = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);
