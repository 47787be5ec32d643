import type { RowOrder } from "../../../protocol/rows.ts";
import { isDate, isNumber, isText } from "../kinds.ts";
import type { OpenedFacts } from "../open/opened.ts";
import { ident } from "../sql.ts";
import { shownSql } from "./cells.ts";
import { findColumn } from "./where.ts";

/** SQL: the order asked for, ties by row number. */
export function orderSql(order: readonly RowOrder[], { ingested: { columns }, file }: OpenedFacts): string {
  const terms = order.map(({ column, descending }) => {
    const { name, storage } = findColumn(column, columns, file);
    const comparable = isNumber(storage) || isDate(storage) || isText(storage);
    const sql = comparable ? ident(name) : shownSql(ident(name), storage);
    return `${sql} ${descending ? "DESC" : "ASC"} NULLS LAST`;
  });
  return [...terms, "__row"].join(", ");
}
