import type { Frame } from "../../src/engine/data/column.ts";
import { randomFrom } from "../../src/engine/train/random.ts";
import { type Experiment, experiment as schema } from "../../src/protocol/experiment.schema.ts";
import { column, frameOf, rowsOf } from "../recipe/frames.ts";

/** Rows whose four numbers hang together by one hidden cause; of the odd ones, every seventh, `b` goes its own way. */
export function blobs(rows: number, odd = 7): Frame {
  const random = randomFrom(7, "sample");
  const normal = () => Array.from({ length: 12 }, () => random.next()).reduce((a, b) => a + b) - 6;
  const cells = Array.from({ length: rows }, (_, row) => {
    const cause = normal();
    const fraud = row % odd === odd - 1;
    const b = fraud ? -2 * cause + 5 * (cause < 0 ? 1 : -1) : 2 * cause;
    return { values: [cause + 0.1 * normal(), b + 0.1 * normal(), -cause + 0.1 * normal(), 0.5 * cause + 0.1 * normal()], fraud };
  });
  const numbers = ["a", "b", "c", "d"].map((name, at) =>
    column(
      name,
      "number",
      cells.map(({ values }) => values[at] as number),
    ),
  );
  return frameOf(
    ...numbers,
    column(
      "fraud",
      "category",
      cells.map(({ fraud }) => (fraud ? "yes" : "no")),
    ),
  );
}

export function thirds(frame: Frame): Record<"train" | "validation" | "test", Frame> {
  const part = (i: number) =>
    rowsOf(
      frame,
      Array.from({ length: frame.rows }, (_, row) => row).filter((row) => row % 5 === i || (i === 0 && row % 5 > 2)),
    );
  return { train: part(0), validation: part(1), test: part(2) };
}

export const without = (frame: Frame, name: string): Frame => ({ ...frame, columns: frame.columns.filter((one) => one.name !== name) });

export const experimentOf = (change: object): Experiment => schema.parse({ data: "rows.csv", ...change });
