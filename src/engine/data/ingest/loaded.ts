import { ident, literal } from "../sql.ts";
import type { Rejected } from "./rejects.ts";

/** What reading left beside the table. */
export interface Loaded {
  rejected: Rejected;
  notes: string[];
}

/** What a reader works with. */
export interface Work {
  signal: AbortSignal | undefined;
  /** Path of a file for the work, in a directory that is removed afterwards. */
  scratch(name: string): Promise<string>;
  /** Fraction done, 0 to 1. */
  progress?: ((fraction: number) => void) | undefined;
}

/** SQL of the column that says which file a row is from. */
export const filenameSql = (label: string | null, name: string): string => `${literal(label ?? "")} AS ${ident(name)}`;

export const NOTHING_REJECTED: Rejected = { count: 0, first: [] };
