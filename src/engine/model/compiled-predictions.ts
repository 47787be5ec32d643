import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { CompileChoice } from "../../protocol/compile.ts";
import type { TF } from "../backend/tf.ts";
import { compileModel } from "../compile/model.ts";

/**
 * From now on a network predicts by a graph as soon as that is worth it; "on": from the first call, which is what one asks for
 * that answers again and again. Where there can be no graph it predicts as ever. Disposing of the network ends it, and so does what is given.
 */
export function compilePredictions(tf: TF, network: LayersModel, compile: CompileChoice): () => void {
  if (compile === "off") return () => undefined;
  return compileModel(tf, network, { predictAfter: compile === "on" ? 0 : "worth" }).dispose;
}
