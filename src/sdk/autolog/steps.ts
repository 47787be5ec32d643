import type { Optimizer, Scalar } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { noticeAsked, whileAsking } from "./asked.ts";
import { isBusy, occupy } from "./busy.ts";
import { whileMinimizing } from "./gradients.ts";
import type { LayersModule } from "./watch.ts";

/** A loop that the script writes itself: all steps of one model by `trainOnBatch`, or of one optimizer by `minimize` or `applyGradients`. */
export interface Loop {
  optimizer: Optimizer;
  /** The model that learns; of an optimizer null, where a function of the script's own computes the loss. */
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

const watched = new WeakSet<object>();

/** Tells `observer` of every `trainOnBatch` of this copy of tfjs-layers, which gives the script what it always gave. */
export function watchBatches(layers: LayersModule, observer: StepObserver): void {
  for (const { prototype } of [layers.Sequential, layers.LayersModel]) {
    const original = prototype.trainOnBatch as (this: LayersModel, ...given: unknown[]) => Promise<number | number[]>;
    prototype.trainOnBatch = async function (this: LayersModel, ...given: unknown[]) {
      const inner = (this as { model?: LayersModel }).model ?? this;
      if (isBusy(inner.optimizer)) return original.apply(this, given);
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
    noticeAsked(prototype);
  }
}

/** Tells `observer` of every `minimize` of the optimizers of this copy of tfjs-core. */
export function watchMinimize({ Optimizer: { prototype } }: CoreModule, observer: StepObserver): void {
  if (watched.has(prototype)) return;
  watched.add(prototype);
  const original = prototype.minimize;
  prototype.minimize = function (this: Optimizer, f, returnCost = false, variables) {
    if (isBusy(this)) return whileMinimizing(() => original.call(this, f, returnCost, variables));
    const release = occupy(this);
    try {
      const { result, model } = whileAsking(() => whileMinimizing(() => original.call(this, f, true, variables)));
      const cost = result as Scalar;
      const loss = cost.dataSync()[0] as number;
      observer.step({ optimizer: this, model, of: this }, { loss });
      if (returnCost) return cost;
      cost.dispose();
      return null;
    } finally {
      release();
    }
  };
}

/** True if `exports` is tfjs-core, or a bundle that contains it. */
export const isCoreModule = (exports: unknown): exports is CoreModule =>
  typeof exports === "object" &&
  exports !== null &&
  "Optimizer" in exports &&
  typeof (exports as { Optimizer: { prototype?: { minimize?: unknown } } }).Optimizer?.prototype?.minimize === "function";
