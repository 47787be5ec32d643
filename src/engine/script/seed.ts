/**
 * Makes `Math.random` repeatable: TensorFlow.js draws the seeds of its initialisers, shuffles and dropouts from it.
 * The generator is mulberry32 (Tommy Ettinger, 2017).
 */
export function seedRandom(seed: number): void {
  let state = seed >>> 0;
  Math.random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** The same while `work` lasts. */
export async function seededRandom<T>(seed: number, work: () => Promise<T>): Promise<T> {
  const before = Math.random;
  seedRandom(seed);
  try {
    return await work();
  } finally {
    Math.random = before;
  }
}
