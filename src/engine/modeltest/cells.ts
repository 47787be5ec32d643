import type { Cell, Row } from "../../protocol/modeltest.schema.ts";
import type { Column, Frame } from "../data/column.ts";
import { labelColumn } from "../recipe/label-column.ts";
import type { ColumnKind } from "../recipe/step.ts";
import { isMissing, labelAt, numberColumn } from "../recipe/values.ts";

export interface Input {
  name: string;
  kind: ColumnKind;
}

/** Rows as objects: what tests change, compare and show. Missing is null, dates are ISO 8601. */
export function rowsOfFrame(frame: Frame, names?: ReadonlySet<string>): Row[] {
  const columns = names ? frame.columns.filter(({ name }) => names.has(name)) : frame.columns;
  return Array.from({ length: frame.rows }, (_, row) => Object.fromEntries(columns.map((column) => [column.name, cellAt(column, row)])));
}

function cellAt(column: Column, row: number): Cell {
  if (isMissing(column, row)) return null;
  return column.kind === "number" ? (column.values[row] as number) : labelAt(column, row);
}

/** The same rows as a frame for a recipe with these inputs. A column that no row names is not there. */
export function frameOfRows(rows: readonly Row[], inputs: readonly Input[]): Frame {
  const named = inputs.filter(({ name }) => rows.some((row) => Object.hasOwn(row, name)));
  return {
    rows: rows.length,
    columns: named.map(({ name, kind }) =>
      columnOf(
        name,
        kind,
        rows.map((row) => row[name] ?? null),
      ),
    ),
  };
}

function columnOf(name: string, kind: ColumnKind, values: readonly Cell[]): Column {
  const numbers = values.every((value) => typeof value !== "string");
  if (kind === "number" && numbers)
    return numberColumn(
      name,
      Float64Array.from(values, (value) => (value === null ? Number.NaN : Number(value))),
    );
  const texts = values.map((value) => (value === null ? null : String(value)));
  return kind === "category" ? labelColumn(name, texts) : { kind: "text", name, values: texts };
}
