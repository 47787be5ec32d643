import type { Optimizer } from "@tensorflow/tfjs-core";
import type { TF } from "../binding.ts";
import type { StepTimes } from "../model.ts";
import type { CompileRefused } from "../refused.ts";
import { override } from "./internals.ts";
import { Loops } from "./loops.ts";
import { type MinimizeOptions, OptimizerSteps } from "./optimizer-steps.ts";

/** An optimizer whose steps are compiled until this is disposed of. */
export interface CompiledMinimize {
  /** Why steps are eager now, if they are for good. */
  readonly refused: CompileRefused | null;
  /** Steps made so far. */
  readonly steps: StepTimes;
  /** The optimizer is as it was: its steps are eager again, and native memory is let go of. */
  dispose(): void;
}

/**
 * Makes `optimizer.minimize(f, returnCost, variables)` run as one graph, gradients and the change of all variables included; and `applyGradients`, with the
 * computation of the gradients that it is given and whatever JavaScript does to them. `f` is called in each step
 * as ever, so that whatever JavaScript does there happens, but its operations are only looked at: a step that does what an earlier one did
 * runs as that one's graph, on whatever tensors it takes now; any other is made eagerly.
 */
export function compileMinimize(tf: TF, optimizer: Optimizer, options: MinimizeOptions = {}): CompiledMinimize {
  const { minimize, applyGradients } = optimizer;
  const steps = new OptimizerSteps(tf, optimizer, minimize.bind(optimizer), options);
  const loops = Loops.of(tf);
  loops.install();
  const undo = override(optimizer, {
    minimize: (f, returnCost = false, variables) => loops.aside(() => steps.minimize(f, returnCost, variables)),
    applyGradients: (gradients) => loops.apply(steps, gradients, () => applyGradients.call(optimizer, gradients)),
  });
  return {
    get refused() {
      return steps.refused;
    },
    get steps() {
      return steps.steps;
    },
    dispose() {
      undo();
      loops.aside(() => steps.dispose());
    },
  };
}
