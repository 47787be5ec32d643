import type { Optimizer } from "@tensorflow/tfjs-core";
import { Loops } from "../compile/replay/loops.ts";
import { type MinimizeOptions, OptimizerSteps } from "../compile/replay/optimizer-steps.ts";
import type { WholeModule } from "./compile-models.ts";
import type { CompiledParts } from "./compiled-parts.ts";

/**
 * Compiles the steps of each optimizer of this copy of TensorFlow.js for which `mayCompile` says yes when it is asked for the first time; null: it
 * cannot be told yet. That is how loops written by hand train, and models whose steps are not compiled as a whole.
 */
export function watchLoops(
  tf: WholeModule,
  parts: CompiledParts,
  options: MinimizeOptions,
  mayCompile: (optimizer: Optimizer) => boolean | null,
): void {
  const known = new WeakMap<Optimizer, OptimizerSteps | null>();
  const loops = Loops.of(tf);
  const { prototype } = (tf as unknown as { Optimizer: { prototype: Optimizer } }).Optimizer;
  const eager = prototype.minimize;
  const stepsOf = (optimizer: Optimizer): OptimizerSteps | null => {
    const found = known.get(optimizer);
    if (found !== undefined) return found;
    const may = mayCompile(optimizer);
    if (may === null) return null;
    const steps = may
      ? new OptimizerSteps(tf, optimizer, eager.bind(optimizer), {
          ...options,
          onRefused: ({ message }) => parts.refuse("loop", optimizer, message),
          onCompiled: () => parts.looped(optimizer),
          isPaused: () => parts.isWhole(optimizer),
        })
      : null;
    known.set(optimizer, steps);
    if (steps) parts.keep(steps);
    return steps;
  };
  prototype.minimize = function (this: Optimizer, f, returnCost = false, variables) {
    const steps = stepsOf(this);
    return loops.aside(() => (steps ? steps.minimize(f, returnCost, variables) : eager.call(this, f, returnCost, variables)));
  };
  loops.install();
  for (const applying of optimizerClasses(tf)) {
    const { applyGradients } = applying;
    applying.applyGradients = function (this: Optimizer, gradients) {
      const steps = stepsOf(this);
      const apply = () => applyGradients.call(this, gradients);
      return steps ? loops.apply(steps, gradients, apply) : loops.aside(apply);
    };
  }
}

/** Each applies gradients in its own way. */
const optimizerClasses = (tf: object): Optimizer[] =>
  Object.values(tf).flatMap((exported) => {
    const prototype = typeof exported === "function" ? (exported as { prototype?: Optimizer }).prototype : undefined;
    return prototype && Object.hasOwn(prototype, "applyGradients") ? [prototype] : [];
  });
