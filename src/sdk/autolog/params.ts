import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { ParamValue } from "../../protocol/run.ts";
import type { Fit, FitParams } from "./fit.ts";
import type { Loop } from "./steps.ts";

/** What was trained and how, as params of a run: names as TensorFlow.js has them. */
export function paramsOf({ inner, args }: Fit, params: FitParams): Record<string, ParamValue> {
  return {
    ...optimizerOf(inner.optimizer),
    loss: nameOf(inner.loss),
    ...(isEmpty(inner.metrics) ? {} : { metrics: nameOf(inner.metrics) }),
    epochs: params.epochs,
    ...present("batchSize", params.batchSize),
    ...present("samples", params.samples),
    ...present("batchesPerEpoch", args.batchesPerEpoch),
    ...present("validationSplit", args.validationSplit),
    ...present("shuffle", args.shuffle),
    layers: layersOf(inner).length,
    architecture: architectureOf(inner),
    parameters: inner.countParams(),
  };
}

/** The same of a loop that the script writes itself; of a loss that no model computes, the optimizer's alone. */
export function paramsOfLoop({ optimizer, model }: Loop): Record<string, ParamValue> {
  const inner = (model as { model?: LayersModel } | null)?.model ?? model;
  return {
    ...optimizerOf(optimizer),
    ...(inner?.loss === undefined ? {} : { loss: nameOf(inner.loss) }),
    ...(inner && { layers: layersOf(inner).length, architecture: architectureOf(inner), parameters: inner.countParams() }),
  };
}

const present = (name: string, value: unknown): Record<string, ParamValue> =>
  typeof value === "number" || typeof value === "boolean" || typeof value === "string" ? { [name]: value } : {};

/** `adam` and its learning rate, whether the script gave a name or an object. */
function optimizerOf(optimizer: LayersModel["optimizer"] | undefined): Record<string, ParamValue> {
  if (!optimizer) return {};
  const { learningRate } = optimizer.getConfig() as { learningRate?: unknown };
  return { optimizer: optimizer.getClassName().toLowerCase(), ...present("learningRate", learningRate) };
}

/** The name of a loss or metric, or of several: strings, functions, lists and maps of them are all allowed. */
function nameOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "function") return value.name || "custom";
  if (Array.isArray(value)) return value.map(nameOf).join(", ");
  if (typeof value === "object" && value !== null)
    return Object.entries(value)
      .map(([key, one]) => `${key}: ${nameOf(one)}`)
      .join(", ");
  return "none";
}

const isEmpty = (value: unknown) => value === undefined || value === null || (Array.isArray(value) && value.length === 0);

/** What a user would count: an input is not a layer that learns or computes. */
const layersOf = (model: LayersModel) => model.layers.filter((layer) => layer.getClassName() !== "InputLayer");

const MOST_LAYERS = 12;

/** `Dense 16 relu, Dropout, Dense 3 softmax`: enough to tell two runs apart in a table. */
function architectureOf(model: LayersModel): string {
  const layers = layersOf(model);
  const names = layers.slice(0, MOST_LAYERS).map((layer) => {
    const { units, filters, activation } = layer.getConfig() as { units?: number; filters?: number; activation?: unknown };
    const shape = activation === "linear" || typeof activation !== "string" ? undefined : activation;
    return [layer.getClassName(), units ?? filters, shape].filter((part) => part !== undefined).join(" ");
  });
  return [...names, ...(layers.length > MOST_LAYERS ? [`${layers.length - MOST_LAYERS} more`] : [])].join(", ");
}
