/** A data file in the folder, as the datasets view lists it. */
export interface Dataset {
  /** Path relative to the folder, with forward slashes. */
  file: string;
  bytes: number;
  /** Epoch milliseconds. */
  modified: number;
  /** Known only after a profile in this session. */
  rows: number | null;
  columns: number | null;
  alerts: number | null;
}
