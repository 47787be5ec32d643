import type { Row } from "../../protocol/modeltest.schema.ts";
import type { Direction } from "../../protocol/run.ts";
import { figuresOf } from "../evaluate/evaluate.ts";
import { PREDICTION, probabilityOf } from "../model/signature.ts";
import { encodeTarget, type TargetState } from "../model/target.ts";
import { directionOf } from "../store/metrics.ts";
import type { Answer } from "./answers.ts";
import { frameOfRows } from "./cells.ts";
import { metricUnknown } from "./errors.ts";

export interface Measured {
  metric: string;
  value: number;
  direction: Direction;
}

/** A figure of the rows that have an answer and a known target; null where it is not defined on them, or there is no target. */
export function measure(target: TargetState, rows: readonly Row[], answers: readonly Answer[], wanted?: string): Measured | null {
  if (target.column === null) return null;
  const kind = target.task === "regression" ? "number" : "category";
  const [column] = frameOfRows(rows, [{ name: target.column, kind }]).columns;
  if (!column) return null;
  const known = encodeTarget(target, column);
  const kept = [...answers.keys()].filter((i) => answers[i]?.state === "predicted" && !Number.isNaN(known[i]));
  if (kept.length === 0) return null;
  const names = target.task === "regression" ? [PREDICTION] : target.classes.map(probabilityOf);
  const values = Float64Array.from(kept.flatMap((i) => names.map((name) => quantityOf(answers[i], name))));
  const actual = Float64Array.from(kept, (i) => known[i] as number);
  const figures = figuresOf({ target, actual, predictions: { values, width: names.length } });
  const metric = wanted ?? (target.task === "regression" ? "rmse" : "accuracy");
  const value = figures[metric];
  if (value === undefined && wanted !== undefined && Object.keys(figures).length > 0) throw metricUnknown(wanted, Object.keys(figures));
  return value === undefined ? null : { metric, value, direction: directionOf(metric) };
}

/** How much worse `after` is: of an error as a share of `before`, else the fall itself. Below 0 where it is better. */
export function fallOf(before: Measured, after: Measured): number {
  if (before.direction === "max") return before.value - after.value;
  return (after.value - before.value) / Math.max(before.value, Number.EPSILON);
}

const quantityOf = (answer: Answer | undefined, name: string) =>
  answer?.state === "predicted" ? (answer.values[name] ?? Number.NaN) : Number.NaN;
