import type { CategoryColumn, Column, Frame, NumberColumn } from "../data/column.ts";
import { mostProbable } from "../evaluate/classification.ts";
import { outlookColumns } from "../forecast/outlook.ts";
import { applyRecipe, type RecipeMemory } from "../recipe/apply.ts";
import { numberColumn } from "../recipe/values.ts";
import type { InTime } from "./algorithm.ts";
import type { Trained } from "./artifacts.ts";
import { type Field, PREDICTION, probabilityOf } from "./signature.ts";
import { encodeTarget, type SupervisedTarget } from "./target.ts";

const TRUTHS = ["false", "true"];

/**
 * What a trained model says of rows: a column `prediction`, and for classes one `probability_<class>` each; without a
 * target, the model's own columns.
 * A row that the recipe leaves out has no prediction: its cells are missing. `memory`: what the recipe carries on from the
 * rows before these.
 */
export async function predictRows({ model, recipe, target }: Trained, frame: Frame, memory?: RecipeMemory): Promise<Column[]> {
  if (model.inTime && target.column !== null) return forecastRows({ model, recipe, target }, model.inTime, frame);
  const prepared = applyRecipe(recipe, frame, memory);
  const { values, width } = await model.predict(model.read(prepared));
  const spread = (of: (row: number) => number) => {
    const all = new Float64Array(frame.rows).fill(Number.NaN);
    for (const [position, row] of prepared.kept.entries()) all[row] = of(position);
    return all;
  };
  if (target.column === null) {
    const column = ({ name, type, levels }: Field, k: number): Column => {
      const said = spread((row) => values[row * width + k] as number);
      if (levels) return { kind: "category", name, levels: [...levels], codes: codesOf(said) };
      return type === "boolean" ? { kind: "category", name, levels: TRUTHS, codes: codesOf(said) } : numberColumn(name, said);
    };
    return (model.outputs ?? []).map(column);
  }
  if (target.task === "regression")
    return [
      numberColumn(
        PREDICTION,
        spread((row) => values[row] as number),
      ),
    ];
  const chosen = mostProbable(values, width);
  const codes = codesOf(spread((row) => chosen[row] as number));
  return [
    { kind: "category", name: PREDICTION, levels: target.classes, codes },
    ...target.classes.map((label, k) =>
      numberColumn(
        probabilityOf(label),
        spread((row) => values[row * width + k] as number),
      ),
    ),
  ];
}

/** Forecasts rows, with the values that the frame has of the target; without the column none is known. */
async function forecastRows({ model, recipe, target }: Trained, inTime: InTime<unknown>, frame: Frame): Promise<Column[]> {
  const own = frame.columns.find(({ name }) => name === target.column);
  const prepared = applyRecipe(recipe, { ...frame, columns: frame.columns.filter((column) => column !== own) });
  const y = own ? encodeTarget(target as SupervisedTarget, own) : new Float64Array(frame.rows).fill(Number.NaN);
  const found = await inTime.outlook(
    model.read(prepared),
    Float64Array.from(prepared.kept, (row) => y[row] as number),
  );
  return outlookColumns(found).map((column) => spreadColumn(column, prepared.kept, frame.rows));
}

function spreadColumn(column: NumberColumn | CategoryColumn, kept: Int32Array, rows: number): Column {
  if (column.kind === "category") {
    const codes = new Int32Array(rows).fill(-1);
    for (const [position, row] of kept.entries()) codes[row] = column.codes[position] as number;
    return { ...column, codes };
  }
  const all = new Float64Array(rows).fill(Number.NaN);
  for (const [position, row] of kept.entries()) all[row] = column.values[position] as number;
  return numberColumn(column.name, all);
}

const codesOf = (values: Float64Array) => Int32Array.from(values, (code) => (Number.isNaN(code) ? -1 : code));
