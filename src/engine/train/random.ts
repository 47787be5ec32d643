/** A seeded source of numbers, the same on every machine and backend. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform integer in [0, limit). */
  below(limit: number): number;
  /** Where it stands, for `continueRandom`. */
  state(): RandomState;
}

export type RandomState = readonly [number, number, number, number];

/** What each stream of a training draws for: one is not moved by how much another draws. */
const STREAMS = {
  weights: 1,
  shuffle: 2,
  dropout: 3,
  folds: 4,
  sample: 5,
  trees: 6,
  features: 7,
  bootstrap: 8,
  explain: 9,
  noise: 10,
  clusters: 11,
  pool: 12,
  compile: 13,
} as const;

const MOST_STREAMS = 256;

/** sfc32 (Chris Doty-Humphrey's Small Fast Counting generator), seeded by `seed`, the stream's name and its part, such as an epoch. */
export function randomFrom(seed: number, stream: keyof typeof STREAMS, part = 0): Random {
  const random = continueRandom([seed | 0, Math.floor(seed / 2 ** 32) | 0, (STREAMS[stream] + MOST_STREAMS * part) | 0, 1]);
  for (let i = 0; i < 20; i += 1) random.next(); // until the seed's bits are mixed in
  return random;
}

/** Goes on from where another one stood. */
export function continueRandom(state: RandomState): Random {
  let [a, b, c, counter] = state;
  const next32 = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  const next = () => next32() / 2 ** 32;
  return { next, below: (limit) => Math.floor(next() * limit), state: () => [a, b, c, counter] };
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
