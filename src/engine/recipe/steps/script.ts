import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Column } from "../../data/column.ts";
import { loadAndRecord, loadRecorded, type RecordedModule } from "../../script/recorded.ts";
import { userCodeDirectory } from "../../script/user-code.ts";
import { cellsOf, columnOf, kindOf, type MadeKind } from "../script/cells.ts";
import { looksAcross, notInWorker, otherColumns, scriptStepMissing } from "../script/errors.ts";
import { functionsOf, guarded, type ScriptFunctions } from "../script/functions.ts";
import { plainState } from "../script/state.ts";
import type { Step, StepOptions } from "../step.ts";
import { labelAt, rowsOf, takeRows } from "../values.ts";

type Options = StepOptions<"script">;

interface State {
  /** The code as it was when it learnt: later changes of the file do not reach a model. */
  module: RecordedModule;
  learnt: unknown;
  /** What it made of the training rows, and makes ever after. */
  makes: { name: string; kind: MadeKind }[];
}

/**
 * The user's own step: a file that exports `apply(columns, options, state)` or `row(row, state, options)`, and `fit(columns,
 * options)` where it learns. The columns it returns take the place of those it is given. Worker processes only.
 */
export const script: Step<Options, State> = {
  accepts: () => ["number", "category", "date", "text"],

  fit(columns, options) {
    const file = fileOf(options);
    if (!existsSync(file)) throw scriptStepMissing(file);
    const { exports, recorded: module } = guarded(file, () => loadAndRecord(file));
    const functions = functionsOf(exports, options.options, file);
    const learnt = plainState(functions.fit(cellsOf(columns)), file);
    const made = functions.apply(cellsOf(columns), lengthOf(columns), learnt);
    const makes = Object.entries(made).map(([name, cells]) => ({ name, kind: kindOf(name, cells) }));
    const state: State = { module, learnt, makes };
    FUNCTIONS.set(module, functions);
    checkRows(
      columns,
      makes.map(({ name, kind }) => columnOf(name, kind, made[name] as ArrayLike<unknown>)),
      (rows) => applied(functions, rows, state, file),
      file,
    );
    return state;
  },

  apply(columns, options, state) {
    const file = fileOf(options);
    const functions =
      FUNCTIONS.get(state.module) ??
      guarded(file, () => functionsOf(loadRecorded(state.module, resolve(file, "..")), options.options, file));
    FUNCTIONS.set(state.module, functions);
    return applied(functions, columns, state, file);
  },
};

/** Code that runs already. */
const FUNCTIONS = new WeakMap<RecordedModule, ScriptFunctions>();

function fileOf({ file }: Options): string {
  const directory = userCodeDirectory();
  if (directory === undefined) throw notInWorker(file);
  return resolve(directory, file);
}

function applied(functions: ScriptFunctions, columns: Column[], { learnt, makes }: State, file: string): Column[] {
  const rows = lengthOf(columns);
  if (rows === 0) return makes.map(({ name, kind }) => columnOf(name, kind, []));
  const made = functions.apply(cellsOf(columns), rows, learnt);
  const extra = Object.keys(made).find((name) => !makes.some((one) => one.name === name));
  if (extra !== undefined) throw otherColumns(file, `a column "${extra}" that it did not make of the training rows`);
  return makes.map(({ name, kind }) => {
    const cells = Object.hasOwn(made, name) ? made[name] : undefined;
    if (!cells && functions.everyColumn) throw otherColumns(file, `no column "${name}", which it made of the training rows`);
    return columnOf(name, kind, cells ?? new Array(rows).fill(null));
  });
}

/** A few rows have to come out alone as they do among all others: predictions are made of single rows. */
function checkRows(columns: Column[], all: Column[], apply: (rows: Column[]) => Column[], file: string): void {
  const count = lengthOf(columns);
  for (const row of new Set([0, count >> 1, count - 1])) {
    const only = Int32Array.of(row);
    const alone = count === 0 ? [] : apply(columns.map((column) => takeRows(column, only)));
    for (const [at, column] of alone.entries()) {
      if (labelAt(column, 0) !== labelAt(all[at] as Column, row)) throw looksAcross(file, column.name, row + 1);
    }
  }
}

const lengthOf = ([first]: readonly Column[]): number => (first ? rowsOf(first) : 0);
