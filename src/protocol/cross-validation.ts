/** One fold: learnt from the others, judged on the rows that were held out. */
export interface Fold {
  /** From 1, over all repeats: its series are called `fold_1/loss`. */
  fold: number;
  /** From 1. */
  repeat: number;
  /** Rows learnt from, rows that early stopping went by (of those learnt from, taken aside), and rows judged on. */
  rows: { train: number; validation: number; test: number };
  metrics: Record<string, number>;
}

/** How an experiment does on folds of its training and validation rows; the test rows have no part in it. */
export interface CrossValidation {
  method: "k-fold" | "stratified" | "group" | "stratified-group" | "time";
  folds: number;
  repeats: number;
  seed: number;
  /** Of each figure over the folds: mean and population standard deviation, as numpy's. */
  metrics: Record<string, { mean: number; std: number }>;
  scores: Fold[];
}
