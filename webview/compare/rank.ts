import type { ComparedColumn, Comparison, Distance } from "../../src/protocol/compare.ts";

/** Columns with the largest difference first: those that came, went or changed their type, then those that drift, then by distance. */
export const ranked = ({ columns }: Comparison): ComparedColumn[] =>
  columns
    .map((column, at) => ({ column, at, rank: rankOf(column) }))
    .sort((a, b) => b.rank - a.rank || a.at - b.at)
    .map(({ column }) => column);

function rankOf({ change, drifted, distances }: ComparedColumn): number {
  if (change !== "same") return 3;
  const [first] = distances;
  return (drifted ? 1 : 0) + (first ? closeness(first) : 0);
}

/** How far a distance is beyond its threshold, from 0 to below 1, so that tests and distances can stand in one list. */
function closeness({ value, p, threshold }: Distance): number {
  const times = p === null ? value / threshold : Math.log(Math.max(p, 1e-300)) / Math.log(threshold);
  return times <= 0 ? 0 : times / (1 + times);
}

/** Whether nothing about a column differs, as far as its figures tell. */
export const isSame = ({ change, drifted, before, after, bins, levels }: ComparedColumn): boolean =>
  change === "same" &&
  !drifted &&
  before?.missing === after?.missing &&
  before?.count === after?.count &&
  before?.distinct === after?.distinct &&
  (bins ?? []).every((bin) => bin.before === bin.after) &&
  (levels ?? []).every((level) => level.before === level.after);
