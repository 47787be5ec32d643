import type { LayersModel, registerCallbackConstructor, Sequential } from "@tensorflow/tfjs-layers";
import { occupy } from "./busy.ts";
import { epochCallback } from "./callback.ts";
import type { Fit, FitArgs, FitObserver } from "./fit.ts";
import { isGradientModule, watchApplied } from "./gradients.ts";
import { isCoreModule, type StepObserver, watchBatches, watchMinimize } from "./steps.ts";

/** What is needed of a copy of tfjs-layers, whichever version. */
export interface LayersModule {
  LayersModel: { prototype: LayersModel };
  Sequential: { prototype: Sequential };
  registerCallbackConstructor: typeof registerCallbackConstructor;
}

type Method = (this: LayersModel, ...given: unknown[]) => Promise<unknown>;

const watched = new WeakSet<object>();

/** Tells `observer` of all training by a copy of TensorFlow.js, or of a part of it; other modules are left alone. */
export function watchTraining(exports: unknown, observer: FitObserver & StepObserver): void {
  if (isLayersModule(exports)) watchFits(exports, observer);
  if (isCoreModule(exports)) watchMinimize(exports, observer);
  if (isGradientModule(exports)) watchApplied(exports, observer);
}

/**
 * Tells `observer` of every `fit` and `fitDataset` of this copy of tfjs-layers. The script's arguments, callbacks and
 * results stay as they are: epochs are heard through a callback that TensorFlow.js itself adds to every fit.
 */
function watchFits(layers: LayersModule, observer: FitObserver & StepObserver): void {
  if (watched.has(layers.LayersModel)) return;
  watched.add(layers.LayersModel);
  const running = new Map<LayersModel, Fit>();
  layers.registerCallbackConstructor(0, epochCallback(running, observer) as never);
  for (const { prototype } of [layers.LayersModel, layers.Sequential]) {
    wrap(prototype as never, "fit", 2);
    wrap(prototype as never, "fitDataset", 1);
  }
  watchBatches(layers, observer);

  function wrap(prototype: Record<string, Method>, name: string, argsAt: number): void {
    const original = prototype[name] as Method;
    prototype[name] = async function (...given) {
      const inner = (this as { model?: LayersModel }).model ?? this;
      if (running.has(inner)) return original.apply(this, given);
      const fit: Fit = { model: this, inner, args: (given[argsAt] ?? {}) as FitArgs };
      running.set(inner, fit);
      const release = occupy(inner.optimizer);
      try {
        const history = await original.apply(this, given);
        await observer.end(fit);
        return history;
      } finally {
        release();
        running.delete(inner);
      }
    };
  }
}

/** True if `exports` is tfjs-layers, or a bundle that contains it. */
const isLayersModule = (exports: unknown): exports is LayersModule =>
  typeof exports === "object" && exports !== null && "LayersModel" in exports && "registerCallbackConstructor" in exports;
