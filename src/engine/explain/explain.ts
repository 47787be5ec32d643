import { setImmediate as turn } from "node:timers/promises";
import type { Experiment } from "../../protocol/experiment.ts";
import type { Explanation, GroupReport, Importance, PartialDependence } from "../../protocol/explanation.ts";
import { plural } from "../../shared/format.ts";
import type { Column, Frame } from "../data/column.ts";
import type { Compared, Judged } from "../evaluate/evaluate.ts";
import { takeRows } from "../recipe/values.ts";
import { type Explained, looksBack, sampleOf } from "./explained.ts";
import { explainForecasts } from "./forecast/explain-forecasts.ts";
import { groupReport } from "./groups.ts";
import { partialDependence } from "./partial-dependence.ts";
import { permutationImportance } from "./permutation.ts";
import { reason } from "./reason.ts";
import { weakSegments } from "./segments.ts";
import { Shuffling } from "./shuffling.ts";
import { withTruthLabels } from "./truth-labels.ts";
import { explainWithoutTarget } from "./without-target/explain-without-target.ts";
import { worstErrors } from "./worst.ts";

/** Rows, repeats and columns that are enough to see by, and the time after which the rest is left out. */
const IMPORTANCE = { rows: 2000, repeats: 5, ms: 40_000 };
const DEPENDENCE = { rows: 500, points: 20, columns: 6, ms: 20_000 };
const MOST_SEGMENT_ROWS = 200_000;
const MOST_SEGMENT_COLUMNS = 200;

export interface ExplainOptions extends Omit<Explained, "raw" | "compared"> {
  run: string;
  settings: Experiment["report"];
  seed: number;
  /** The rows as they were read, features and target; `kept`: the positions of those with a prediction. */
  frame: Frame;
  kept: Int32Array;
  /** For each row of `frame` its number in the data, from 1. */
  numbers: ArrayLike<number>;
  /** Columns of `settings.groups` that `frame` lacks, row for row. */
  beside: Column[];
  /** Columns that hold truth values. */
  booleans: ReadonlySet<string>;
  /** When aborted, what is left is left out. */
  signal: AbortSignal;
  onProgress(fraction: number): void;
}

/**
 * Where a model fails and what it goes by, on the test rows. What cannot be found out is left out and said. Null where the
 * experiment switches it off.
 */
export async function explain(judged: Judged, options: ExplainOptions): Promise<Explanation | null> {
  if (!options.settings.explain) return null;
  if ("judgement" in judged) return explainWithoutTarget(options);
  const { forecast, ...compared } = judged;
  if (forecast) return explainForecasts({ ...compared, forecast }, options);
  const { run, settings, seed, kept, numbers, recipe, signal } = options;
  const columns = [...options.frame.columns, ...options.beside].map((column) => takeRows(column, kept));
  const explained: Explained = { ...options, compared, raw: { rows: kept.length, columns } };
  const notes: string[] = [];
  const inputs = recipe.inputs.map(({ name }) => name);
  const named = columns.filter(({ name }) => inputs.includes(name) || settings.groups.includes(name));
  if (named.length > MOST_SEGMENT_COLUMNS)
    notes.push(`Weak segments were looked for in the first ${MOST_SEGMENT_COLUMNS} of ${plural(named.length, "column")}.`);
  const inSight = sampleOf(explained, MOST_SEGMENT_ROWS, seed);
  if (inSight !== explained)
    notes.push(`Weak segments were looked for among ${plural(MOST_SEGMENT_ROWS, "row")} drawn at random of ${plural(kept.length, "row")}.`);

  const importance = inputs.length > 1 && !signal.aborted ? await importanceOf(options, explained, inputs, notes) : null;
  const byImportance = importance ? importance.columns.map(({ column }) => column) : inputs;
  const dependence = !signal.aborted ? await dependenceOf(options, explained, byImportance, notes) : [];
  const order = [...new Set([...settings.groups, ...byImportance, ...inputs])].slice(0, MOST_SEGMENT_COLUMNS);
  const labelled = withTruthLabels(inSight.raw, options.booleans);
  return {
    version: 1,
    run,
    on: "test",
    rows: kept.length,
    importance,
    partialDependence: dependence,
    segments: weakSegments(inSight.compared, labelled, order),
    groups: groupsOf(compared, withTruthLabels(explained.raw, options.booleans), settings.groups, notes),
    worst: worstErrors(
      compared,
      explained.raw,
      kept.map((row) => numbers[row] as number),
    ),
    notes,
  };
}

async function importanceOf(
  { seed, signal, onProgress }: ExplainOptions,
  explained: Explained,
  columns: readonly string[],
  notes: string[],
): Promise<Importance | null> {
  const rows = Math.max(200, Math.min(IMPORTANCE.rows, Math.floor(4e8 / (IMPORTANCE.repeats * columns.length ** 2))));
  const sample = sampleOf(explained, rows, seed);
  const { repeats } = IMPORTANCE;
  const shuffling = new Shuffling({ seed, signal, ms: IMPORTANCE.ms, onProgress: (fraction) => onProgress(0.7 * fraction) });
  try {
    const found = await permutationImportance(sample, {
      columns,
      repeats,
      order: () => shuffling.order(sample.raw.rows),
      goOn: (done) => shuffling.goOn(done, columns.length * repeats),
    });
    if (sample !== explained) notes.push(`Importance is of ${plural(sample.raw.rows, "row")} drawn at random.`);
    notes.push(...shuffling.notes());
    return found;
  } catch (error) {
    notes.push(`Importance could not be found: ${reason(error)}`);
    return null;
  }
}

async function dependenceOf(
  { seed, signal, onProgress }: ExplainOptions,
  explained: Explained,
  columns: readonly string[],
  notes: string[],
): Promise<PartialDependence[]> {
  if (looksBack(explained.recipe)) {
    notes.push("Partial dependence is left out: the recipe looks back at earlier rows.");
    return [];
  }
  const sample = sampleOf(explained, DEPENDENCE.rows, seed);
  const end = Date.now() + DEPENDENCE.ms;
  const found: PartialDependence[] = [];
  for (const column of columns) {
    if (found.length === DEPENDENCE.columns) break;
    if (signal.aborted || Date.now() > end) {
      notes.push(`Partial dependence ended early (${signal.aborted ? "stopped" : "it took too long"}).`);
      break;
    }
    try {
      const one = await partialDependence(sample, column, DEPENDENCE.points);
      if (one) found.push(one);
    } catch (error) {
      notes.push(`Partial dependence on ${column} could not be found: ${reason(error)}`);
    }
    onProgress(0.7 + (0.3 * found.length) / DEPENDENCE.columns);
    await turn();
  }
  return found;
}

function groupsOf(compared: Compared, raw: Frame, names: readonly string[], notes: string[]): GroupReport[] {
  return names.flatMap((name) => {
    const column = raw.columns.find((one) => one.name === name);
    if (!column) return [];
    const report = groupReport(compared, column);
    if (!report) notes.push(`${name} is free text, so it makes no groups.`);
    return report ? [report] : [];
  });
}
