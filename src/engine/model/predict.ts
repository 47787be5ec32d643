import type { Column, Frame } from "../data/column.ts";
import { mostProbable } from "../evaluate/classification.ts";
import { applyRecipe } from "../recipe/apply.ts";
import { numberColumn } from "../recipe/values.ts";
import type { Trained } from "./artifacts.ts";
import { PREDICTION, probabilityOf } from "./signature.ts";

/**
 * What a trained model says of rows: a column `prediction`, and for classes one `probability_<class>` each.
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
  if (target.task === "regression")
    return [
      numberColumn(
        PREDICTION,
        spread((row) => values[row] as number),
      ),
    ];
  const chosen = mostProbable(values, width);
  const codes = Int32Array.from(
    spread((row) => chosen[row] as number),
    (code) => (Number.isNaN(code) ? -1 : code),
  );
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
