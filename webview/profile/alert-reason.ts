import { THRESHOLDS, type ThresholdName, type Thresholds } from "../../src/protocol/thresholds.ts";
import { formatShare } from "../../src/shared/format.ts";

/** Why an alert of this kind is raised, with the limit that it was raised by. */
export function alertReason(kind: string, thresholds: Thresholds = THRESHOLDS): string {
  const limit = (name: ThresholdName) => String(thresholds[name]);
  const share = (name: ThresholdName) => formatShare(thresholds[name], 1);
  return REASONS[kind]?.({ limit, share }) ?? "something that a model may stumble over";
}

interface Limits {
  limit: (name: ThresholdName) => string;
  share: (name: ThresholdName) => string;
}

const REASONS: Record<string, (limits: Limits) => string> = {
  CONSTANT: () => "one value tells nothing",
  EMPTY: () => "there is nothing in it",
  MISSING: ({ share }) => `more than ${share("MISSING")} of the rows have no value`,
  ZEROS: ({ share }) => `more than ${share("ZEROS")} of the rows are zero: a zero may stand for a missing value`,
  INFINITE: () => "infinite values break means and training",
  HIGH_CORRELATION: ({ limit }) => `related at ${limit("HIGH_CORRELATION")} or more: one may be enough`,
  HIGH_CARDINALITY: ({ limit }) => `more than ${limit("HIGH_CARDINALITY")} different values: one column each is too many`,
  IMBALANCE: ({ limit }) => `one value outweighs the others (imbalance above ${limit("IMBALANCE")})`,
  SKEWED: ({ limit }) => `skewness beyond ${limit("SKEWED")}: a few values are far from the rest`,
  UNIFORM: () => "spread as evenly as numbers drawn at random",
  UNIQUE: () => "a value that names a row cannot be learnt from",
  DUPLICATES: () => "repeated rows count twice, and may lie in two splits",
  CONTRADICTION: () => "the same picture under two labels teaches nothing, and tests nothing",
  NEAR_DUPLICATES: () => "rows that are the same but for identifiers, case and blanks",
  DIRTY_CATEGORY: () => "spellings of one value count as several",
  CONSTANT_LENGTH: () => "texts of one length are often codes",
  SHORT_TEXT: ({ limit }) => `fewer than ${limit("SHORT_TEXT")} characters on average: perhaps a category`,
  TYPE_DATE: ({ share }) => `${share("TYPE_DATE")} or more of the texts read as dates`,
  NON_STATIONARY: ({ limit }) => `its level moves with time (p of the Dickey-Fuller test above ${limit("NON_STATIONARY")})`,
  SEASONAL: ({ limit }) => `it repeats itself over time (autocorrelation above ${limit("SEASONAL")})`,
  LEAKAGE: ({ limit }) => `related to the target at ${limit("LEAKAGE")} or more: it may not be known when a prediction is made`,
  REJECTED: () => "what does not fit is left out, or kept with what is there",
  UNSUPPORTED: () => "values of this type cannot be learnt from",
};
