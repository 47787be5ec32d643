/** Rows by the codes of two categories, from which Cramer's V follows. */
export class Crosstab {
  readonly #columns: number;
  readonly #cells: Float64Array;

  constructor(rows: number, columns: number) {
    this.#columns = columns;
    this.#cells = new Float64Array(rows * columns);
  }

  /** Codes are from 0; -1 is missing. */
  add(a: Int32Array, b: Int32Array, n: number): void {
    const [cells, columns] = [this.#cells, this.#columns];
    for (let i = 0; i < n; i += 1) {
      const [row, column] = [a[i] as number, b[i] as number];
      if (row < 0 || column < 0) continue;
      const cell = row * columns + column;
      cells[cell] = (cells[cell] as number) + 1;
    }
  }

  /** Cramer's V, uncorrected as scipy's `association`; null where one of the two does not vary. */
  cramersV(): number | null {
    const [cells, width] = [this.#cells, this.#columns];
    const columns = new Float64Array(width);
    const rows = new Float64Array(cells.length / width);
    let total = 0;
    for (let i = 0; i < cells.length; i += 1) {
      const n = cells[i] as number;
      const [row, column] = [Math.floor(i / width), i % width];
      rows[row] = (rows[row] as number) + n;
      columns[column] = (columns[column] as number) + n;
      total += n;
    }
    const varied = (sums: Float64Array) => sums.reduce((count, n) => count + (n > 0 ? 1 : 0), 0);
    const degrees = Math.min(varied(rows), varied(columns)) - 1;
    if (degrees < 1) return null;
    let chi2 = total; // of empty cells (0 - e)^2 / e = e, and all e add up to the total
    for (let i = 0; i < cells.length; i += 1) {
      const n = cells[i] as number;
      if (n === 0) continue;
      const expected = ((rows[Math.floor(i / width)] as number) * (columns[i % width] as number)) / total;
      chi2 += (n - expected) ** 2 / expected - expected;
    }
    return Math.min(1, Math.sqrt(Math.max(0, chi2) / total / degrees));
  }
}
