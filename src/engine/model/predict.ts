import type { Column, Frame } from "../data/column.ts";
import { mostProbable } from "../evaluate/classification.ts";
import { applyRecipe } from "../recipe/apply.ts";
import { numberColumn } from "../recipe/values.ts";
import type { Trained } from "./artifacts.ts";
import { type Field, PREDICTION, probabilityOf } from "./signature.ts";

const TRUTHS = ["false", "true"];

/**
 * What a trained model says of rows: a column `prediction`, and for classes one `probability_<class>` each; without a
 * target, the model's own columns.
 * A row that the recipe leaves out has no prediction: its cells are missing.
 */
export async function predictRows({ model, recipe, target }: Trained, frame: Frame): Promise<Column[]> {
  const prepared = applyRecipe(recipe, frame);
  const { values, width } = await model.predict(model.read(prepared));
  const spread = (of: (row: number) => number) => {
    const all = new Float64Array(frame.rows).fill(Number.NaN);
    for (const [position, row] of prepared.kept.entries()) all[row] = of(position);
    return all;
  };
  if (target.column === null) {
    const column = ({ name, type }: Field, k: number): Column => {
      const said = spread((row) => values[row * width + k] as number);
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

const codesOf = (values: Float64Array) => Int32Array.from(values, (code) => (Number.isNaN(code) ? -1 : code));
