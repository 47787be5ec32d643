/** A cell by place: row from 0 (-1: the header), column from 0. */
export interface Place {
  row: number;
  column: number;
}

/** The cell in focus, and the one that the selection was begun at. */
export interface Selection {
  active: Place;
  anchor: Place;
}

export interface Extent {
  rows: number;
  columns: number;
  /** Rows that a page key moves. */
  page: number;
}

/** Where a key leads from `place`; null for keys that move nothing. */
export function moved(place: Place, key: string, control: boolean, { rows, columns, page }: Extent): Place | null {
  const { row, column } = place;
  const to = MOVES[key]?.({ row, column, last: rows - 1, lastColumn: columns - 1, page, control });
  if (!to) return null;
  return { row: clamp(to.row, -1, rows - 1), column: clamp(to.column, 0, columns - 1) };
}

interface Move extends Place {
  last: number;
  lastColumn: number;
  page: number;
  control: boolean;
}

const MOVES: Record<string, (move: Move) => Place> = {
  ArrowDown: ({ row, column, last, control }) => ({ row: control ? last : row + 1, column }),
  ArrowUp: ({ row, column, control }) => ({ row: control ? 0 : row - 1, column }),
  ArrowRight: ({ row, column, lastColumn, control }) => ({ row, column: control ? lastColumn : column + 1 }),
  ArrowLeft: ({ row, column, control }) => ({ row, column: control ? 0 : column - 1 }),
  PageDown: ({ row, column, page }) => ({ row: Math.max(0, row) + page, column }),
  PageUp: ({ row, column, page }) => ({ row: Math.max(0, row - page), column }),
  Home: ({ row, control }) => ({ row: control ? 0 : row, column: 0 }),
  End: ({ row, last, lastColumn, control }) => ({ row: control ? last : row, column: lastColumn }),
};

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));

export interface Area {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** The cells from the anchor to the one in focus, ends included. */
export const areaOf = ({ active, anchor }: Selection): Area => ({
  top: Math.max(0, Math.min(active.row, anchor.row)),
  bottom: Math.max(0, active.row, anchor.row),
  left: Math.min(active.column, anchor.column),
  right: Math.max(active.column, anchor.column),
});

export const holds = ({ top, bottom, left, right }: Area, row: number, column: number): boolean =>
  row >= top && row <= bottom && column >= left && column <= right;
