/**
 * What a part of the tests came to. `unsteady` are failures that did not happen again.
 * @typedef {{ title: string, message: string }} Failure
 * @typedef {{ passed: number, failed: number, skipped: string[], failures: Failure[], unsteady: Failure[] }} Counts
 */

export const passedOnce = () => ({ passed: 1, failed: 0, skipped: [], failures: [], unsteady: [] });
export const skippedBecause = (reason) => ({ passed: 0, failed: 0, skipped: [reason], failures: [], unsteady: [] });
export const failedBecause = (title, message) => ({ passed: 0, failed: 1, skipped: [], failures: [{ title, message }], unsteady: [] });

/** `12 passed, 0 failed, 1 skipped` */
export function sentence({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ""}`;
}
