import { formatShare, plural } from "../shared/format.ts";
import type { Evaluation } from "./evaluation.ts";

/** What a reader of the intervals must know: how they came about, and what they cannot show where no row was wrong. */
export function intervalNote({ metrics, resamples = 0, rows }: Pick<Evaluation, "metrics" | "resamples" | "rows">): string {
  if (resamples === 0) return "";
  const drawn = `Intervals hold 95 % of ${plural(resamples, "resample")} of these rows.`;
  if (metrics.accuracy !== 1 || rows === 0) return drawn;
  return `${drawn} No row is wrong, so they have no width: among ${plural(rows, "row")}, up to ${formatShare(Math.min(rows, 3), rows)} of errors would likely not show.`;
}
