import type { Experiment } from "../../protocol/experiment.ts";
import type { Row, RowsDrawn } from "../../protocol/modeltest.schema.ts";
import type { SplitName } from "../../protocol/run.ts";
import type { Frame } from "../data/column.ts";
import type { SourceReader } from "../data/read.ts";
import { columnsIn } from "../recipe/formula/ast.ts";
import { compile } from "../recipe/formula/compile.ts";
import { parseFormula } from "../recipe/formula/parse.ts";
import { positions, takeRows } from "../recipe/values.ts";
import { randomFrom, shuffle } from "../train/random.ts";
import { type Input, rowsOfFrame } from "./cells.ts";
import { noRows, unknownName } from "./errors.ts";

/** Rows that a condition is looked for in, at most. */
const MOST_LOOKED_AT = 200_000;

export interface DrawFrom {
  reader: SourceReader;
  inputs: readonly Input[];
  experiment: Experiment;
  /** Absent: all rows. */
  split?: SplitName;
}

/** Draws rows with the columns that the model needs, and the target where the data have it. In the order of the data. */
export async function drawRows({ reader, inputs, experiment, split }: DrawFrom, { where, count, seed }: RowsDrawn): Promise<Row[]> {
  const there = reader.columns.map(({ name }) => name);
  const tree = where === undefined ? null : parseFormula(where);
  const asked = tree ? columnsIn(tree) : [];
  for (const name of asked) if (!there.includes(name)) throw unknownName("column", name, there);
  const wanted = new Set([...inputs.map(({ name }) => name), ...(experiment.target === undefined ? [] : [experiment.target])]);
  const columns = there.filter((name) => wanted.has(name) || asked.includes(name));
  const frame = await reader.read({
    columns,
    as: kindsOf({ reader, inputs, experiment }),
    ...(split && { split }),
    sample: MOST_LOOKED_AT,
  });
  const invalid = () => null;
  const compiled = tree && compile(tree, { columns: new Map(frame.columns.map((column) => [column.name, column])), invalid });
  const kept = positions(frame.rows, compiled ? (row) => compiled.read(row) === 1 : undefined);
  if (kept.length === 0)
    throw noRows(where === undefined ? `the ${split ?? "data"} ${split ? "split " : ""}has none` : `none has ${where}`);
  return rowsOfFrame(chosen(frame, kept, count, seed), wanted);
}

/** Truth values that are classes are read by their names, as in training. */
function kindsOf({ reader, experiment: { target, task } }: Omit<DrawFrom, "split">) {
  const truth = reader.columns.some(({ name, storage }) => name === target && storage === "BOOLEAN");
  return target !== undefined && truth && task !== "regression" ? { [target]: "category" as const } : {};
}

function chosen(frame: Frame, kept: Int32Array, count: number, seed: number): Frame {
  const order = Int32Array.from(kept);
  if (order.length > count) shuffle(order, randomFrom(seed, "sample"));
  const rows = order.slice(0, count).sort();
  return { rows: rows.length, columns: frame.columns.map((column) => takeRows(column, rows)) };
}
