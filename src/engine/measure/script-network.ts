import type { Optimizer, Tensor } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { MeasureScriptJob } from "../../protocol/worker.ts";
import { loadBackend } from "../backend/load.ts";
import type { TF } from "../backend/tf.ts";
import { compileModel } from "../compile/model.ts";
import type { Pace } from "./pace.ts";
import { Stopwatch } from "./stopwatch.ts";
import { usageNow } from "./usage.ts";

/** A network that a script trained, as far as its speed goes: not its weights, nor its rows. */
export interface ScriptNetwork {
  /** As `LayersModel.toJSON` gives it. */
  topology: unknown;
  loss: string;
  /** Its class, e.g. `Adam`. */
  optimizer: string;
  batchSize: number;
}

const BATCHES = 16;
const MOST_EPOCHS = 100_000;
const RATE = 1e-3;

/** Trains a network made anew on rows of zeros for a moment, as `trainyard train` would a script's, and tells how long a step takes. */
export async function trainScriptNetwork({ network, compile }: MeasureScriptJob): Promise<Pace> {
  const { tf } = await loadBackend("tensorflow");
  const model = (await tf.models.modelFromJSON(network.topology as Parameters<TF["models"]["modelFromJSON"]>[0])) as LayersModel;
  model.compile({ optimizer: optimizerOf(tf, network.optimizer), loss: network.loss });
  if (compile) compileModel(tf, model);
  const rows = BATCHES * network.batchSize;
  const sparse = network.loss.startsWith("sparse");
  const x = model.inputs.map(({ shape }) => zeros(tf, rows, shape));
  const y = model.outputs.map(({ shape }) => zeros(tf, rows, sparse ? [null, 1] : shape));
  const watch = new Stopwatch({ warmUp: 0, compiles: true, giveUpAbove: Number.POSITIVE_INFINITY, usage: usageNow });
  let pace: Pace | null = null;
  await model.fit(x, y, {
    batchSize: network.batchSize,
    epochs: MOST_EPOCHS,
    verbose: 0,
    yieldEvery: "never",
    callbacks: {
      onEpochEnd(epoch) {
        pace ??= watch.mark((epoch + 1) * BATCHES, performance.now());
        if (pace) model.stopTraining = true;
      },
    },
  });
  return pace ?? watch.end();
}

function zeros(tf: TF, rows: number, shape: readonly (number | null)[]): Tensor {
  const rest = shape.slice(1);
  if (rest.some((size) => size === null)) throw new Error("An input of any length cannot be made up.");
  return tf.zeros([rows, ...(rest as number[])]);
}

function optimizerOf({ train }: TF, name: string): Optimizer {
  const makers: Record<string, () => Optimizer> = {
    SGD: () => train.sgd(RATE),
    Momentum: () => train.momentum(RATE, 0.9),
    RMSProp: () => train.rmsprop(RATE),
    Adam: () => train.adam(RATE),
    Adamax: () => train.adamax(RATE),
    Adagrad: () => train.adagrad(RATE),
    Adadelta: () => train.adadelta(RATE),
  };
  return (makers[name] ?? (() => train.sgd(RATE)))();
}
