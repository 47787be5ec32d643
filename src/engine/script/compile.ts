import type { CompileChoice } from "../../protocol/compile.ts";
import type { TF } from "../compile/binding.ts";
import { watchLoops } from "./compile-loops.ts";
import { type WholeModule, watchModels } from "./compile-models.ts";
import { CompiledParts } from "./compiled-parts.ts";
import { ownCode } from "./own-code.ts";

/** Compiles the training steps of a script's models and loops, where that changes nothing but how long they take. */
export interface ScriptCompiler {
  /** Of this copy of TensorFlow.js; other modules are left alone. To be called before anything else stands before its methods. */
  watch(exports: unknown): void;
  /** What a reader of the run should know. */
  notes(): string[];
}

/** Fewer steps of a loop, of which nobody knows how many there will be, take less time than making a graph. */
const WORTH_COMPILING = 100;

/** Eager steps by which a run can say what compiling gained: the first ones are slow. */
const MEASURED = 10;

export function scriptCompiler(choice: CompileChoice): ScriptCompiler {
  const patched = new WeakSet<object>();
  const parts = new CompiledParts();
  const [models, loops] = choice === "auto" ? (["worth", WORTH_COMPILING] as const) : ([0, 0] as const);
  /** False: there is no native TensorFlow, for now. */
  const isNative = (tf: TF): boolean => {
    if (tf.getBackend() === NATIVE) return true;
    if (choice === "on") parts.refuse("model", null, `The backend ${tf.getBackend()} runs no graphs.`);
    return false;
  };
  return {
    watch(exports) {
      if (choice === "off" || !isWhole(exports) || patched.has(exports.LayersModel)) return;
      patched.add(exports.LayersModel);
      const own = ownCode(exports);
      watchModels(exports, parts, { after: models, measured: MEASURED }, (model) => {
        if (!isNative(exports)) return null;
        // Code of the script's own may do anything in a step: then its steps are followed one by one.
        return choice === "on" || !own.isInModel(model);
      });
      watchLoops(exports, parts, { after: loops }, (optimizer) => {
        if (!isNative(exports)) return null;
        if (choice === "on" || !own.isOptimizer(optimizer)) return true;
        parts.refuse("loop", optimizer, "The optimizer is of a class of the script's own: --compile on compiles it all the same.");
        return false;
      });
    },
    notes: () => parts.notes(),
  };
}

const NATIVE = "tensorflow";

/** True for a bundle of all of TensorFlow.js: its parts alone cannot be compiled. */
const isWhole = (exports: unknown): exports is WholeModule =>
  typeof exports === "object" &&
  exports !== null &&
  ["LayersModel", "Sequential", "Optimizer", "engine", "serialization"].every((name) => name in exports);
