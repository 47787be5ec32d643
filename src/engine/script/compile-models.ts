import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { LayersModule } from "../../sdk/autolog/watch.ts";
import type { TF } from "../compile/binding.ts";
import { type CompiledModel, compileModel, type ModelOptions } from "../compile/model.ts";
import type { CompiledParts } from "./compiled-parts.ts";

export type WholeModule = TF & LayersModule;

/**
 * Compiles the training of each model of this copy of TensorFlow.js for which `mayCompile` says yes when it is asked for the first time; null: it
 * cannot be told yet.
 */
export function watchModels(
  tf: WholeModule,
  parts: CompiledParts,
  options: ModelOptions,
  mayCompile: (model: LayersModel) => boolean | null,
): void {
  const known = new WeakMap<LayersModel, CompiledModel | null>();
  const methods = tf.LayersModel.prototype as unknown as Record<"makeTrainFunction" | "dispose", (this: LayersModel) => unknown>;
  const { makeTrainFunction, dispose } = methods;
  const train = (model: LayersModel) => {
    if (known.has(model)) return;
    const may = mayCompile(model);
    if (may === null) return;
    known.set(model, null);
    if (!may) return;
    const { optimizer } = model;
    const compiled = compileModel(tf, model, { ...options, onRefused: ({ message }) => parts.refuse("model", optimizer, message) });
    known.set(model, compiled);
    parts.keep(compiled);
  };
  methods.makeTrainFunction = function () {
    const own = Object.hasOwn(this, "makeTrainFunction");
    if (!own) train(this);
    const now = (this as unknown as typeof methods).makeTrainFunction;
    return own || now === methods.makeTrainFunction ? makeTrainFunction.call(this) : now.call(this);
  };
  methods.dispose = function () {
    const compiled = known.get((this as { model?: LayersModel }).model ?? this);
    if (compiled) parts.letGo(compiled);
    return dispose.call(this);
  };
}
