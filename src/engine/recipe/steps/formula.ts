import type { Column } from "../../data/column.ts";
import { columnsIn, type Node } from "../formula/ast.ts";
import { compile } from "../formula/compile.ts";
import { formulaConstant, resultInvalid } from "../formula/errors.ts";
import { parseFormula } from "../formula/parse.ts";
import type { Compiled } from "../formula/typing.ts";
import { labelColumn } from "../label-column.ts";
import type { Step, StepOptions } from "../step.ts";
import { numberColumn, rowsOf } from "../values.ts";

type Options = StepOptions<"formula">;

/**
 * A new column worked out of others, row by row. It may have the name of a column that it speaks of, and then replaces
 * it. Truth is 1 and 0; a missing value makes the result missing, unless `coalesce` or `is_missing` deal with it.
 */
export const formula: Step<Options, null> = {
  accepts: () => [],

  uses(options) {
    const names = columnsIn(treeOf(options));
    if (names.length === 0) throw formulaConstant();
    return names;
  },

  fit(columns, options) {
    compiled(columns, options);
    return null;
  },

  apply(columns, options) {
    const made = columnOf(options.name, compiled(columns, options), rowsOf(columns[0] as Column));
    const at = columns.findIndex(({ name }) => name === options.name);
    return at < 0 ? [...columns, made] : columns.with(at, made);
  },
};

function compiled(columns: readonly Column[], options: Options): Compiled {
  const invalid = (at: number, what: string, row: number): null => {
    if (options.invalid === "error") throw resultInvalid(at, options.name, what, row + 1);
    return null;
  };
  return compile(treeOf(options), { columns: new Map(columns.map((column) => [column.name, column])), invalid });
}

function columnOf(name: string, { type, read }: Compiled, rows: number): Column {
  if (type === "text")
    return labelColumn(
      name,
      Array.from({ length: rows }, (_, row) => read(row) as string | null),
    );
  const values = Float64Array.from({ length: rows }, (_, row) => (read(row) as number | null) ?? Number.NaN);
  return type === "date" ? { kind: "date", name, values } : numberColumn(name, values);
}

/** Each formula is read once, however often its step is applied. */
const TREES = new WeakMap<Options, Node>();

function treeOf(options: Options): Node {
  const tree = TREES.get(options) ?? parseFormula(options.formula);
  TREES.set(options, tree);
  return tree;
}
