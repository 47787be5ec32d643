import type { SplitFact } from "../../../../protocol/split.ts";
import { hasClasses } from "../../../../protocol/task.ts";
import { plural } from "../../../../shared/format.ts";
import type { Check } from "./context.ts";

const FEW = 100;
const TOO_FEW = 30;

/**
 * Validation or test of so few rows that a figure measured on them is mostly chance. The margin is that of the normal
 * approximation of a share at its widest, 1.96 * 0.5 / sqrt(n).
 */
export const splitsTooSmall: Check = async ({ splits, experiment }) =>
  (["validation", "test"] as const).flatMap((split): SplitFact[] => {
    const rows = splits[split];
    if (rows >= FEW) return [];
    const margin = Math.round((98 / Math.sqrt(rows)) * 10) / 10;
    const sure = hasClasses(experiment.task)
      ? `an accuracy of them is sure to within ${margin} points of a hundred at best`
      : "a score on them depends much on which they are";
    return [
      {
        kind: "SPLIT_TOO_SMALL",
        severity: rows < TOO_FEW ? "warning" : "info",
        message: `The ${split} split has ${plural(rows, "row")}: ${sure}.`,
        remedy: `Add rows, or make split.${split} larger.`,
        columns: [],
        rows,
        examples: [],
      },
    ];
  });
