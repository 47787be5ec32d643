import type { ColumnType } from "../../../protocol/profile.ts";
import { textKind } from "../kinds.ts";
import type { TableColumn } from "./table.ts";

const NAMED = /^(id|key|uuid|guid|index|idx|row_?(id|no|nr|num|number)?)$|[_\s.-](id|key|uuid|guid|index|idx|no|nr)$/i;
const CAMEL = /[a-z](Id|ID|Key|Uuid|UUID|Guid|GUID)$/;
const WORD_PAIRS = [
  ["false", "true"],
  ["no", "yes"],
  ["f", "t"],
  ["n", "y"],
  ["off", "on"],
];
/** Fewer rows than these may count up by chance. */
const ENOUGH_ROWS = 10;

interface Evidence {
  column: TableColumn;
  rows: number;
  count: number;
  distinct: number;
  min: number | null;
  max: number | null;
  /** Values that are most frequent; all of them where there are at most ten. */
  top: { value: string }[];
  meanLength: number;
  /** Texts of one word with a digit or an @ in it. */
  codes: number;
}

/** What a column holds, by its storage and its values. */
export function inferType(evidence: Evidence): ColumnType {
  const { column, count, distinct } = evidence;
  if (count === 0) return "empty";
  if (column.shape === "other") return "unsupported";
  if (distinct === 1) return "constant";
  if (column.shape === "date") return "date";
  if (column.shape === "boolean" || (column.shape === "text" && saysYesOrNo(evidence))) return "boolean";
  if (isIdentifier(evidence)) return "identifier";
  if (column.shape === "number" || column.shape === "integer") return column.shape;
  return textKind(evidence);
}

function saysYesOrNo({ distinct, top }: Evidence): boolean {
  if (distinct > 6) return false;
  const words = [...new Set(top.map(({ value }) => value.trim().toLowerCase()))].sort();
  return WORD_PAIRS.some((pair) => pair.join() === words.join());
}

/** All different, and either named like an identifier, or counting up from 0 or 1, or codes of one word. */
function isIdentifier({ column, rows, count, distinct, min, max, codes }: Evidence): boolean {
  if (distinct < rows || (column.shape !== "integer" && column.shape !== "text")) return false;
  if (NAMED.test(column.name) || CAMEL.test(column.name)) return true;
  if (column.shape === "text") return codes === count;
  return rows >= ENOUGH_ROWS && (min === 0 || min === 1) && max === min + rows - 1;
}
