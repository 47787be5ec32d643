const QUOTE = 34;
const LF = 10;

/** Counts the records of a stream of CSV, and the bytes of the longest: line ends between quotes belong to a value. */
export class RecordCounter {
  count = 0;
  longest = 0;
  #length = 0;
  #quoted = false;

  push(bytes: Buffer): void {
    for (const byte of bytes) {
      this.#length += 1;
      if (byte === QUOTE) this.#quoted = !this.#quoted;
      else if (byte === LF && !this.#quoted) {
        this.count += 1;
        if (this.#length > this.longest) this.longest = this.#length;
        this.#length = 0;
      }
    }
  }
}
