/** What becomes of rows that do not fit the line of column names. */
export const REJECTED_ROWS = ["drop", "keep", "error"] as const;

export type RejectedRows = (typeof REJECTED_ROWS)[number];

/** How data are read where there is a choice; the same in requests, experiments and commands. */
export interface ReadingOptions {
  /**
   * `drop` (default) leaves such rows out and lists them; `keep` fills short ones with missing values and joins the
   * surplus of long ones to their last column; `error` stops with the list.
   */
  rejectedRows?: RejectedRows | undefined;
  /** Several files: a column that one of them lacks is missing there, instead of an error. */
  unionByName?: boolean | undefined;
  /** Several files: add the column `filename`. */
  filename?: boolean | undefined;
}

/** One of the files that data came from. */
export interface DataFile {
  path: string;
  bytes: number;
  /** SHA-256 of its bytes, hex. */
  sha256: string;
}

/** The options of reading alone, of whatever has them. */
export const readingOf = ({ rejectedRows, unionByName, filename }: ReadingOptions): ReadingOptions => ({
  ...(rejectedRows !== undefined && { rejectedRows }),
  ...(unionByName !== undefined && { unionByName }),
  ...(filename !== undefined && { filename }),
});

/** The choice that something from outside names, to be spread: nothing where it names none. */
export function rejectedRowsFrom(named: unknown): { rejectedRows?: RejectedRows } {
  const rejectedRows = REJECTED_ROWS.find((how) => how === named);
  return rejectedRows === undefined ? {} : { rejectedRows };
}
