import type { RowFilter, RowsWhere } from "../../../protocol/rows.ts";
import { SPLITS } from "../../../protocol/run.ts";
import { columnMissing } from "../errors.ts";
import { isDate, isNumber, isText, numberSql } from "../kinds.ts";
import type { OpenedFacts } from "../open/opened.ts";
import { double, ident, literal } from "../sql.ts";
import { shownSql } from "./cells.ts";
import { filterUnfit, splitsMissing } from "./errors.ts";

type Columns = readonly OpenedFacts["ingested"]["columns"][number][];

/** SQL: what a row must pass for the split and all filters; null where every row does. Throws for what does not fit the columns. */
export function whereSql({ split, filters = [] }: RowsWhere, { ingested: { columns }, file, splits }: OpenedFacts): string | null {
  if (split !== undefined && splits === null) throw splitsMissing(file);
  const tests = [
    ...(split === undefined ? [] : [`__split = ${SPLITS.indexOf(split)}`]),
    ...filters.map((filter) =>
      filter.test === "rows" ? numbersSql(filter) : filterSql(filter, findColumn(filter.column, columns, file), file),
    ),
  ];
  return tests.length === 0 ? null : tests.map((test) => `(${test})`).join(" AND ");
}

export function findColumn(name: string, columns: Columns, file: string): Columns[number] {
  const found = columns.find((column) => column.name === name);
  if (found) return found;
  const names = columns.map((column) => column.name);
  throw columnMissing(name, names, file, name);
}

const numbersSql = ({ numbers, not }: Extract<RowFilter, { test: "rows" }>): string =>
  numbers.length === 0 ? String(not === true) : `__row ${not ? "NOT " : ""}IN (${numbers.join(", ")})`;

type ColumnFilter = Exclude<RowFilter, { test: "rows" }>;

function filterSql(filter: ColumnFilter, column: Columns[number], file: string): string {
  const name = ident(column.name);
  if (filter.test === "missing") return `${name} IS ${filter.not ? "NOT " : ""}NULL`;
  const test = `coalesce(${testSql(filter, column, file)}, false)`;
  return filter.not ? `${name} IS NOT NULL AND NOT ${test}` : test;
}

function testSql(filter: Exclude<ColumnFilter, { test: "missing" }>, { name, storage }: Columns[number], file: string): string {
  const column = ident(name);
  if (filter.test === "contains") return `contains(lower(${shownSql(column, storage)}), lower(${literal(filter.text)}))`;
  if (filter.test === "equals") return equalsSql(filter.values, column, storage);
  if (!isNumber(storage) && !isDate(storage)) throw filterUnfit(file, name, "it holds no numbers or dates, so it has no ranges");
  const value = numberSql(column, storage);
  const { from, to, closed } = filter;
  const ends = [
    `${value} IS NOT NULL`,
    ...(from === null ? [] : [`${value} >= ${double(from)}`]),
    ...(to === null ? [] : [`${value} ${closed ? "<=" : "<"} ${double(to)}`]),
  ];
  return ends.join(" AND ");
}

/** Numbers and dates are equal by value, however they are written; what cannot be read as one is equal to none. */
function equalsSql(values: readonly string[], column: string, storage: string): string {
  if (values.length === 0) return "false";
  const texts = values.map(literal);
  if (isText(storage)) return `${column} IN (${texts.join(", ")})`;
  if (isDate(storage)) return `${column}::TIMESTAMP IN (${texts.map((text) => `try_cast(${text} AS TIMESTAMP)`).join(", ")})`;
  if (isNumber(storage)) return `${column} IN (${texts.map((text) => valueSql(text, storage)).join(", ")})`;
  const shown = shownSql(column, storage);
  return `${shown} IN (${texts.join(", ")}) OR ${column}::VARCHAR IN (${texts.join(", ")})`;
}

/** A text as a value of a column of numbers; NULL where it would have to be rounded. */
function valueSql(text: string, storage: string): string {
  const value = `try_cast(${text} AS ${storage})`;
  return storage === "BOOLEAN" ? value : `CASE WHEN ${value}::DOUBLE = try_cast(${text} AS DOUBLE) THEN ${value} END`;
}
