/**
 * Names for sizes that depend on the number of rows, as negative numbers: equal ones are equal whatever the rows are. -1 is the number of
 * rows itself.
 */
export class Sizes {
  readonly #known = new Map<string, number>();

  /** `rows`: of two calls. */
  constructor(rows: readonly [number, number]) {
    this.#known.set(rows.join(), -1);
  }

  /** A shape of what had these two in the calls. */
  of(one: readonly number[], other: readonly number[]): number[] {
    return one.map((size, i) => {
      const pair = [size, other[i]].join();
      if (size === other[i]) return size;
      const known = this.#known.get(pair) ?? -1 - this.#known.size;
      this.#known.set(pair, known);
      return known;
    });
  }
}

/** A shape as `Reshape` takes it, which finds one size by itself; null where more depend on the rows. */
export function formOfSizes(shape: readonly number[]): number[] | null {
  return shape.filter((size) => size < 0).length > 1 ? null : shape.map((size) => Math.max(-1, size));
}
