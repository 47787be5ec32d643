import type { Progress } from "../../src/protocol/method.ts";
import type { Cell, Page } from "../../src/protocol/rows.ts";
import { cancelled, type ErrorFacts, factsOf } from "../../src/shared/errors.ts";
import type { PageSource, PageWanted } from "./types.ts";

/** Rows and columns of one request. */
export const BLOCK_ROWS = 200;
const BLOCK_COLUMNS = 50;
const MOST_BLOCKS = 80;
const MOST_FLYING = 2;

/** `first` to `last`, exclusive. */
export interface Range {
  first: number;
  last: number;
}

interface Block {
  numbers: number[];
  columns: Cell[][];
}

/**
 * What is known of one view of the data: blocks of rows and columns, fetched as they come into view, few at a time; what went
 * out of view on its way is given up. A new view is a new object, so that a late answer to an old one has nowhere to go.
 */
export class Pages {
  names: string[] = [];
  matching = 0;
  total = 0;
  /** Whether anything has arrived. */
  ready = false;
  error: ErrorFacts | null = null;
  progress: Progress | null = null;
  readonly storage = new Map<string, string>();
  #source: PageSource;
  #changed: () => void;
  #blocks = new Map<string, Block>();
  #flying = new Map<string, AbortController>();
  #wanted: string[] = [];
  #disposed = false;

  constructor(source: PageSource, changed: () => void) {
    this.#source = source;
    this.#changed = changed;
  }

  get busy(): boolean {
    return this.#flying.size > 0;
  }

  /** Comes to know these rows and columns, and no others that are still on their way. */
  show(rows: Range, columns: Range): void {
    this.#wanted = this.ready ? keysOf(rows, columns) : [keyOf(Math.floor(rows.first / BLOCK_ROWS), 0)];
    for (const [key, abort] of this.#flying) if (!this.#wanted.includes(key)) abort.abort();
    this.#fetch();
  }

  /** The value there; undefined while it is not known. */
  value(row: number, column: number): Cell | undefined {
    return this.#block(row, column)?.columns[column % BLOCK_COLUMNS]?.[row % BLOCK_ROWS];
  }

  /** Number of the row in the data; undefined while it is not known. `near`: a column in view. */
  number(row: number, near: number): number | undefined {
    return this.#block(row, near)?.numbers[row % BLOCK_ROWS];
  }

  retry(): void {
    this.error = null;
    this.#fetch();
  }

  /** Gives up what is on its way, and says so. */
  cancel(): void {
    for (const abort of this.#flying.values()) abort.abort();
    this.error = cancelled().facts;
    this.#changed();
  }

  dispose(): void {
    this.#disposed = true;
    for (const abort of this.#flying.values()) abort.abort();
    this.#flying.clear();
  }

  #block(row: number, column: number): Block | undefined {
    return this.#blocks.get(keyOf(Math.floor(row / BLOCK_ROWS), Math.floor(column / BLOCK_COLUMNS)));
  }

  #fetch(): void {
    if (this.error || this.#disposed) return;
    for (const key of this.#wanted) {
      if (this.#flying.size >= MOST_FLYING) return;
      if (!this.#blocks.has(key) && !this.#flying.has(key)) void this.#get(key);
    }
  }

  async #get(key: string): Promise<void> {
    const abort = new AbortController();
    this.#flying.set(key, abort);
    const [rowBlock = 0, columnBlock = 0] = key.split(":").map(Number);
    const columns = this.names.slice(columnBlock * BLOCK_COLUMNS, (columnBlock + 1) * BLOCK_COLUMNS);
    const wanted: PageWanted = { from: rowBlock * BLOCK_ROWS, count: BLOCK_ROWS, ...(this.ready ? { columns } : {}) };
    const onProgress = (progress: Progress) => {
      this.progress = progress;
      if (!this.#disposed) this.#changed();
    };
    try {
      const page = await this.#source(wanted, { signal: abort.signal, onProgress });
      if (!this.#disposed && !abort.signal.aborted) this.#keep(page, rowBlock, columnBlock);
    } catch (error) {
      if (!this.#disposed && !abort.signal.aborted) this.error = factsOf(error);
    }
    if (this.#disposed) return;
    if (this.#flying.get(key) === abort) this.#flying.delete(key);
    if (!this.busy) this.progress = null;
    this.#fetch();
    this.#changed();
  }

  #keep(page: Page, rowBlock: number, columnBlock: number): void {
    const other = this.ready && (page.matching !== this.matching || page.total !== this.total);
    if (other) this.#blocks.clear();
    const asked = this.ready;
    const first = asked ? columnBlock : 0;
    this.ready = true;
    this.names = page.names;
    this.matching = page.matching;
    this.total = page.total;
    for (const { name, storage } of page.columns) this.storage.set(name, storage);
    for (let at = 0; at === 0 || at * BLOCK_COLUMNS < page.columns.length; at += 1) {
      const columns = page.columns.slice(at * BLOCK_COLUMNS, (at + 1) * BLOCK_COLUMNS);
      const whole = columns.length === Math.min(BLOCK_COLUMNS, page.names.length - (first + at) * BLOCK_COLUMNS);
      if (whole || asked)
        this.#blocks.set(keyOf(rowBlock, first + at), { numbers: page.numbers, columns: columns.map(({ values }) => values) });
    }
    for (const key of this.#blocks.keys()) {
      if (this.#blocks.size <= MOST_BLOCKS) break;
      if (!this.#wanted.includes(key)) this.#blocks.delete(key);
    }
  }
}

const keyOf = (rowBlock: number, columnBlock: number): string => `${rowBlock}:${columnBlock}`;

function keysOf(rows: Range, columns: Range): string[] {
  const keys: string[] = [];
  for (let row = Math.floor(rows.first / BLOCK_ROWS); row * BLOCK_ROWS < rows.last; row += 1) {
    for (let column = Math.floor(columns.first / BLOCK_COLUMNS); column * BLOCK_COLUMNS < columns.last; column += 1)
      keys.push(keyOf(row, column));
  }
  return keys;
}
