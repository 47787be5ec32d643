import type { Preview, PreviewColumn, PreviewWanted } from "../../src/protocol/prepare.ts";
import type { Cell, Page } from "../../src/protocol/rows.ts";
import type { CallOptions } from "../../src/protocol/rpc.ts";
import type { CellAt, Decoration, PageSource, PageWanted } from "../grid/types.ts";

/** Columns that a grid is given before it says which it wants. */
const FIRST_COLUMNS = 50;

/** Asks for a part of a preview. */
export type Ask = (wanted: PreviewWanted, options: CallOptions) => Promise<Preview>;

/** One preview as the grid shows it: its rows as they come, and how each cell came to be. */
export class Shown {
  readonly preview: Preview;
  readonly pages: PageSource;
  readonly #columns: ReadonlyMap<string, PreviewColumn>;
  readonly #dropped = new Map<number, boolean>();
  readonly #before = new Map<string, Map<number, Cell>>();

  /** `first`: the answer to `wanted`, whose rows are the first that the grid asks for. */
  constructor(first: Preview, wanted: PreviewWanted, ask: Ask) {
    this.preview = first;
    this.#columns = new Map(first.columns.map((column) => [column.name, column]));
    this.pages = async ({ from, count, columns }, options) => {
      const known = from === 0 && count <= wanted.count && covers(first.page, columns);
      const page = known
        ? partOf(first.page, { from, count, ...(columns ? { columns } : {}) })
        : (await ask({ ...wanted, from, count, ...(columns ? { columns } : {}) }, options)).page;
      this.#keep(page);
      return page;
    };
  }

  decorate = ({ row, column }: CellAt): Decoration | undefined => {
    if (this.#dropped.get(row)) return { kind: "removed", title: "row left out" };
    const change = this.#columns.get(column)?.change;
    if (change === "added") return { kind: "added" };
    if (change === "removed") return { kind: "removed" };
    const before = this.#before.get(column);
    return before?.has(row) ? { kind: "changed", title: `was ${textOf(before.get(row) ?? null)}` } : undefined;
  };

  decorateColumn = (name: string): Decoration | undefined => {
    const change = this.#columns.get(name)?.change;
    return change === undefined || change === "same" ? undefined : { kind: change };
  };

  #keep(page: Preview["page"]): void {
    for (const [i, gone] of page.dropped.entries()) if (gone) this.#dropped.set(page.from + i, true);
    for (const [c, { name, values }] of page.columns.entries()) {
      const was = page.before[c];
      if (!was) continue;
      const kept = this.#before.get(name) ?? new Map<number, Cell>();
      for (const [i, value] of was.entries()) if (value !== values[i] && !page.dropped[i]) kept.set(page.from + i, value);
      this.#before.set(name, kept);
    }
  }
}

const textOf = (value: Cell): string => (value === null ? "missing" : String(value));

const covers = (page: Page, columns: readonly string[] | undefined): boolean => {
  const there = new Set(page.columns.map(({ name }) => name));
  return (columns ?? page.names.slice(0, FIRST_COLUMNS)).every((name) => there.has(name));
};

/** Of a page that begins at row 0: the rows and columns that the grid wants. */
function partOf(page: Preview["page"], { count, columns = page.names.slice(0, FIRST_COLUMNS) }: PageWanted): Preview["page"] {
  const at = columns.map((name) => page.columns.findIndex((column) => column.name === name));
  return {
    ...page,
    numbers: page.numbers.slice(0, count),
    dropped: page.dropped.slice(0, count),
    columns: at.map((i) => {
      const column = page.columns[i] as Page["columns"][number];
      return { ...column, values: column.values.slice(0, count) };
    }),
    before: at.map((i) => page.before[i]?.slice(0, count) ?? null),
  };
}
