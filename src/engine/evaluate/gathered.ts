/** Numbers that come some at a time, at most `most` of them: 8 bytes each. */
export class Gathered {
  readonly #all: Float64Array;
  #count = 0;

  constructor(most: number) {
    this.#all = new Float64Array(most);
  }

  add(values: ArrayLike<number>): void {
    this.#all.set(values, this.#count);
    this.#count += values.length;
  }

  get values(): Float64Array {
    return this.#all.subarray(0, this.#count);
  }
}
