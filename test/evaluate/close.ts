import assert from "node:assert/strict";

/** Equal to 1e-9 of the expected value; what should be 0 to 1e-12. */
export function assertClose(actual: number | undefined, expected: number, what: string, tolerance = 1e-9): void {
  const error = Math.abs((actual ?? Number.NaN) - expected);
  assert.ok(error <= Math.max(tolerance / 1000, tolerance * Math.abs(expected)), `${what}: ${actual} instead of ${expected}`);
}

/** The same keys, and values close to each other. */
export function assertFigures(actual: Record<string, number>, expected: Record<string, number>, what: string, tolerance = 1e-9): void {
  assert.deepEqual(Object.keys(actual).sort(), Object.keys(expected).sort(), what);
  for (const [key, value] of Object.entries(expected)) assertClose(actual[key], value, `${what}: ${key}`, tolerance);
}
