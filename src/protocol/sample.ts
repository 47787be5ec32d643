/** A part of the rows: a share such as `5%`, or a number of rows, of all splits together. */
export const SAMPLE = /^(?:(\d+(?:\.\d+)?) ?%|\d+)$/;

/** The share that a sample is of so many rows, above 0 and at most 1; NaN for a text that names none. */
export function shareOf(sample: string, rows: number): number {
  const percent = SAMPLE.exec(sample)?.[1];
  const share = percent === undefined ? (SAMPLE.test(sample) ? Number(sample) / rows : Number.NaN) : Number(percent) / 100;
  return share > 0 ? Math.min(1, share) : Number.NaN;
}
