import type { Column, Frame } from "../data/column.ts";
import { moments } from "../recipe/statistics.ts";
import { isMissing, labelAt, presentNumbers } from "../recipe/values.ts";
import type { Input } from "./cells.ts";

export interface NumberFacts {
  kind: "number" | "date";
  name: string;
  /** Of a date: epoch milliseconds. */
  min: number;
  max: number;
  std: number;
  whole: boolean;
}

export interface LabelFacts {
  kind: "category" | "text";
  name: string;
  /** With how often each is there, the most frequent first. */
  levels: { label: string; count: number }[];
}

export type ColumnFacts = NumberFacts | LabelFacts;

/** What rows are like. A column without a value is not among the columns. */
export interface Facts {
  rows: number;
  columns: ColumnFacts[];
}

export function factsOfFrame(frame: Frame, inputs: readonly Input[]): Facts {
  const columns = inputs.flatMap(({ name }) => {
    const column = frame.columns.find((one) => one.name === name);
    return column ? (factsOfColumn(column, frame.rows) ?? []) : [];
  });
  return { rows: frame.rows, columns };
}

function factsOfColumn(column: Column, rows: number): ColumnFacts | null {
  const { kind, name } = column;
  if (kind === "number" || kind === "date") {
    const present = presentNumbers(column.values).filter(Number.isFinite);
    if (present.length === 0) return null;
    const extreme = (of: (a: number, b: number) => number) => present.reduce((a, b) => of(a, b));
    return {
      kind,
      name,
      min: extreme(Math.min),
      max: extreme(Math.max),
      std: moments(present).std,
      whole: present.every(Number.isInteger),
    };
  }
  const counts = new Map<string, number>();
  for (let row = 0; row < rows; row += 1) {
    if (isMissing(column, row)) continue;
    const label = labelAt(column, row) as string;
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  if (counts.size === 0) return null;
  const levels = [...counts].map(([label, count]) => ({ label, count })).sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
  return { kind, name, levels };
}
