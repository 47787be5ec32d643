import type { Experiment } from "../../protocol/experiment.ts";
import { factsOf } from "../../shared/errors.ts";
import { parseGate } from "../gate/parse.ts";
import type { Sense } from "./sense.ts";

/** What is wrong with the gates, as far as the file alone can tell. */
export function checkGates({ gates, task, crossValidation }: Experiment): Sense[] {
  return gates.flatMap((written, i): Sense[] => {
    const path = ["gates", i];
    try {
      const gate = parseGate(written, task);
      if (gate.kind !== "limit" || gate.of !== "mean" || crossValidation) return [];
      return [
        {
          severity: "warning",
          code: "experiment-gate-needs-folds",
          message: `The gate "${gate.text}" goes by the mean of the folds, and there are none.`,
          remedy: 'Add "crossValidation": {}, or train with --folds 5.',
          path,
        },
      ];
    } catch (error) {
      const { code, message, remedy, place } = factsOf(error);
      return [{ severity: "error", code, message, remedy, path, within: place?.column ?? 0 }];
    }
  });
}
