import type { Optimizer, Tensor, Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { Experiment } from "../../../protocol/experiment.ts";
import type { TF } from "../../backend/tf.ts";
import { LOSSES } from "../../train/loss.ts";
import { makeOptimizer } from "../../train/optimizer.ts";
import type { UserModel } from "./checked.ts";

type LossFunction = (actual: Tensor, predicted: Tensor) => Tensor;

/** The parts of a model that `compile` sets, whichever class it is of. */
interface Compiled {
  optimizer_?: Optimizer;
  loss: unknown;
  lossFunctions: LossFunction[];
}

export const isCompiled = (model: LayersModel): boolean => compiledOf(model).optimizer_ !== undefined;

/** What a compiled model is called by in notes: `adam, meanSquaredError`. */
export function objectiveText(model: LayersModel): string {
  const { optimizer_: optimizer, loss } = compiledOf(model);
  const name = typeof loss === "function" ? loss.name || "a loss of its own" : typeof loss === "string" ? loss : "a loss of its own";
  return `${optimizer?.getClassName()} and ${name}`;
}

/**
 * How a model of the user's is trained: by what it was compiled with, else by the settings and the task's loss. Null where
 * that is what networks of ours are trained by.
 */
export function objectiveOf(tf: TF, { model, units, outputs }: UserModel, task: keyof typeof LOSSES, settings: Experiment["training"]) {
  const probabilities = outputs === "probabilities";
  if (!isCompiled(model)) {
    if (outputs === "value" || (outputs === "logits" && (task !== "binary" || units === 1))) return null;
    const optimizer = makeOptimizer(tf, settings);
    if (outputs === "logits") return { optimizer, probabilities, loss: (y: Tensor1D, raw: Tensor2D) => LOSSES.multiclass(tf, y, raw) };
    model.compile({ optimizer, loss: task === "regression" ? "meanSquaredError" : units === 1 ? "binaryCrossentropy" : CATEGORICAL });
  }
  const { optimizer_: optimizer, lossFunctions, loss } = compiledOf(model);
  const [lossFunction] = lossFunctions as [LossFunction];
  const sparse = units === 1 || /sparse/i.test(typeof loss === "function" ? loss.name : String(loss));
  return {
    optimizer: optimizer as Optimizer,
    probabilities,
    loss: (y: Tensor1D, raw: Tensor2D): Tensor1D => byRow(lossFunction(sparse ? y.expandDims(1) : tf.oneHot(y.toInt(), units), raw)),
  };
}

const CATEGORICAL = "categoricalCrossentropy";

/** A loss function may give one value, one a row, or more a row. */
const byRow = (losses: Tensor): Tensor1D =>
  (losses.rank > 1 ? losses.reshape([losses.shape[0] as number, -1]).mean(1) : losses) as Tensor1D;

/** A `Sequential` keeps a model inside, which is the one that is compiled. */
const compiledOf = (model: LayersModel): Compiled => ((model as { model?: LayersModel }).model ?? model) as unknown as Compiled;
