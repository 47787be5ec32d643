import type { Experiment } from "../../protocol/experiment.ts";
import type { Column } from "../data/column.ts";
import { categoriesOf } from "../recipe/categories.ts";
import { labelAt, rowsOf } from "../recipe/values.ts";
import { labelNotTwo } from "./errors.ts";

/** A column that says which rows are anomalies: to judge by, never to learn from. Plain JSON. */
export interface LabelState {
  column: string;
  /** Null where the training rows have no such row. */
  anomaly: string | null;
  normal: string | null;
}

/** What stands for yes, where a column says yes and no. */
const YES = new Set(["1", "true", "yes"]);

/** Which of a column's two values says anomaly: 1, true or yes, else the rarer one. Throws for more than two. */
export function fitLabel(column: Column): LabelState {
  const found = categoriesOf(column).flatMap(({ label, count }) => (label === null ? [] : [{ label, count }]));
  if (found.length > 2) throw labelNotTwo(column.name, found.length);
  const isYes = ({ label }: { label: string }) => YES.has(label.toLowerCase());
  const [first, second] = found;
  if (!first) return { column: column.name, anomaly: null, normal: null };
  if (!second)
    return isYes(first)
      ? { column: column.name, anomaly: first.label, normal: null }
      : { column: column.name, anomaly: null, normal: first.label };
  const swapped = isYes(first) || (!isYes(second) && first.count < second.count);
  const [normal, anomaly] = swapped ? [second.label, first.label] : [first.label, second.label];
  return { column: column.name, anomaly, normal };
}

/** For each row 1 if it is an anomaly, 0 if not, NaN where it is not known. */
export function encodeLabel({ anomaly, normal }: LabelState, column: Column): Float64Array {
  return Float64Array.from({ length: rowsOf(column) }, (_, row) => {
    const label = labelAt(column, row);
    if (label === null) return Number.NaN;
    if (anomaly !== null) return Number(label === anomaly);
    return normal === null ? Number(YES.has(label.toLowerCase())) : Number(label !== normal);
  });
}

/** The column to judge an anomaly detector by; undefined without one, and of other algorithms. */
export const labelColumn = (model: Experiment["model"]): string | undefined =>
  model.algorithm === "anomaly-detector" ? model.label : undefined;
