import type { CrossValidation, Fold } from "../../../protocol/cross-validation.ts";

/** Mean and population standard deviation over the folds, of the figures that each of them has. */
export function meanScores(scores: readonly Fold[]): CrossValidation["metrics"] {
  const names = Object.keys(scores[0]?.metrics ?? {}).filter((name) => scores.every(({ metrics }) => metrics[name] !== undefined));
  return Object.fromEntries(
    names.map((name) => {
      const values = scores.map(({ metrics }) => metrics[name] as number);
      const mean = values.reduce((sum, value) => sum + value / values.length, 0);
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
      return [name, { mean, std: Math.sqrt(variance) }];
    }),
  );
}
