import type { Experiment } from "../../protocol/experiment.ts";
import { isSupervised } from "../../protocol/task.ts";
import type { Column, Frame } from "../data/column.ts";
import type { FittedModel, LabelledRows, Problem } from "../model/algorithm.ts";
import { encodeLabel, fitLabel, labelColumn } from "../model/label.ts";
import { algorithmFor } from "../model/registry.ts";
import { encodeTarget, fitTarget, type NoTarget, type TargetState } from "../model/target.ts";
import { applyRecipe, type Prepared, type RecipeMemory } from "../recipe/apply.ts";
import { columnMissing } from "../recipe/errors.ts";
import { type FitOptions, learnRecipe } from "../recipe/fit.ts";
import type { FittedRecipe } from "../recipe/fitted.ts";
import { namingRows } from "../recipe/naming-rows.ts";
import { positions, takeRows } from "../recipe/values.ts";

/** Rows ready for a model, and where they came from. */
export interface PreparedRows extends LabelledRows<unknown> {
  /** Position of each row in the frame that went in. */
  kept: Int32Array;
  /** Rows left out: no known target, or dropped by the recipe. */
  skipped: number;
}

export interface Learnt extends Problem<TargetState> {
  recipe: FittedRecipe;
  read: Read;
}

/** How the algorithm reads prepared rows. */
type Read = FittedModel<unknown>["read"];

interface LearnOptions extends Pick<FitOptions, "booleans"> {
  /** Fitted before, on other rows: nothing is learnt of these. */
  recipe?: FittedRecipe | undefined;
  /** Learnt on more rows than these. */
  target?: TargetState | undefined;
}

/** Fits target and recipe on the training rows alone, and prepares these. `frame` holds the features and the target, where there is one. */
export function learn(
  experiment: Experiment,
  frame: Frame,
  { recipe: fitted, target: given, ...options }: LearnOptions = {},
): Learnt & { rows: PreparedRows } {
  const { target, known, features, fit } = trainingRows(experiment, frame, options, given);
  const { recipe, training } = namingRows(numberIn(known), () =>
    fitted ? { recipe: fitted, training: applyRecipe(fitted, features) } : learnRecipe(experiment.recipe, features, fit),
  );
  const read: Read = (prepared) => algorithmFor(experiment.model).read(prepared, experiment.model);
  return { target, recipe, read, features: recipe.features, rows: toRows(training, known, frame.rows, read) };
}

/** What a recipe is fitted on: the features of the training rows whose target is known, and what it may know beside them. */
export function trainingRows(experiment: Experiment, frame: Frame, options: Pick<FitOptions, "booleans"> = {}, given?: TargetState) {
  const target = given ?? learnTarget(experiment, frame);
  const known = withTarget(frame, target);
  const fit: FitOptions = {
    ...options,
    ...(target.column !== null && { target: targetOf(known.rows, target.column) }),
    task: experiment.task,
    seed: experiment.split.seed,
    lenient: lenientOf(experiment),
  };
  return { target, known, features: featuresOf(known.rows, beside(target)), fit };
}

function learnTarget({ target, task, model }: Experiment, frame: Frame): TargetState {
  if (isSupervised(task)) return fitTarget(targetOf(frame, target as string), task);
  const label = labelColumn(model);
  return { task, column: null, ...(label !== undefined && { label: fitLabel(targetOf(frame, label, "model.label")) }) };
}

/**
 * Rows with a known target, through the fitted recipe; there may be none. `memory`: what the recipe carries on from the
 * rows before these.
 */
export function prepareRows(
  { recipe, target, read }: Pick<Learnt, "recipe" | "target" | "read">,
  frame: Frame,
  memory?: RecipeMemory,
): PreparedRows {
  const known = withTarget(frame, target);
  const prepared = namingRows(numberIn(known), () => applyRecipe(recipe, featuresOf(known.rows, beside(target)), memory));
  return toRows(prepared, known, frame.rows, read);
}

type Known = ReturnType<typeof withTarget>;

const numberIn = (known: Known) => (position: number) => (known.kept[position] as number) + 1;

function toRows(prepared: Prepared, known: Known, rows: number, read: Read): PreparedRows {
  const x = namingRows(numberIn(known), () => read(prepared));
  const y = known.y.length === 0 ? known.y : Float64Array.from(prepared.kept, (row) => known.y[row] as number);
  const kept = prepared.kept.map((row) => known.kept[row] as number);
  return { x, y, kept, skipped: rows - kept.length };
}

/** The rows whose target is known, with it as numbers; all rows where there is none. `kept`: position of each in `frame`. */
export function withTarget(frame: Frame, target: TargetState): { rows: Frame; y: Float64Array; kept: Int32Array } {
  if (target.column === null) return { rows: frame, y: labelsOf(frame, target), kept: positions(frame.rows) };
  const all = encodeTarget(target, targetOf(frame, target.column));
  const kept = positions(frame.rows, (row) => !Number.isNaN(all[row]));
  const rows = kept.length === frame.rows ? frame : { rows: kept.length, columns: frame.columns.map((column) => takeRows(column, kept)) };
  return { rows, y: Float64Array.from(kept, (row) => all[row] as number), kept };
}

const lenientOf = ({ inputs }: Experiment) => ({
  missingColumn: inputs.missingColumn === "missing",
  wrongType: inputs.wrongType === "missing",
});

/** The labels of rows, empty where there are none: a file to come may lack the column. */
function labelsOf({ columns }: Frame, { label }: NoTarget): Float64Array {
  const column = label && columns.find(({ name }) => name === label.column);
  return label && column ? encodeLabel(label, column) : new Float64Array(0);
}

/** The column that is no feature. */
const beside = (target: TargetState): string | null => target.column ?? ("label" in target ? (target.label?.column ?? null) : null);

export function targetOf(frame: Frame, name: string, field = "target"): Column {
  const names = frame.columns.map((other) => other.name);
  const column = frame.columns[names.indexOf(name)];
  if (!column) throw columnMissing(name, names, field);
  return column;
}

export const featuresOf = ({ rows, columns }: Frame, target: string | null): Frame => ({
  rows,
  columns: columns.filter(({ name }) => name !== target),
});
