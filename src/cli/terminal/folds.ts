import type { CrossValidation } from "../../protocol/cross-validation.ts";
import { shownMetrics } from "../../protocol/metrics.ts";
import { formatScore, plural } from "../../shared/format.ts";
import { table } from "./table.ts";

const METHODS = {
  "k-fold": "",
  stratified: ", stratified",
  group: " by group",
  "stratified-group": " by group, stratified",
  time: " by time",
};

/** Folds that are shown one by one. */
const MOST = 10;

/** Mean and deviation of each figure, and each fold's. */
export function foldTable({ method, folds, repeats, metrics, scores }: CrossValidation): string {
  const shown = scores.slice(0, MOST);
  const names = shownMetrics(Object.keys(metrics));
  const rows = names.map((name) => [
    name,
    formatScore(metrics[name]?.mean as number),
    formatScore(metrics[name]?.std as number),
    ...shown.map((one) => (one.metrics[name] === undefined ? "" : formatScore(one.metrics[name]))),
  ]);
  const times = repeats === 1 ? "" : `, ${repeats} times`;
  return [
    `Cross-validation: ${plural(folds, "fold")}${METHODS[method]}${times}`,
    table(["", "mean", "deviation", ...shown.map(({ fold }) => `fold ${fold}`)], rows),
    ...(scores.length > MOST ? [`  and ${scores.length - MOST} more; --json shows all`] : []),
  ].join("\n");
}
