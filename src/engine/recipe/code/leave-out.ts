import type { RecipeStep } from "../../../protocol/experiment.ts";
import type { Dropped } from "../dropping.ts";
import type { Step } from "../step.ts";
import type { Emitter } from "./emitter.ts";

/** For steps that only leave columns out. */
export const emitLeaveOut: Emitter<Step<RecipeStep, Dropped>> = ({ state: { dropped } }, code) => {
  for (const column of dropped.flatMap((name) => code.find(name) ?? [])) code.remove(column);
  code.line(`// Leaves out ${dropped.length === 0 ? "nothing" : dropped.map((name) => JSON.stringify(name)).join(", ")}.`);
};
