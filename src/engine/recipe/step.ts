import type { RecipeStep } from "../../protocol/experiment.ts";
import type { Column } from "../data/column.ts";

export type ColumnKind = Column["kind"];

/**
 * A preparation step. Training, batches and a single row go through the same `apply` with the same state.
 * Columns handed in are never changed; a step makes new ones.
 */
export interface Step<O extends RecipeStep = RecipeStep, S = unknown> {
  /** Kinds that it can work on with these options. A selector such as `all` picks only these. */
  accepts(options: O): readonly ColumnKind[];
  /** Learns from the training rows. The state is plain JSON. Throws an input error that names the column. */
  fit(columns: Column[], options: O): S;
  /**
   * The columns that take the place of those given: one of an old name replaces it where it stands, a new one goes to
   * the end, an old name that is not returned is gone.
   */
  apply(columns: Column[], options: O, state: S): Column[];
  /** True for the rows that stay. Absent: all do. */
  keeps?(columns: Column[], row: number): boolean;
}

/** The options of one step, by its name. */
export type StepOptions<N extends RecipeStep["step"]> = Extract<RecipeStep, { step: N }>;

/** A step that treats each column by itself; its state is keyed by column name. */
export function perColumn<O extends RecipeStep, S>(step: {
  accepts(options: O): readonly ColumnKind[];
  fit(column: Column, options: O): S;
  apply(column: Column, options: O, state: S): Column[];
}): Step<O, Record<string, S>> {
  return {
    accepts: step.accepts,
    fit: (columns, options) => Object.fromEntries(columns.map((column) => [column.name, step.fit(column, options)])),
    apply: (columns, options, state) => columns.flatMap((column) => step.apply(column, options, state[column.name] as S)),
  };
}
