import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { CompileChoice } from "../../protocol/compile.ts";
import type { LayersModule } from "../../sdk/autolog/watch.ts";
import type { TF } from "../compile/binding.ts";
import { gainNote, refusedNote } from "../compile/gain.ts";
import { type CompiledModel, compileModel } from "../compile/model.ts";
import { ownCode } from "./own-code.ts";

/** Compiles the training steps of a script's models, where that changes nothing but how long they take. */
export interface ScriptCompiler {
  /** Of this copy of TensorFlow.js; other modules are left alone. */
  watch(exports: unknown): void;
  /** What a reader of the run should know. */
  notes(): string[];
}

type Module = TF & LayersModule;

/** Fewer steps take less time than making a graph. */
const WORTH_COMPILING = 100;
/** Native memory is kept for so many models; those before train on as ever. */
const MOST_MODELS = 16;

export function scriptCompiler(choice: CompileChoice): ScriptCompiler {
  const patched = new WeakSet<object>();
  const known = new WeakMap<LayersModel, CompiledModel | null>();
  const kept: CompiledModel[] = [];
  let gain: string | null = null;
  const reasons = new Set<string>();
  const letGo = (compiled: CompiledModel) => {
    gain ??= gainNote(compiled.steps);
    compiled.dispose();
    const at = kept.indexOf(compiled);
    if (at >= 0) kept.splice(at, 1);
  };
  return {
    watch(exports) {
      if (choice === "off" || !isWhole(exports) || patched.has(exports.LayersModel)) return;
      patched.add(exports.LayersModel);
      const own = ownCode(exports);
      patch(exports, {
        train(model) {
          if (known.has(model)) return;
          if (exports.getBackend() !== NATIVE) {
            if (choice === "on") reasons.add(`The backend ${exports.getBackend()} runs no graphs.`);
            return;
          }
          const custom = choice === "auto" ? own(model) : null;
          known.set(model, null);
          if (custom) {
            reasons.add(`${custom}: --compile on compiles it all the same.`);
            return;
          }
          const compiled = compileModel(exports, model, {
            after: choice === "auto" ? WORTH_COMPILING : 0,
            onRefused: ({ message }) => reasons.add(message),
          });
          known.set(model, compiled);
          kept.push(compiled);
          if (kept.length > MOST_MODELS) letGo(kept[0] as CompiledModel);
        },
        dispose(model) {
          const compiled = known.get(model);
          if (compiled) letGo(compiled);
        },
      });
    },
    notes() {
      for (const compiled of kept) gain ??= gainNote(compiled.steps);
      return [...(gain === null ? [] : [gain]), ...[...reasons].map(refusedNote)];
    },
  };
}

const NATIVE = "tensorflow";

/** Calls `train` before a model makes its steps, and `dispose` before it is disposed of. */
function patch({ LayersModel: { prototype } }: Module, told: { train(model: LayersModel): void; dispose(model: LayersModel): void }): void {
  const methods = prototype as unknown as Record<"makeTrainFunction" | "dispose", (this: LayersModel) => unknown>;
  const { makeTrainFunction, dispose } = methods;
  methods.makeTrainFunction = function () {
    const own = Object.hasOwn(this, "makeTrainFunction");
    if (!own) told.train(this);
    const now = (this as unknown as typeof methods).makeTrainFunction;
    return own || now === methods.makeTrainFunction ? makeTrainFunction.call(this) : now.call(this);
  };
  methods.dispose = function () {
    told.dispose((this as { model?: LayersModel }).model ?? this);
    return dispose.call(this);
  };
}

/** True for a bundle of all of TensorFlow.js: its parts alone cannot be compiled. */
const isWhole = (exports: unknown): exports is Module =>
  typeof exports === "object" &&
  exports !== null &&
  ["LayersModel", "Sequential", "engine", "serialization"].every((name) => name in exports);
