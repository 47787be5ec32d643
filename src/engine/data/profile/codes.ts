import { labelSql } from "../kinds.ts";
import type { Table, TableColumn } from "./table.ts";

/** A column of few different values. */
export interface Category {
  column: TableColumn;
  /** Different values. */
  levels: number;
}

/** Gives `work` an SQL expression for each category's codes: from 0 by value, -1 where it is missing. */
export async function withCodes(
  { database, name }: Table,
  categories: readonly Category[],
  work: (codes: string[]) => Promise<void>,
): Promise<void> {
  const types: string[] = [];
  try {
    const codes: string[] = [];
    for (const { column } of categories) {
      const type = `trainyard_levels_${column.index}`;
      const label = labelSql(column.sql, column.storage);
      await database.run(
        `CREATE OR REPLACE TEMP TYPE ${type} AS ENUM (SELECT DISTINCT ${label} AS level FROM ${name} WHERE ${label} IS NOT NULL ORDER BY 1)`,
      );
      types.push(type);
      codes.push(`coalesce(enum_code((${label})::${type})::INTEGER, -1)`);
    }
    await work(codes);
  } finally {
    for (const type of types) await database.run(`DROP TYPE IF EXISTS ${type}`).catch(() => undefined);
  }
}
