import type { Experiment } from "../../protocol/experiment.ts";
import type { SegmentFigures } from "../../protocol/gate.ts";
import type { Column } from "../data/column.ts";
import { type Compared, figuresOf, type Judged } from "../evaluate/evaluate.ts";
import { labelAt, takeRows } from "../recipe/values.ts";
import { segmentColumns } from "./parse.ts";

/** More values than this are no segments to judge by. */
const MOST_VALUES = 1000;

/** Figures of the rows of each value of the columns that the gates tell apart, as far as they are there. `kept`: the columns' rows that were judged. */
export function segmentsOf(
  experiment: Experiment,
  judged: Judged,
  columns: readonly Column[],
  kept: Int32Array,
): { segments?: SegmentFigures[] } {
  const names = segmentColumns(experiment);
  if (names.length === 0) return {};
  const found = names.flatMap((name) => columns.find((column) => column.name === name) ?? []);
  return {
    segments: segmentFigures(
      judged,
      found.map((column) => takeRows(column, kept)),
    ),
  };
}

/** Figures of the rows of each value of each column; missing values are left out. */
export function segmentFigures(judged: Judged, columns: readonly Column[]): SegmentFigures[] {
  if ("judgement" in judged || judged.forecast) return []; // forecasts are no prediction a row
  return columns.flatMap((column) =>
    [...rowsByValue(column)].slice(0, MOST_VALUES).map(([value, rows]) => {
      const part = takeCompared(judged, rows);
      return { column: column.name, value, rows: rows.length, metrics: withoutEmpty(part, figuresOf(part)) };
    }),
  );
}

/** Rates of a class that has no rows here say nothing, where an evaluation has them 0 as scikit-learn does. */
function withoutEmpty({ target, actual }: Compared, figures: Record<string, number>): Record<string, number> {
  if (target.task !== "binary" || actual.includes(1)) return figures;
  const { recall, f1, ...rest } = figures;
  return rest;
}

function rowsByValue(column: Column): Map<string, number[]> {
  const found = new Map<string, number[]>();
  const count = (column.kind === "category" ? column.codes : column.values).length;
  for (let row = 0; row < count; row += 1) {
    const label = labelAt(column, row);
    if (label === null) continue;
    const rows = found.get(label);
    if (rows) rows.push(row);
    else found.set(label, [row]);
  }
  return found;
}

function takeCompared({ target, actual, predictions: { values, width } }: Compared, rows: readonly number[]): Compared {
  const taken = Float64Array.from(
    { length: rows.length * width },
    (_, i) => values[(rows[Math.floor(i / width)] as number) * width + (i % width)] as number,
  );
  return { target, actual: Float64Array.from(rows, (row) => actual[row] as number), predictions: { values: taken, width } };
}
