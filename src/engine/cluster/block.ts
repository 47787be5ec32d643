import { type Kernels, kernelsWith } from "./kernels.ts";

/** Values of rows that are looked at together, or distances of theirs: so many stay in a processor's nearest cache. */
const VALUES = 4096;

const MOST_ROWS = 256;

/** Of each row what `nearest` finds: the index of the centre, its squared distance, and that of the next. */
export const FOUND = 3;

/**
 * Some rows at a time beside all centres, in the memory of the kernels. There is one such memory: what is in it counts until
 * another block is made.
 */
export class Block {
  /** How many rows it takes at a time. */
  readonly capacity: number;
  /** From the distances of a row to those of the next. */
  readonly stride: number;
  readonly #width: number;
  /** Bytes of a row, and of a centre. */
  readonly #size: number;
  readonly #kernels: Kernels;
  readonly #rows: Float64Array;
  readonly #centres: Float64Array;
  readonly #sums: Float64Array;
  readonly #distances: Float64Array;
  readonly #ofRows: Float64Array;
  readonly #addresses: Int32Array;
  #count = 0;

  /** `centres`: row-major [clusters, width]. */
  constructor(centres: Float64Array, width: number) {
    const clusters = centres.length / width;
    const [capacity, stride] = [
      Math.max(1, Math.min(MOST_ROWS, Math.floor(VALUES / Math.max(width, clusters)))),
      clusters + (clusters & 1),
    ];
    const lengths = [capacity * width, stride * width, stride * width, capacity * stride, capacity * FOUND];
    const bytes = lengths.reduce((sum, length) => sum + 8 * length, 4 * capacity);
    const { memory, kernels } = kernelsWith(bytes);
    let at = 0;
    const next = (length: number) => {
      at += 8 * length;
      return new Float64Array(memory.buffer, at - 8 * length, length);
    };
    [this.#rows, this.#centres, this.#sums, this.#distances, this.#ofRows] = lengths.map(next) as unknown as Arrays;
    this.#addresses = new Int32Array(memory.buffer, at, capacity);
    [this.#width, this.#size, this.capacity, this.stride, this.#kernels] = [width, 8 * width, capacity, stride, kernels];
    // what makes their number even is near to no row
    this.#centres.fill(Number.POSITIVE_INFINITY);
    this.#centres.set(centres);
    this.#sums.fill(0);
  }

  /** Takes in the rows of the row-major `x` from `from` on, as many as it can; says how many. */
  load(x: Float64Array, from: number): number {
    const rows = x.subarray(from * this.#width, (from + this.capacity) * this.#width);
    this.#rows.set(rows);
    this.#count = rows.length / this.#width;
    return this.#count;
  }

  /** Of the rows at the first `count` of these places in the block, or of all of them, what `FOUND` says. */
  nearest(places = EVERY, count = this.#count): Float64Array {
    this.#toAll(places, count);
    this.#kernels.least(...this.#found(count), this.#ofRows.byteOffset);
    return this.#ofRows;
  }

  /** `stride` for each row: its squared distances to all centres, none above its limit; that of the first row is `limits[from]`. Adds them to the sums. */
  lower(limits: Float64Array, from: number): Float64Array {
    this.#toAll(EVERY, this.#count);
    this.#ofRows.set(limits.subarray(from, from + this.#count));
    this.#kernels.lower(...this.#found(this.#count), this.#ofRows.byteOffset, this.#sums.byteOffset);
    return this.#distances.subarray(0, this.#count * this.stride);
  }

  /** Each row's squared distance to the centre of its label; that of the first row is `labels[from]`. */
  toOwn(labels: Int32Array, from: number): Float64Array {
    const centres = this.#addressesOf(labels, from, this.#count, this.#centres);
    this.#kernels.toOwn(this.#rows.byteOffset, this.#end, this.#size, centres, this.#ofRows.byteOffset);
    return this.#ofRows;
  }

  /** Adds each row to the sum of its label. */
  add(labels: Int32Array, from: number): void {
    this.#kernels.add(this.#rows.byteOffset, this.#end, this.#size, this.#addressesOf(labels, from, this.#count, this.#sums));
  }

  /** What was added up; one that was needed for an even number may follow. */
  sums(length: number): Float64Array {
    return this.#sums.slice(0, length);
  }

  #toAll(places: Int32Array, count: number): void {
    const rows = this.#addressesOf(places, 0, count, this.#rows);
    const { byteOffset: first, byteLength } = this.#centres;
    this.#kernels.toAll(rows, rows + 4 * count, this.#size, first, first + byteLength, this.#distances.byteOffset);
  }

  #found(rows: number): [from: number, to: number, stride: number] {
    const { byteOffset } = this.#distances;
    return [byteOffset, byteOffset + 8 * rows * this.stride, 8 * this.stride];
  }

  get #end(): number {
    return this.#rows.byteOffset + this.#count * this.#size;
  }

  /** Writes where the rows of an array are that are asked for, and says where that is written. */
  #addressesOf(indices: Int32Array, from: number, count: number, { byteOffset }: Float64Array): number {
    const addresses = this.#addresses;
    for (let i = 0; i < count; i += 1) addresses[i] = byteOffset + (indices[from + i] as number) * this.#size;
    return addresses.byteOffset;
  }
}

type Arrays = [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
const EVERY = Int32Array.from({ length: MOST_ROWS }, (_, place) => place);
