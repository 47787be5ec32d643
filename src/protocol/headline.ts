import { formatScore } from "../shared/format.ts";
import type { Headline } from "./run.ts";

/** `val_acc 0.973`; of folds `cv_acc 0.973 ± 0.012`, mean and deviation. */
export const headlineText = ({ metric, value, std }: Headline): string =>
  `${metric} ${formatScore(value)}${std === undefined ? "" : ` ± ${formatScore(std)}`}`;
