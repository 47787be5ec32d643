import { type RunSummary, SPLITS } from "../../protocol/run.ts";
import { formatScore } from "../../shared/format.ts";
import { table } from "./table.ts";

/** Each figure on each split; empty where there are none. */
export function scoreTable(scores: RunSummary["scores"]): string {
  const splits = SPLITS.filter((split) => scores[split]);
  const names = [...new Set(splits.flatMap((split) => Object.keys(scores[split] ?? {})))];
  if (names.length === 0) return "";
  const rows = names.map((name) => [name, ...splits.map((split) => cell(scores[split]?.[name]))]);
  return table(["", ...splits], rows);
}

const cell = (value: number | undefined) => (value === undefined ? "" : formatScore(value));
