import type { ColumnChange, ComparedAs } from "../../../protocol/compare.ts";
import { columnMissing } from "../errors.ts";
import { isDate, isNumber, isText, labelSql, numberSql } from "../kinds.ts";
import { shownSql } from "../rows/cells.ts";
import { ident } from "../sql.ts";
import type { Side } from "./sides.ts";

/** A column by name, as either side has it. */
export interface ColumnPair {
  name: string;
  change: ColumnChange;
  as: ComparedAs;
  before: string | null;
  after: string | null;
}

/** Columns of both sides by name: in the order of `after`, those that only `before` has last. `wanted` names those to keep. */
export function pairColumns(before: Side, after: Side, wanted?: readonly string[]): ColumnPair[] {
  const [old, now] = [storages(before), storages(after)];
  const names = [...now.keys(), ...[...old.keys()].filter((name) => !now.has(name))];
  const unknown = wanted?.find((name) => !names.includes(name));
  if (unknown !== undefined) throw columnMissing(unknown, names, after.opened.facts.file, unknown);
  return names
    .filter((name) => wanted?.includes(name) ?? true)
    .map((name) => {
      const [was, is] = [old.get(name) ?? null, now.get(name) ?? null];
      const change = was === null ? "added" : is === null ? "removed" : was === is ? "same" : "retyped";
      return { name, change, as: comparedAs([was ?? is ?? "", is ?? was ?? ""]), before: was, after: is };
    });
}

const storages = ({ columns }: Side) => new Map(columns.map(({ name, storage }) => [name, storage]));

function comparedAs(storages: readonly string[]): ComparedAs {
  if (storages.every((storage) => isNumber(storage) && storage !== "BOOLEAN")) return "number";
  if (storages.every(isDate)) return "date";
  return storages.every((storage) => isText(storage) || isNumber(storage) || isDate(storage)) ? "category" : "none";
}

/** SQL: the column's value as a quantity. */
export const quantitySql = (name: string, storage: string): string => numberSql(ident(name), storage);

/** SQL: the column's value as a label, the same for the same value however it is stored. */
export const levelSql = (name: string, storage: string): string =>
  isNumber(storage) ? labelSql(ident(name), storage) : shownSql(ident(name), storage);
