import type { dropDuplicates } from "../steps/drop-duplicates.ts";
import type { dropOutliers } from "../steps/drop-outliers.ts";
import type { Emitter } from "./emitter.ts";

/** For steps that leave out training rows, and none of those that come later. */
export const emitTrainingOnly: Emitter<typeof dropDuplicates> & Emitter<typeof dropOutliers> = (_part, code) =>
  code.line("// Left out training rows only: later rows all stay.");
