import type { Optimizer } from "@tensorflow/tfjs-core";
import { type MinimizeOptions, Minimizer } from "../compile/replay/minimizer.ts";
import type { WholeModule } from "./compile-models.ts";
import type { CompiledParts } from "./compiled-parts.ts";

/**
 * Compiles `minimize` of each optimizer of this copy of TensorFlow.js for which `mayCompile` says yes when it is asked for the first time; null: it
 * cannot be told yet. That is how loops written by hand train, and models whose steps are not compiled as a whole.
 */
export function watchLoops(
  tf: WholeModule,
  parts: CompiledParts,
  options: MinimizeOptions,
  mayCompile: (optimizer: Optimizer) => boolean | null,
): void {
  const known = new WeakMap<Optimizer, Minimizer | null>();
  const { prototype } = (tf as unknown as { Optimizer: { prototype: Optimizer } }).Optimizer;
  const eager = prototype.minimize;
  const minimizerOf = (optimizer: Optimizer): Minimizer | null => {
    const found = known.get(optimizer);
    if (found !== undefined) return found;
    const may = mayCompile(optimizer);
    if (may === null) return null;
    const minimizer = may
      ? new Minimizer(tf, optimizer, eager.bind(optimizer), {
          ...options,
          onRefused: ({ message }) => parts.refuse("loop", optimizer, message),
          onCompiled: () => parts.looped(optimizer),
          isPaused: () => parts.isWhole(optimizer),
        })
      : null;
    known.set(optimizer, minimizer);
    if (minimizer) parts.keep(minimizer);
    return minimizer;
  };
  prototype.minimize = function (this: Optimizer, f, returnCost = false, variables) {
    const minimizer = minimizerOf(this);
    return minimizer ? minimizer.minimize(f, returnCost, variables) : eager.call(this, f, returnCost, variables);
  };
}
