import type { ColumnProfile, Profile } from "../../src/protocol/profile.ts";
import { THRESHOLDS } from "../../src/protocol/thresholds.ts";

/** A profile that a run of an earlier version kept: what that version did not look for is not there, rather than an error. */
export function completed(kept: Profile): Profile {
  return { ...LACKING, ...kept, columns: kept.columns.map(completedColumn) };
}

const LACKING: Partial<Profile> = {
  seed: null,
  thresholds: THRESHOLDS,
  spearman: null,
  cramersV: null,
  correlationRatio: null,
  duplicatedRows: 0,
  nearDuplicateRows: null,
  timeColumn: null,
  leaks: [],
};

function completedColumn(column: ColumnProfile): ColumnProfile {
  const { length } = column;
  return {
    ...{ duplicates: column.count - column.distinct, dates: null, series: null },
    ...column,
    length: length && { ...{ median: length.mean, histogram: [] }, ...length },
  };
}
