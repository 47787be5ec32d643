import type { RowChangeKind, RowChanges } from "../../src/protocol/compare.ts";
import { type Cell, MOST_COLUMNS, type Page } from "../../src/protocol/rows.ts";
import type { CallOptions } from "../../src/protocol/rpc.ts";
import { cellText } from "../grid/text.ts";
import type { CellAt, Decoration, PageSource, PageWanted } from "../grid/types.ts";

export type FetchChanges = (wanted: Pick<PageWanted, "from" | "count">, options: CallOptions) => Promise<RowChanges>;

export interface ChangedRows {
  pages: PageSource;
  decorate: (cell: CellAt) => Decoration | undefined;
}

interface Seen {
  kind: RowChangeKind;
  /** Values before, of the columns that changed. */
  before: Map<string, Cell>;
}

/**
 * Changes between two sides as rows of a grid: as they are after, or were where they are gone. A cell that changed says what
 * it was. `shown` is told of each answer.
 */
export function changedRows(fetch: FetchChanges, names: readonly string[], shown: (changes: RowChanges) => void): ChangedRows {
  const seen = new Map<number, Seen>();
  return {
    pages: async (wanted, options) => {
      const changes = await fetch({ from: wanted.from, count: wanted.count }, options);
      remember(changes, seen);
      shown(changes);
      return pageOf(changes, names, wanted.columns);
    },
    decorate: ({ row, column }) => {
      const known = seen.get(row);
      if (!known) return undefined;
      if (known.kind !== "changed") return { kind: known.kind };
      const was = known.before.get(column);
      return was === undefined ? undefined : { kind: "changed", title: `was ${was === null ? "missing" : cellText(was)}` };
    },
  };
}

function remember({ from, rows, columns }: RowChanges, seen: Map<number, Seen>): void {
  for (const [at, { kind }] of rows.entries()) {
    const known = seen.get(from + at);
    if (!known || known.kind !== kind) seen.set(from + at, { kind, before: new Map() });
  }
  for (const { name, before, changed } of columns) for (const at of changed) seen.get(from + at)?.before.set(name, before[at] ?? null);
}

function pageOf({ from, matching, rows, columns }: RowChanges, names: readonly string[], wanted: readonly string[] | undefined): Page {
  const known = new Map(columns.map((column) => [column.name, column]));
  return {
    from,
    matching,
    total: matching,
    numbers: rows.map(({ before, after }) => after ?? before ?? 0),
    names: [...names],
    columns: (wanted ?? names.slice(0, MOST_COLUMNS)).map((name) => {
      const column = known.get(name);
      const values = rows.map(({ kind }, at) => (kind === "removed" ? column?.before[at] : column?.after[at]) ?? null);
      return { name, storage: values.some((value) => typeof value === "number") ? "DOUBLE" : "VARCHAR", values };
    }),
  };
}
