/** A seeded source of numbers, the same on every machine and backend. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform integer in [0, limit). */
  below(limit: number): number;
}

/** What each stream of a training draws for: one is not moved by how much another draws. */
const STREAMS = { weights: 1, shuffle: 2, dropout: 3, folds: 4, sample: 5, trees: 6, features: 7 } as const;

/** sfc32 (Chris Doty-Humphrey's Small Fast Counting generator), seeded by `seed` and the stream's name. */
export function randomFrom(seed: number, stream: keyof typeof STREAMS): Random {
  let a = seed | 0;
  let b = Math.floor(seed / 2 ** 32) | 0;
  let c: number = STREAMS[stream];
  let counter = 1;
  const next32 = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 20; i += 1) next32(); // until the seed's bits are mixed in
  const next = () => next32() / 2 ** 32;
  return { next, below: (limit) => Math.floor(next() * limit) };
}

/** Puts `items` into a random order, in place (Fisher-Yates). */
export function shuffle(items: Int32Array, random: Random): void {
  for (let i = items.length - 1; i > 0; i -= 1) {
    const j = random.below(i + 1);
    const item = items[i] as number;
    items[i] = items[j] as number;
    items[j] = item;
  }
}
