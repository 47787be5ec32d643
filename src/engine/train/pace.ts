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
