import type { Evaluation } from "../../protocol/evaluation.ts";
import { shownMetrics } from "../../protocol/metrics.ts";
import { type RunSummary, SPLITS } from "../../protocol/run.ts";
import { formatInterval, formatScore, formatWithin } from "../../shared/format.ts";
import { table } from "./table.ts";

/** Each figure on each split, those of the test split with their intervals where they are known; empty where there are none. */
export function scoreTable(scores: RunSummary["scores"], intervals: Evaluation["intervals"] = {}): string {
  const splits = SPLITS.filter((split) => scores[split]);
  const names = shownMetrics([...new Set(splits.flatMap((split) => Object.keys(scores[split] ?? {})))]);
  if (names.length === 0) return "";
  const known = names.some((name) => intervals[name] !== undefined);
  const rows = names.map((name) => [
    name,
    ...splits.map((split) => cell(scores[split]?.[name], intervals[name])),
    ...(known ? [formatInterval(intervals[name])] : []),
  ]);
  return table(["", ...splits, ...(known ? ["test, 95 % interval"] : [])], rows);
}

const cell = (value: number | undefined, interval: readonly [number, number] | undefined) =>
  value === undefined ? "" : interval ? formatWithin(value, interval) : formatScore(value);
