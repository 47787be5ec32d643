/** When a profile speaks up: ydata-profiling's names and limits, where it has them. Shares are of the rows. */
export const THRESHOLDS = {
  /** Share of missing values. */
  MISSING: 0.01,
  /** Share of zeros. */
  ZEROS: 0.01,
  /** Strength of the relation between two columns, from 0 to 1. */
  HIGH_CORRELATION: 0.5,
  /** Different values of a category. */
  HIGH_CARDINALITY: 50,
  /** 1 less the share of the largest possible entropy. */
  IMBALANCE: 0.5,
  /** Skewness, either way. */
  SKEWED: 20,
  /** p value of a chi-square test of the histogram against even bins. */
  UNIFORM: 0.999,
  /** Mean characters of free text. */
  SHORT_TEXT: 5,
  /** Share of a text column's values that read as dates. */
  TYPE_DATE: 0.95,
  /** p value of the augmented Dickey-Fuller test. */
  NON_STATIONARY: 0.05,
  /** Autocorrelation at the season's lag. */
  SEASONAL: 0.5,
  /** Strength of a column's relation to the target. */
  LEAKAGE: 0.99,
} as const;

export type ThresholdName = keyof typeof THRESHOLDS;
export type Thresholds = Record<ThresholdName, number>;
