import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { LayersModule } from "../../sdk/autolog/watch.ts";
import type { TF } from "../compile/binding.ts";

/** The parts of a model that code of the script's own may be in. */
interface Parts {
  layers: object[];
  optimizer: object;
  loss: unknown;
  metrics: unknown;
}

/** Tells what is not TensorFlow.js's own. Such code may do anything in a step, and a graph would do over and over what it did once. */
interface OwnCode {
  isInModel(model: LayersModel): boolean;
  isOptimizer(optimizer: object): boolean;
}

/** To be called before the script begins: then all classes are TensorFlow.js's. */
export function ownCode(tf: TF & LayersModule): OwnCode {
  const registered = tf.serialization.SerializationMap.getMap().classNameMap;
  const classes = new Set<unknown>([tf.LayersModel, tf.Sequential, ...Object.values(registered).map(([one]) => one)]);
  const functions = new Set<unknown>([tf.losses, (tf as { metrics?: object }).metrics ?? {}].flatMap((all) => Object.values(all)));

  const isForeign = (part: unknown): boolean =>
    isSerializable(part) && (!classes.has(part.constructor) || METHODS.some((name) => Object.hasOwn(part, name)));
  const isForeignDeep = (part: object): boolean =>
    isForeign(part) || Object.values(part).some((inner) => (Array.isArray(inner) ? inner : [inner]).some(isForeign));
  const hasOwnFunction = (given: unknown): boolean => flat(given).some((one) => typeof one === "function" && !functions.has(one));

  return {
    isInModel(model) {
      const { layers, optimizer, loss, metrics } = model as unknown as Parts;
      return [loss, metrics].some(hasOwnFunction) || [optimizer, model].some(isForeign) || allLayers(layers).some(isForeignDeep);
    },
    isOptimizer: isForeign,
  };
}

const METHODS = ["call", "apply", "applyGradients", "minimize"];

const isSerializable = (part: unknown): part is object =>
  typeof part === "object" && part !== null && typeof (part as { getClassName?: unknown }).getClassName === "function";

/** With the layers of models that are layers. */
const allLayers = (layers: readonly object[]): object[] =>
  layers.flatMap((layer) => [layer, ...allLayers((layer as { layers?: object[] }).layers ?? [])]);

const flat = (given: unknown): unknown[] => (typeof given === "object" && given !== null ? Object.values(given).flatMap(flat) : [given]);
