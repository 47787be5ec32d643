import { ident, literal } from "../sql.ts";
import type { Rejected } from "./rejects.ts";

/** What reading left beside the table. */
export interface Loaded {
  /** What could not be read, by line; `count` is of all. */
  rejected: Rejected;
  /** What a reader of the data must know, in sentences. */
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

/** The same, said of one file among others. */
export const withFile = ({ notes, rejected }: Loaded, file: string): Loaded => ({
  notes: notes.map((note) => `${file}: ${note}`),
  rejected: { count: rejected.count, first: rejected.first.map((row) => ({ ...row, file: row.file ?? file })) },
});
