import type { PreviewColumn, PreviewPage } from "../../protocol/prepare.ts";
import type { Cell } from "../../protocol/rows.ts";
import type { Column } from "../data/column.ts";
import { labelAt } from "../recipe/values.ts";
import { missingIn } from "./compare.ts";
import type { Passage } from "./facts.ts";

const MOST_ROWS = 1000;
const MOST_COLUMNS = 200;

export interface PageWanted {
  from: number;
  count: number;
  columns?: string[] | undefined;
  changedOnly?: boolean | undefined;
}

/** What every column is after a step, those that it touches first, a new one beside what it was made of. */
export function columnsOf({ before, after, facts, differences }: Passage): PreviewColumn[] {
  const then = new Map(after.columns.map((column) => [column.name, column]));
  const ofColumn = (column: Column, change: PreviewColumn["change"]): PreviewColumn => ({
    name: column.name,
    kind: column.kind,
    change,
    changedCells: differences.get(column.name)?.count ?? 0,
    missing: missingIn(column),
  });
  const before_ = before.columns.map((column) => {
    const next = then.get(column.name);
    return next ? ofColumn(next, differences.has(column.name) ? "changed" : "same") : ofColumn(column, "removed");
  });
  const added = facts.added.map((name) => ofColumn(then.get(name) as Column, "added"));
  const touched = before_.filter(({ name, change }) => change !== "same" || facts.used.includes(name));
  const sourceOf = ({ name }: PreviewColumn) => touched.findLast((column) => name.startsWith(column.name)) ?? touched.at(-1);
  const madeOf = (source: PreviewColumn | undefined) => added.filter((column) => sourceOf(column) === source);
  return [
    ...touched.flatMap((column) => [column, ...madeOf(column)]),
    ...madeOf(undefined),
    ...before_.filter((column) => !touched.includes(column)),
  ];
}

/** Some rows as they were before a step, with the values they have after it. `numbers`: of the rows that went into the recipe, in the data. */
export function pageOf(passage: Passage, columns: readonly PreviewColumn[], numbers: ArrayLike<number>, wanted: PageWanted): PreviewPage {
  const { before, after, differences, places } = passage;
  const total = before.kept.length;
  const touched = wanted.changedOnly ? touchedRows(passage) : null;
  const from = Math.max(0, wanted.from);
  const count = Math.max(0, Math.min(wanted.count, MOST_ROWS, (touched?.length ?? total) - from));
  const rows = Array.from({ length: count }, (_, i) => touched?.[from + i] ?? from + i);
  const names = columns.map(({ name }) => name);
  const asked = (wanted.columns ?? names).filter((name) => names.includes(name)).slice(0, MOST_COLUMNS);
  const old = new Map(before.columns.map((column) => [column.name, column]));
  const now = new Map(after.columns.map((column) => [column.name, column]));
  const valuesOf = (name: string) => {
    const [was, is] = [old.get(name), now.get(name)];
    return rows.map((row) => {
      const then = places[row] as number;
      // a row that goes is shown as it was
      return is && then >= 0 ? cellOf(is, then) : was ? cellOf(was, row) : null;
    });
  };
  const before_ = (name: string) => {
    const was = old.get(name);
    return was && differences.has(name) ? rows.map((row) => cellOf(was, row)) : null;
  };
  return {
    matching: touched?.length ?? total,
    total,
    from,
    numbers: rows.map((row) => numbers[before.kept[row] as number] as number),
    columns: asked.map((name) => ({ name, storage: STORAGE[(now.get(name) ?? (old.get(name) as Column)).kind], values: valuesOf(name) })),
    names,
    dropped: rows.map((row) => (places[row] as number) < 0),
    before: asked.map(before_),
  };
}

const STORAGE = { number: "DOUBLE", date: "TIMESTAMP", category: "VARCHAR", text: "VARCHAR" } as const;

/** Rows that a step drops, or changes a cell of. */
function touchedRows({ differences, places }: Passage): number[] {
  const found: number[] = [];
  const changes = [...differences.values()];
  for (let row = 0; row < places.length; row += 1)
    if ((places[row] as number) < 0 || changes.some(({ rows }) => rows[row] === 1)) found.push(row);
  return found;
}

function cellOf(column: Column, row: number): Cell {
  if (column.kind === "number") {
    const value = column.values[row] as number;
    return Number.isNaN(value) ? null : Number.isFinite(value) ? value : String(value);
  }
  const label = labelAt(column, row);
  return column.kind === "date" && label
    ? label
        .replace("T00:00:00.000Z", "")
        .replace("T", " ")
        .replace(/(\.000)?Z$/, "")
    : label;
}
