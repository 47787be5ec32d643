import { closeSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import type { TableColumn } from "./table.ts";

/** Columns whose ranks are kept: the first hundred numbers, and one more for each that is looked at beside them. */
const MOST = 102;
/** Bytes of ranks that are held in memory; more lie in a file. */
const IN_MEMORY = 2 ** 28;
const WIDTH = Uint32Array.BYTES_PER_ELEMENT;

/** Ranks of columns by row, from 1 and doubled so that shared ranks are whole; 0 where the value is missing. */
export class Ranks {
  readonly #rows: number;
  readonly #path: string;
  readonly #inMemory: boolean;
  readonly #held = new Map<TableColumn, Uint32Array>();
  readonly #slots = new Map<TableColumn, number>();
  #file: number | null = null;
  #free: Uint32Array | null = null;

  /** `path`: a file that may be made, for `columns` of `rows` where they are many. */
  constructor(rows: number, columns: number, path: string) {
    this.#rows = rows;
    this.#path = path;
    this.#inMemory = rows * Math.min(columns, MOST) * WIDTH <= IN_MEMORY;
  }

  /** Room for the ranks of one more column; null where there are enough. */
  next(): Uint32Array | null {
    if (this.#held.size + this.#slots.size >= MOST) return null;
    const room = this.#free?.fill(0) ?? new Uint32Array(this.#rows);
    this.#free = null;
    return room;
  }

  /** Keeps what was written into the room that `next` gave, or gives the room back. */
  keep(column: TableColumn | null, ranks: Uint32Array): void {
    if (column !== null && this.#inMemory) this.#held.set(column, ranks);
    else {
      if (column !== null) this.put(column, 0, ranks);
      this.#free = ranks;
    }
  }

  has(column: TableColumn): boolean {
    return this.#held.has(column) || this.#slots.has(column);
  }

  /** Keeps ranks from the row `from` on. */
  put(column: TableColumn, from: number, ranks: Uint32Array): void {
    if (this.#inMemory) {
      const held = this.#held.get(column) ?? new Uint32Array(this.#rows);
      this.#held.set(column, held);
      held.set(ranks, from);
      return;
    }
    this.#file ??= openSync(this.#path, "w+");
    const slot = this.#slots.get(column) ?? this.#slots.size;
    this.#slots.set(column, slot);
    writeSync(this.#file, ranks, 0, ranks.byteLength, (slot * this.#rows + from) * WIDTH);
  }

  /** `count` ranks of a kept column from the row `from` on. */
  block(column: TableColumn, from: number, count: number): Uint32Array {
    const held = this.#held.get(column);
    if (held) return held.subarray(from, from + count);
    const block = new Uint32Array(count);
    const slot = this.#slots.get(column) as number;
    readSync(this.#file as number, block, 0, block.byteLength, (slot * this.#rows + from) * WIDTH);
    return block;
  }

  close(): void {
    if (this.#file === null) return;
    closeSync(this.#file);
    rmSync(this.#path, { force: true });
    this.#file = null;
  }
}

/** Most steps between the least and the greatest of integers whose ranks are looked up in a table. */
const STEPS = 2 ** 20;

/** Ranks by value, for a column of few. */
export class RankOf {
  readonly #values: Float64Array;
  readonly #ranks: Uint32Array;
  readonly #table: Uint32Array | null;

  constructor({ values, counts }: { values: Float64Array; counts: Float64Array }) {
    this.#values = values;
    this.#ranks = new Uint32Array(values.length);
    let before = 0;
    for (let i = 0; i < values.length; i += 1) {
      this.#ranks[i] = 2 * before + (counts[i] as number) + 1;
      before += counts[i] as number;
    }
    const [low, high] = [values[0] as number, values.at(-1) as number];
    this.#table = high - low < STEPS && values.every(Number.isInteger) ? new Uint32Array(high - low + 1) : null;
    if (this.#table) for (let i = 0; i < values.length; i += 1) this.#table[(values[i] as number) - low] = this.#ranks[i] as number;
  }

  /** Doubled rank of a value of the column. */
  of(value: number): number {
    const values = this.#values;
    if (this.#table) return this.#table[value - (values[0] as number)] as number;
    let [low, high] = [0, values.length - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((values[middle] as number) < value) low = middle + 1;
      else high = middle;
    }
    return this.#ranks[low] as number;
  }
}
