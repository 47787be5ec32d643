/** Milliseconds: a native call lets nobody else run, and whoever stops a training waits for one. */
const CALL_MS = 60;
const GROWS_BY = 8;

/** How many steps go into one call, by how long those before it took. `most`: milliseconds, if they are to be fewer than usual. */
export function callLength(most = CALL_MS): { next(): number; took(count: number): void } {
  let steps = 1;
  let begun = performance.now();
  return {
    next() {
      begun = performance.now();
      return steps;
    },
    took(count) {
      const fit = Math.floor((Math.min(most, CALL_MS) * count) / Math.max(performance.now() - begun, 0.001));
      // what is left of an epoch says little
      if (count >= steps || fit < steps) steps = Math.max(1, Math.min(fit, count * GROWS_BY));
    },
  };
}
