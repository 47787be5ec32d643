import type { Optimizer } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { TF } from "../../backend/tf.ts";
import type { StoppingState } from "../early-stopping.ts";
import { checkpointUnreadable } from "../errors.ts";
import type { FiguresState } from "../figures.ts";
import type { RandomState } from "../random.ts";
import type { PlateauState } from "../schedule/plateau.ts";
import { copyWeights, setWeights, type Weights } from "../weights.ts";
import type { Checkpoint, Numbers } from "./checkpoint.ts";
import { copyOptimizer, restoreOptimizer } from "./optimizer-state.ts";

/** Where a network's training stands, but for its weights and its optimizer. */
export interface NetworkProgress {
  /** Epochs that are finished. */
  epoch: number;
  /** Batches of the next one that are done. */
  batch: number;
  /** What these added up to. */
  figures: FiguresState;
  dropout: RandomState;
  stopping: StoppingState;
  plateau: PlateauState | null;
}

interface Learner {
  network: LayersModel;
  optimizer: Optimizer;
}

interface SavedState extends NetworkProgress {
  kind: "network";
  version: 1;
  iterations: number;
  /** Of the optimizer's values, by name. */
  shapes: Record<string, number[]>;
}

/** All of a network's training, to be gone on with by `restoreNetwork`. */
export async function captureNetwork(
  { network, optimizer }: Learner,
  progress: NetworkProgress,
  best: Weights | null,
): Promise<Checkpoint> {
  const { iterations, values } = await copyOptimizer(optimizer);
  const named = Object.entries(values);
  const state: SavedState = {
    kind: "network",
    version: 1,
    ...progress,
    iterations,
    shapes: Object.fromEntries(named.map(([name, { shape }]) => [name, shape])),
  };
  const numbered = (prefix: string, weights: Weights) => weights.map((values, i): [string, Numbers] => [`${prefix}.${i}`, values]);
  const slots = named.map(([name, { data }]): [string, Numbers] => [`optimizer.${name}`, data]);
  const arrays = Object.fromEntries([...numbered("weights", await copyWeights(network)), ...numbered("best", best ?? []), ...slots]);
  return { epoch: progress.epoch, state, arrays };
}

/** Puts weights and optimizer back; gives where the training stood, and the best weights. Throws `checkpoint-unreadable`. */
export function restoreNetwork(
  tf: TF,
  { network, optimizer }: Learner,
  { state, arrays }: Checkpoint,
): NetworkProgress & { best: Weights | null } {
  const { kind, version, iterations, shapes, ...progress } = state as SavedState;
  if (kind !== "network" || version !== 1) throw checkpointUnreadable(undefined, "it is of another kind of model, or another version");
  const weightsOf = (prefix: string): Weights => {
    const weights: Weights = [];
    for (let found = arrays[`${prefix}.0`]; found; found = arrays[`${prefix}.${weights.length}`]) weights.push(found as Float32Array);
    return weights;
  };
  const weights = weightsOf("weights");
  const wanted = network.getWeights().map(({ size }) => size);
  if (weights.length !== wanted.length || weights.some(({ length }, i) => length !== wanted[i]))
    throw checkpointUnreadable(undefined, "its weights are those of another network");
  setWeights(tf, network, weights);
  const values = Object.entries(shapes).map(([name, shape]) => [name, { shape, data: arrays[`optimizer.${name}`] as Numbers }]);
  restoreOptimizer(tf, optimizer, { iterations, values: Object.fromEntries(values) });
  const best = weightsOf("best");
  return { ...progress, best: best.length > 0 ? best : null };
}
