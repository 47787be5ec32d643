const LF = 10;
const CR = 13;

/** Counts line ends in a stream of bytes, and the longest stretch between two of them. */
export class NewlineCounter {
  lf = 0;
  crlf = 0;
  cr = 0;
  longest = 0;
  #length = 0;
  #pendingCr = false;

  push(bytes: Buffer): void {
    let start = 0;
    if (this.#pendingCr) {
      this.#pendingCr = false;
      if (bytes[0] === LF) this.crlf += 1;
      else this.cr += 1;
      this.#end(0);
      start = bytes[0] === LF ? 1 : 0;
    }
    let nextCr = bytes.indexOf(CR, start);
    for (;;) {
      const lf = bytes.indexOf(LF, start);
      while (nextCr !== -1 && (lf === -1 || nextCr < lf - 1)) {
        if (nextCr === bytes.length - 1) {
          this.#length += nextCr - start;
          this.#pendingCr = true;
          return;
        }
        this.cr += 1;
        this.#end(nextCr - start);
        start = nextCr + 1;
        nextCr = bytes.indexOf(CR, start);
      }
      if (lf === -1) break;
      if (nextCr === lf - 1 && nextCr !== -1) {
        this.crlf += 1;
        nextCr = bytes.indexOf(CR, lf + 1);
      } else this.lf += 1;
      this.#end(lf - start);
      start = lf + 1;
    }
    this.#length += bytes.length - start;
  }

  end(): void {
    if (this.#pendingCr) this.cr += 1;
    this.#end(0);
  }

  /** More than one kind of line end, or only the old Mac one, which DuckDB reads as one kind too few. */
  get mixed(): boolean {
    return [this.lf, this.crlf, this.cr].filter((count) => count > 0).length > 1 || this.cr > 0;
  }

  #end(more: number): void {
    this.longest = Math.max(this.longest, this.#length + more);
    this.#length = 0;
  }
}
