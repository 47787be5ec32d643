const REST_EVERY_MS = 20;

/**
 * Makes room for the event loop, so that a busy training hears that it is to stop. The function returned is awaited
 * between pieces of work; now and then it lets others run first, and says so.
 */
export function pacer(): () => Promise<boolean> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < REST_EVERY_MS) return false;
    await new Promise((resolve) => setImmediate(resolve));
    last = performance.now();
    return true;
  };
}

/** A native call lets nobody else run: whoever stops a training waits for one. */
const CALL_MS = 60;
const GROWS_BY = 8;

/** How many pieces of work go into one call, by how long those before it took. */
export function callLength(): { next(): number; took(count: number): void } {
  let pieces = 1;
  let begun = performance.now();
  return {
    next() {
      begun = performance.now();
      return pieces;
    },
    took(count) {
      const fit = Math.floor((CALL_MS * count) / Math.max(performance.now() - begun, 0.001));
      // what is left of an epoch says little
      if (count >= pieces || fit < pieces) pieces = Math.max(1, Math.min(fit, count * GROWS_BY));
    },
  };
}
