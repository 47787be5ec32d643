import type { Optimizer, Scalar } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { LayersModule } from "./watch.ts";

/** A loop that the script writes itself: all steps of one model by `trainOnBatch`, or of one optimizer by `minimize`. */
export interface Loop {
  optimizer: Optimizer;
  /** The model that learns; of `minimize` null, where a function of the script's own computes the loss. */
  model: LayersModel | null;
  /** What it is the same loop by. */
  of: object;
}

/** Is told of every step of such loops. */
export interface StepObserver {
  /** `values` under TensorFlow.js's names: `loss`, and what the model was compiled to measure. */
  step(loop: Loop, values: Record<string, number>): void;
}

/** What is needed of a copy of tfjs-core, whichever version. */
interface CoreModule {
  Optimizer: { prototype: Optimizer };
}

/** Optimizers whose steps are heard otherwise: those of a `fit` or a `trainOnBatch` that is under way. */
const busy = new Set<unknown>();
const watched = new WeakSet<object>();
/** The models that the loss of the step under way has asked. */
let asked: LayersModel[] | null = null;

/** Steps of this optimizer belong to a call that is watched itself, until the function returned is called. */
export function occupy(optimizer: unknown): () => void {
  const first = !busy.has(optimizer);
  if (first) busy.add(optimizer);
  return () => void (first && busy.delete(optimizer));
}

/** Tells `observer` of every `trainOnBatch` of this copy of tfjs-layers, which gives the script what it always gave. */
export function watchBatches(layers: LayersModule, observer: StepObserver): void {
  for (const { prototype } of [layers.Sequential, layers.LayersModel]) {
    const original = prototype.trainOnBatch as (this: LayersModel, ...given: unknown[]) => Promise<number | number[]>;
    prototype.trainOnBatch = async function (this: LayersModel, ...given: unknown[]) {
      const inner = (this as { model?: LayersModel }).model ?? this;
      if (busy.has(inner.optimizer)) return original.apply(this, given);
      const release = occupy(inner.optimizer);
      try {
        const result = await original.apply(this, given);
        const values = Array.isArray(result) ? result : [result];
        const named = inner.metricsNames.flatMap((name, i) => (typeof values[i] === "number" ? [[name, values[i]] as const] : []));
        observer.step({ optimizer: inner.optimizer, model: this, of: this }, Object.fromEntries(named));
        return result;
      } finally {
        release();
      }
    } as never;
    for (const name of ["apply", "predict", "predictOnBatch"] as const) notice(prototype, name);
  }
}

/** Tells `observer` of every `minimize` of the optimizers of this copy of tfjs-core. */
export function watchMinimize({ Optimizer: { prototype } }: CoreModule, observer: StepObserver): void {
  if (watched.has(prototype)) return;
  watched.add(prototype);
  const original = prototype.minimize;
  prototype.minimize = function (this: Optimizer, f, returnCost = false, variables) {
    if (busy.has(this)) return original.call(this, f, returnCost, variables);
    const before = asked;
    asked = [];
    try {
      const cost = original.call(this, f, true, variables) as Scalar;
      const loss = cost.dataSync()[0] as number;
      observer.step({ optimizer: this, model: asked[0] ?? null, of: this }, { loss });
      if (returnCost) return cost;
      cost.dispose();
      return null;
    } finally {
      asked = before;
    }
  };
}

/** True if `exports` is tfjs-core, or a bundle that contains it. */
export const isCoreModule = (exports: unknown): exports is CoreModule =>
  typeof exports === "object" &&
  exports !== null &&
  "Optimizer" in exports &&
  typeof (exports as { Optimizer: { prototype?: { minimize?: unknown } } }).Optimizer?.prototype?.minimize === "function";

/** Remembers which model a loss asks. */
function notice(prototype: object, name: string): void {
  const original = (prototype as Record<string, (...given: unknown[]) => unknown>)[name] as (...given: unknown[]) => unknown;
  Object.defineProperty(prototype, name, {
    configurable: true,
    writable: true,
    value: function (this: LayersModel, ...given: unknown[]) {
      if (asked?.length === 0) asked.push(this);
      return original.apply(this, given);
    },
  });
}
