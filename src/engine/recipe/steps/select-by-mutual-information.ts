import type { Column } from "../../data/column.ts";
import { randomFrom, shuffle } from "../../train/random.ts";
import { type Dropped, dropping } from "../dropping.ts";
import { informationOfLabels, informationOfNumberAndLabel, informationOfNumbers } from "../feature-selection/mutual-information.ts";
import { groupRows } from "../groups.ts";
import { variance } from "../statistics.ts";
import type { StepOptions } from "../step.ts";
import { type KnownTarget, knownTarget } from "../target.ts";
import { isMissing, positions, rowsOf } from "../values.ts";

interface State extends Dropped {
  /** What each column says about the target, in nats. */
  scores: Record<string, number>;
}

type Options = StepOptions<"select-by-mutual-information">;

/** A whole number with more values than this is a quantity. */
const MOST_LABELS = 20;

/**
 * Keeps the columns that say most about the target. Categories, texts and whole numbers of few values are labels, a
 * missing one is a label of its own; other numbers are quantities, whose missing values are left out of the estimate.
 */
export const selectByMutualInformation = dropping<Options, State>({
  accepts: () => ["number", "category", "text"],
  fit(columns, options, context) {
    const target = knownTarget(context, options.step);
    const sample = draw(columns, options.rows, context.seed);
    const scores = columns.map((column): [string, number] => [column.name, score(column, target, sample, options.neighbors)]);
    const best = [...scores].sort(([, a], [, b]) => b - a).map(([name]) => name); // stable: of equal ones the first
    const threshold = options.threshold ?? (options.top === undefined ? 0 : Number.NEGATIVE_INFINITY);
    const chosen = new Set(best.slice(0, options.top ?? best.length));
    const dropped = scores.filter(([name, score]) => !chosen.has(name) || score <= threshold).map(([name]) => name);
    return { dropped, scores: Object.fromEntries(scores) };
  },
});

function score(column: Column, target: KnownTarget, sample: Int32Array, neighbors: number): number {
  const labels = isLabel(column) ? groupRows([column]).groups : null;
  if (labels && "codes" in target) return informationOfLabels(labels, target.codes);
  const rows = labels ? sample : sample.filter((row) => !isMissing(column, row));
  if (labels)
    return informationOfNumberAndLabel(pick((target as { values: Float64Array }).values, rows), labelsAt(labels, rows), neighbors);
  const values = pick((column as { values: Float64Array }).values, rows);
  if ("codes" in target) return informationOfNumberAndLabel(values, labelsAt(target.codes, rows), neighbors);
  return informationOfNumbers(toUnit(values), toUnit(pick(target.values, rows)), neighbors);
}

function isLabel(column: Column): boolean {
  if (column.kind !== "number") return true;
  const seen = new Set<number>();
  for (const value of column.values) {
    if (Number.isNaN(value)) continue;
    if (!Number.isInteger(value) || seen.add(value).size > MOST_LABELS) return false;
  }
  return true;
}

/** All rows, or as many as asked for, drawn by the seed, in their order. */
function draw([first]: readonly Column[], most: number, seed: number): Int32Array {
  const rows = positions(first ? rowsOf(first) : 0);
  if (rows.length <= most) return rows;
  shuffle(rows, randomFrom(seed, "sample"));
  return rows.slice(0, most).sort();
}

/** Of deviation 1, so that neighbours are as near in one quantity as in the other. */
function toUnit(values: Float64Array): Float64Array {
  const deviation = Math.sqrt(variance(values));
  return deviation > 0 ? values.map((value) => value / deviation) : values;
}

const pick = (values: Float64Array, rows: Int32Array) => Float64Array.from(rows, (row) => values[row] as number);
const labelsAt = (codes: Int32Array, rows: Int32Array) => rows.map((row) => codes[row] as number);
