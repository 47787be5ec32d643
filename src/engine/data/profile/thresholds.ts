/** When a profile speaks up: ydata-profiling's names and limits. Shares are of the rows. */
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
} as const;
