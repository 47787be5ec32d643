import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { LayersModule } from "../../sdk/autolog/watch.ts";
import type { TF } from "../compile/binding.ts";
import { type CompiledModel, compileModel, type ModelOptions } from "../compile/model.ts";
import type { CompiledParts } from "./compiled-parts.ts";

export type WholeModule = TF & LayersModule;

/** What training, evaluating and predicting come to. */
const USED = ["makeTrainFunction", "makeTestFunction", "predictLoop"] as const;
type Used = (typeof USED)[number];
type Method = (this: LayersModel, ...given: unknown[]) => unknown;

/**
 * Compiles the training and the predictions of each model of this copy of TensorFlow.js for which `mayCompile` says yes when it is asked for the
 * first time; null: it cannot be told yet.
 */
export function watchModels(
  tf: WholeModule,
  parts: CompiledParts,
  options: ModelOptions,
  mayCompile: (model: LayersModel) => boolean | null,
): void {
  const known = new WeakMap<LayersModel, CompiledModel | null>();
  const methods = tf.LayersModel.prototype as unknown as Record<Used | "compile" | "dispose", Method>;
  const { compile, dispose } = methods;
  const use = (model: LayersModel) => {
    if (known.has(model)) return;
    const may = mayCompile(model);
    if (may === null) return;
    known.set(model, null);
    if (!may) return;
    const { optimizer } = model;
    const compiled = compileModel(tf, model, { ...options, onRefused: ({ message }) => parts.refuse("model", optimizer, message) });
    known.set(model, compiled);
    parts.keep(compiled, optimizer);
  };
  for (const name of USED) {
    const original = methods[name];
    methods[name] = function (...given) {
      const own = Object.hasOwn(this, name);
      if (!own) use(this);
      const now = (this as unknown as typeof methods)[name];
      return (own || now === methods[name] ? original : now).apply(this, given);
    };
  }
  const letGo = (model: LayersModel) => {
    const compiled = known.get(model);
    if (compiled) parts.letGo(compiled);
    known.delete(model);
  };
  // With another loss it has to be asked anew.
  methods.compile = function (...given) {
    letGo(this);
    return compile.apply(this, given);
  };
  methods.dispose = function (...given) {
    letGo((this as { model?: LayersModel }).model ?? this);
    return dispose.apply(this, given);
  };
}
