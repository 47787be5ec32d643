import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { apart } from "../models.ts";

/** Of each step the loss, and the metric if there is one; of each weight afterwards its mean and its norm. */
export interface Figures {
  steps: number[][];
  weights: number[][];
}

const CONSTRAINT = "TensorFlow.js applies a constraint when weights are set, Keras after each step";
const HARD = "TensorFlow.js clips x/5 + 1/2, Keras x/6 + 1/2";
const LABELS = "Keras makes -1 of a label 0";
const ONES = "TensorFlow.js counts predictions of exactly 1, Keras those above 1/2";
const SIGN = "TensorFlow.js gives the negative cosine, Keras the cosine";
/** Where eager TensorFlow.js is not Keras, and why. */
export const DIFFERENT: Readonly<Record<string, string>> = {
  "activation: hardSigmoid": HARD,
  "lstm with a hard sigmoid": HARD,
  "dense, non-negative": CONSTRAINT,
  "dense, bounded norm": CONSTRAINT,
  "dense, unit norm": CONSTRAINT,
  "dense, norm between": CONSTRAINT,
  "embedding and pooling": "Keras' Adam squares the gradients of a token that comes twice one by one, TensorFlow.js their sum",
  "loss: hinge": LABELS,
  "loss: squaredHinge": LABELS,
  "metric: precision": ONES,
  "metric: recall": ONES,
  "metric: cosine": SIGN,
  "metric: cosineProximity": SIGN,
  "optimizer: adadelta": "TensorFlow.js divides by the gradients' average before the step, Keras by the one after it",
};
/** Of losses and metrics, relative to 1 or to the value: the default, and where rounding grows more. */
const TOLERANCE = 1e-4;
const WIDER: Readonly<Record<string, number>> = { "loss: cosineProximity": 1e-3, "rnn of stacked cells": 3e-4 };
/** Of weights: Adam's first steps are as large for the smallest gradient, in which rounding is more. */
const OF_WEIGHTS = 10;

/** What Keras gave, frozen by test/fixtures/compile/make_keras.py. */
export const kerasFigures = (): Record<string, Figures> => JSON.parse(readFileSync("test/fixtures/compile/keras.json", "utf8")).models;

/** They are equal, or are known to differ and do. */
export function assertAgreed(name: string, ours: Figures, theirs: Figures): void {
  const off = { steps: apart(ours.steps, theirs.steps), weights: apart(ours.weights, theirs.weights) };
  const most = WIDER[name] ?? TOLERANCE;
  assert.equal(off.steps < most && off.weights < most * OF_WEIGHTS, !DIFFERENT[name], `from Keras: ${JSON.stringify(off)}`);
}
