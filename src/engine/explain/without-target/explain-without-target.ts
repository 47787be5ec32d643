import type { Explanation } from "../../../protocol/explanation.ts";
import { plural } from "../../../shared/format.ts";
import { applyRecipe } from "../../recipe/apply.ts";
import { positions, takeRows } from "../../recipe/values.ts";
import { randomFrom, shuffle } from "../../train/random.ts";
import type { ExplainOptions } from "../explain.ts";
import { looksBack } from "../explained.ts";
import { withTruthLabels } from "../truth-labels.ts";
import { shownLoadings } from "./loadings.ts";
import { clusterProfiles } from "./profiles.ts";
import { reconstructionErrors } from "./reconstruction.ts";

const MOST_ROWS = 20_000;

/** What a model without a target has found in the test rows; null of a model that has nothing to show. */
export async function explainWithoutTarget(options: ExplainOptions): Promise<Explanation | null> {
  const { run, model, recipe, memory, frame, numbers, booleans, seed } = options;
  if (!model.insight) return null;
  const chosen = chooseRows(frame.rows, looksBack(recipe), seed);
  const prepared = applyRecipe(recipe, { rows: chosen.length, columns: frame.columns.map((column) => takeRows(column, chosen)) }, memory());
  const rows = prepared.kept.map((position) => chosen[position] as number);
  const { clusters, loadings, reconstruction } = await model.insight(model.read(prepared));
  const raw = withTruthLabels({ rows: rows.length, columns: frame.columns.map((column) => takeRows(column, rows)) }, booleans);
  const rowNumbers = rows.map((row) => numbers[row] as number);
  return {
    version: 1,
    run,
    on: "test",
    rows: rows.length,
    importance: null,
    partialDependence: [],
    segments: null,
    groups: [],
    worst: null,
    ...(clusters && { clusters: clusterProfiles(clusters, raw, rowNumbers) }),
    ...(loadings && { loadings: shownLoadings(loadings) }),
    ...(reconstruction && { reconstruction: reconstructionErrors(reconstruction, raw, rowNumbers) }),
    notes: chosen.length < frame.rows ? [`Looked at ${plural(chosen.length, "row")} of ${plural(frame.rows, "row")}.`] : [],
  };
}

/** At most so many rows, drawn by the seed and in their order; those that lean on earlier ones from the start. */
function chooseRows(count: number, inOrder: boolean, seed: number): Int32Array {
  const order = positions(count);
  if (count <= MOST_ROWS) return order;
  if (!inOrder) shuffle(order, randomFrom(seed, "explain"));
  return order.slice(0, MOST_ROWS).sort();
}
