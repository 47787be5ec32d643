import type { Tensor } from "@tensorflow/tfjs-core";
import type { TrainedModel } from "./model.ts";

/** The parts of a compiled model that a new `compile` makes anew. */
export type Parts = readonly unknown[];

export const partsOf = ({ optimizer_, lossFunctions, metricsTensors, collectedTrainableWeights }: TrainedModel): Parts => [
  optimizer_,
  lossFunctions,
  metricsTensors,
  collectedTrainableWeights,
];

export const sameParts = (one: Parts, other: Parts): boolean => one.every((part, i) => part === other[i]);

/**
 * What a training step reads from a model beside tensors, as text: rates, momenta, flags of its layers and its optimizer. A
 * step that was compiled with others has to be compiled anew.
 */
export const stateOf = ({ optimizer_, layers }: TrainedModel): string => `${optimizerState(optimizer_)}${layersState(layers)}`;

/** What an optimizer computes with beside tensors, but for its learning rate. */
export const optimizerState = (optimizer: object): string => textOf(optimizer, ["learningRate", "iterations_"]);

/** What a prediction reads from the layers beside tensors. */
export const layersState = (layers: readonly object[]): string => layers.map((layer) => textOf(layer, COUNTERS)).join();

function textOf(part: object, left: readonly string[]): string {
  let text = "";
  for (const [name, value] of Object.entries(part)) {
    if (left.includes(name)) continue;
    if (typeof value === "number" || typeof value === "boolean" || typeof value === "string") text += `${name}=${value},`;
    else if (NESTED.includes(name)) for (const one of [value].flat()) if (one) text += textOf(one as object, COUNTERS);
  }
  return `${text};`;
}

/** Where `data` has no tensor, and where it has the same one twice: a graph would take them for others. */
export function arrangementOf(data: readonly (Tensor | null)[]): string {
  const ids = data.map((one) => one?.dataId);
  return ids.map((id) => (id ? ids.indexOf(id) : "")).join();
}

const NESTED = ["cell", "cells", "layer", "layers", "forwardLayer", "backwardLayer"];
/** They tell how a layer is used, not what it does in a step: what is trainable is settled when a model is compiled. */
const COUNTERS = ["_refCount", "_built", "built", "id", "trainable_", "numConstants"];
