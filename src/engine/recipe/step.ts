import type { Task } from "../../protocol/evaluation.ts";
import type { RecipeStep } from "../../protocol/experiment.ts";
import type { Column } from "../data/column.ts";

export type ColumnKind = Column["kind"];

/** What a step may know beside its columns while it learns. */
export interface FitContext {
  /** The target of the training rows, row for row; null where a recipe is fitted without one. Known in every row. */
  target: Column | null;
  /** Says whether the target is a class or a quantity. */
  task: Task;
  /** For what is drawn at random, such as folds. */
  seed: number;
}

/**
 * A preparation step. Training, batches and a single row go through the same `apply` with the same state.
 * Columns handed in are never changed; a step makes new ones.
 * `S`: what it learnt, plain JSON. `M`: what it carries from one row to the next, for lags and windows.
 */
export interface Step<O extends RecipeStep = RecipeStep, S = unknown, M = unknown> {
  /** Kinds that it can work on with these options. A selector such as `all` picks only these. */
  accepts(options: O): readonly ColumnKind[];
  /** Names of further columns that its options speak of: they are handed in too, after those it works on. */
  uses?(options: O): readonly string[];
  /** Learns from the training rows. Throws an input error that names the column. */
  fit(columns: Column[], options: O, context: FitContext): S;
  /**
   * The columns that take the place of those given: one of an old name replaces it where it stands, a new one goes to
   * the end, an old name that is not returned is gone. `memory` is moved on past these rows.
   */
  apply(columns: Column[], options: O, state: S, memory: M): Column[];
  /** What the training rows themselves become, where that is something else: out-of-fold encodings. */
  applyToTraining?(columns: Column[], options: O, state: S, context: FitContext): Column[];
  /** True for the rows that stay, in training and ever after. Absent: all do. */
  keeps?(columns: Column[], options: O, state: S): (row: number) => boolean;
  /** True for the training rows that stay, where later rows are never dropped: duplicates, outliers. */
  keepsInTraining?(columns: Column[], options: O, state: S, context: FitContext): (row: number) => boolean;
  /** For a step that only leaves columns out: which. Columns that nothing else reads are not asked for later on. */
  drops?(state: S): readonly string[];
  /** What it returns takes the places of the columns given, one by one, under whatever name. */
  renames?: true;
  /** It works on the columns that are not named: those to be left out when some are to be kept. */
  onOthers?: true;
  /** The memory before the first row that comes after training. Absent: rows do not depend on each other. */
  remember?(state: S): M;
}

/** The options of one step, by its name. */
export type StepOptions<N extends RecipeStep["step"]> = Extract<RecipeStep, { step: N }>;

/**
 * The columns that a step with `uses` works on, and the others by name. One that is named among its columns and used as
 * well is both.
 */
export function byRole(
  columns: Column[],
  options: RecipeStep,
  used: readonly string[],
): { chosen: Column[]; used: ReadonlyMap<string, Column> } {
  const { columns: named } = options;
  const chosen = columns.filter(({ name }) => (Array.isArray(named) ? named.includes(name) : !used.includes(name)));
  return { chosen, used: new Map(columns.filter(({ name }) => used.includes(name)).map((column) => [column.name, column])) };
}

/** A step that treats each column by itself; its state is keyed by column name. */
export function perColumn<O extends RecipeStep, S>(step: {
  accepts(options: O): readonly ColumnKind[];
  fit(column: Column, options: O, context: FitContext): S;
  apply(column: Column, options: O, state: S): Column[];
  applyToTraining?(column: Column, options: O, state: S, context: FitContext): Column[];
}): Step<O, Record<string, S>> {
  const { applyToTraining } = step;
  return {
    accepts: step.accepts,
    ...(applyToTraining && {
      applyToTraining: (columns, options, state, context) =>
        columns.flatMap((column) => applyToTraining(column, options, state[column.name] as S, context)),
    }),
    fit: (columns, options, context) => Object.fromEntries(columns.map((column) => [column.name, step.fit(column, options, context)])),
    apply: (columns, options, state) => columns.flatMap((column) => step.apply(column, options, state[column.name] as S)),
  };
}
