import type { Random } from "../train/random.ts";

/** Draws as many rows as there are, with replacement: how often each is drawn. About 37% are not: they are out of bag. */
export function bootstrap(rows: number, random: Random): Uint32Array {
  const drawn = new Uint32Array(rows);
  for (let i = 0; i < rows; i += 1) {
    const row = random.below(rows);
    drawn[row] = (drawn[row] as number) + 1;
  }
  return drawn;
}
