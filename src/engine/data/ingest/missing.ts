import { literal } from "../sql.ts";

/** Spellings read as missing: those of CONVENTIONS, and what numeric programs write for not-a-number. */
export const NULL_SPELLINGS = ["", "NA", "N/A", "NULL", "null", "None", "#N/A", "NaN", "nan"];

const SPELLINGS = new Set(NULL_SPELLINGS);

export const isMissing = (text: string): boolean => SPELLINGS.has(text);

/**
 * SQL of a text, NULL where it spells a missing value. Not by IN: DuckDB makes a join of each, and those of a hundred columns
 * take gigabytes.
 */
export const presentSql = (text: string): string =>
  `CASE WHEN NOT list_contains([${NULL_SPELLINGS.map(literal).join(", ")}], ${text}) THEN ${text} END`;
