/** How long a run took, in ms; null while it lasts, and of an interrupted one that left no sign of when it ended. */
export function durationOf({ status, startTime, endTime }: { status: string; startTime: number; endTime: number | null }): number | null {
  if (endTime === null) return null;
  const took = endTime - startTime;
  return status === "INTERRUPTED" && took < SIGN_MS ? null : took;
}

/** Its end is then its last metric, or when the file for them was made: at once. */
const SIGN_MS = 1000;
