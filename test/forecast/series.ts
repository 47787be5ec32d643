import type { Frame } from "../../src/engine/data/column.ts";
import { type Experiment, experiment as schema } from "../../src/protocol/experiment.schema.ts";
import { column, frameOf, rowsOf } from "../recipe/frames.ts";

const DAY = 86_400_000;
const START = Date.UTC(2022, 0, 1);

/** A weekly round, a slow rise and a little that looks like chance. */
export const weekly = (rows: number): number[] =>
  Array.from({ length: rows }, (_, i) => 50 + 10 * Math.sin((2 * Math.PI * i) / 7) + 0.05 * i + 3 * Math.sin(i * i * 12.9898));

export const daysFrom = (first: number, count: number): number[] => Array.from({ length: count }, (_, i) => START + (first + i) * DAY);

export const sales = (values: readonly (number | null)[], first = 0): Frame =>
  frameOf(column("day", "date", daysFrom(first, values.length)), column("sold", "number", values));

/** Train 60 %, validation 20 %, test 20 %, in the order of rows. */
export function parted(frame: Frame): Record<"train" | "validation" | "test", Frame> {
  const at = [0, Math.floor(frame.rows * 0.6), Math.floor(frame.rows * 0.8), frame.rows] as const;
  const part = (i: 0 | 1 | 2) =>
    rowsOf(
      frame,
      Array.from({ length: (at[i + 1] as number) - at[i] }, (_, row) => at[i] + row),
    );
  return { train: part(0), validation: part(1), test: part(2) };
}

export const forecasting = (model: object = {}, change: object = {}): Experiment =>
  schema.parse({
    data: "sales.csv",
    target: "sold",
    task: "regression",
    split: { method: "time", column: "day", validation: 0.2, test: 0.2 },
    model: { algorithm: "forecaster", time: "day", ...model },
    ...change,
  });
