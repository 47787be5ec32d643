import type { NamedTensorMap, Optimizer, Tensor } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { whileAsking } from "./asked.ts";
import { isBusy, occupy } from "./busy.ts";
import { type LateNumber, lateNumber } from "./late-number.ts";
import type { StepObserver } from "./steps.ts";

type Gradients = NamedTensorMap | { name: string; tensor: Tensor | null }[];

interface GradientEngine {
  gradients(f: () => Tensor, variables: Tensor[], dy?: Tensor, allowNone?: boolean): { value: Tensor; grads: Tensor[] };
  state: { gradientDepth: number };
}

/** Gradients that were computed and that no optimizer has taken yet. */
interface Pass {
  loss: LateNumber;
  model: LayersModel | null;
  variables: Set<string>;
  gradients: WeakSet<Tensor>;
}

/** What is needed of a copy of tfjs-core. */
interface GradientModule {
  engine(): GradientEngine;
}

const watchedEngines = new WeakSet<object>();
const watchedClasses = new WeakSet<object>();
/** More are hardly the gradients of one step. */
const MOST_PASSES = 256;
let passes: Pass[] = [];
let minimizing = 0;

/** Gradients that are computed meanwhile are no step's of their own. */
export function whileMinimizing<T>(work: () => T): T {
  minimizing += 1;
  try {
    return work();
  } finally {
    minimizing -= 1;
  }
}

/**
 * Tells `observer` of steps of loops that compute gradients (`variableGrads`, `computeGradients`) and apply them themselves. The loss is that of
 * the gradients since the step before, its mean where there are several.
 */
export function watchApplied(core: GradientModule, observer: StepObserver): void {
  const engine = core.engine();
  if (!watchedEngines.has(engine)) {
    watchedEngines.add(engine);
    watchGradients(engine);
  }
  for (const exported of Object.values(core)) {
    const prototype = typeof exported === "function" ? (exported as { prototype?: Optimizer }).prototype : undefined;
    if (prototype && Object.hasOwn(prototype, "applyGradients") && !watchedClasses.has(prototype)) {
      watchedClasses.add(prototype);
      watchApply(prototype, observer);
    }
  }
}

/** True if `exports` is tfjs-core, or a bundle that contains it. */
export const isGradientModule = (exports: unknown): exports is GradientModule =>
  typeof exports === "object" && exports !== null && "engine" in exports && "SGDOptimizer" in exports;

function watchGradients(engine: GradientEngine): void {
  const { gradients } = engine;
  engine.gradients = (f, variables, dy, allowNone) => {
    if (minimizing > 0 || engine.state.gradientDepth > 0) return gradients.call(engine, f, variables, dy, allowNone);
    const { result, model } = whileAsking(() => gradients.call(engine, f, variables, dy, allowNone));
    const names = variables.flatMap((one) => ("trainable" in one ? [(one as unknown as { name: string }).name] : []));
    passes.at(-1)?.loss.read();
    if (names.length > 0 && result.value.size === 1)
      passes.push({
        loss: lateNumber(result.value),
        model,
        variables: new Set(names),
        gradients: new WeakSet(result.grads.filter((one) => one)),
      });
    if (passes.length > MOST_PASSES) passes.shift();
    return result;
  };
}

function watchApply(prototype: Optimizer, observer: StepObserver): void {
  const { applyGradients } = prototype;
  prototype.applyGradients = function (this: Optimizer, gradients) {
    if (isBusy(this)) return applyGradients.call(this, gradients);
    const release = occupy(this);
    try {
      applyGradients.call(this, gradients);
    } finally {
      release();
    }
    const taken = take(gradients as Gradients);
    if (taken.length === 0) return;
    const loss = taken.reduce((sum, one) => sum + one.loss.read(), 0) / taken.length;
    observer.step({ optimizer: this, model: taken.find(({ model }) => model)?.model ?? null, of: this }, { loss });
  };
}

/** The passes that these gradients are of; where they were changed on the way, those since the last step that are of the same variables. */
function take(gradients: Gradients): Pass[] {
  const named = Array.isArray(gradients) ? gradients : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }));
  const since = passes.filter(({ variables }) => named.some(({ name }) => variables.has(name)));
  passes = passes.filter((one) => !since.includes(one));
  const themselves = since.filter((pass) => named.some(({ tensor }) => tensor && pass.gradients.has(tensor)));
  const taken = themselves.length > 0 ? themselves : since;
  for (const { loss } of since.filter((one) => !taken.includes(one))) loss.drop();
  return taken;
}
