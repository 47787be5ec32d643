import { type DuckDBStructType, type DuckDBType, DuckDBTypeId } from "@duckdb/node-api";
import { ident, literal } from "../sql.ts";
import { presentSql } from "./missing.ts";

/** A column of the table that a nested value gives. */
export interface Leaf {
  /** `address.city` for a field of an object. */
  name: string;
  /** Its value, as the table holds it. */
  sql: string;
}

export interface Flat {
  leaves: Leaf[];
  notes: string[];
}

/** Columns of any type as columns that a table of values can hold: objects by their fields, lists and maps as JSON text. */
export function flatten(columns: readonly { name: string; type: DuckDBType; sql?: string }[]): Flat {
  const objects: string[] = [];
  const lists: string[] = [];
  const leavesOf = (name: string, sql: string, type: DuckDBType): Leaf[] => {
    if (type.typeId === DuckDBTypeId.STRUCT && (type as DuckDBStructType).entryNames.length > 0) {
      const { entryNames, entryTypes } = type as DuckDBStructType;
      return entryNames.flatMap((field, i) =>
        leavesOf(`${name}.${field}`, `struct_extract(${sql}, ${literal(field)})`, entryTypes[i] as DuckDBType),
      );
    }
    if (NESTED.has(type.typeId)) {
      lists.push(name);
      return [{ name, sql: `to_json(${sql})::VARCHAR` }];
    }
    return [{ name, sql: valueSql(sql, type) }];
  };
  const leaves = columns.flatMap(({ name, type, sql = ident(name) }) => {
    if (type.typeId === DuckDBTypeId.STRUCT) objects.push(name);
    return leavesOf(name, sql, type);
  });
  const notes = [];
  if (objects.length > 0)
    notes.push(
      `${some(objects)} ${objects.length === 1 ? "holds objects" : "hold objects"}: each field is a column, such as "${fieldOf(objects, leaves)}".`,
    );
  if (lists.length > 0) notes.push(`${some(lists)} ${lists.length === 1 ? "holds lists" : "hold lists"}: read as JSON text.`);
  return { leaves, notes };
}

const NESTED = new Set([DuckDBTypeId.LIST, DuckDBTypeId.ARRAY, DuckDBTypeId.MAP, DuckDBTypeId.STRUCT, DuckDBTypeId.UNION]);
/** Kept as text: nothing here calculates with them. */
const AS_TEXT = new Set([
  DuckDBTypeId.ENUM,
  DuckDBTypeId.UUID,
  DuckDBTypeId.TIME,
  DuckDBTypeId.TIME_TZ,
  DuckDBTypeId.TIME_NS,
  DuckDBTypeId.INTERVAL,
  DuckDBTypeId.BIT,
]);

function valueSql(sql: string, type: DuckDBType): string {
  const { typeId } = type;
  if (type.alias === "JSON") return presentSql(`${sql} ->> '$'`);
  if (typeId === DuckDBTypeId.VARCHAR) return presentSql(sql);
  if (typeId === DuckDBTypeId.ENUM || AS_TEXT.has(typeId)) return presentSql(`${sql}::VARCHAR`);
  if (typeId === DuckDBTypeId.DOUBLE || typeId === DuckDBTypeId.FLOAT) return `nullif(${sql}, 'nan'::${String(type)})`;
  if (typeId === DuckDBTypeId.TIMESTAMP_TZ) return `${sql}::TIMESTAMP`;
  return sql;
}

const some = (names: readonly string[]): string =>
  names
    .slice(0, 5)
    .map((name) => `"${name}"`)
    .join(", ") + (names.length > 5 ? ` and ${names.length - 5} more` : "");

const fieldOf = ([object]: readonly string[], leaves: readonly Leaf[]): string =>
  leaves.find(({ name }) => name.startsWith(`${object}.`))?.name ?? `${object}.field`;
