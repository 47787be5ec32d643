import type { Experiment } from "../../protocol/experiment.ts";
import { SPLITS, type SplitName } from "../../protocol/run.ts";
import type { SourceReader } from "../data/read.ts";
import type { TensorFlow } from "../model/algorithm.ts";
import type { Trained } from "../model/artifacts.ts";
import { trainExperiment } from "../train/train.ts";
import { experimentRows } from "../worker/rows.ts";

interface Retraining {
  reader: SourceReader;
  experiment: Experiment;
  tensorflow: TensorFlow;
  /** Artifacts of the run whose encoder the network begins with. */
  encoder: string | undefined;
  signal: AbortSignal;
  bounds: { rows: number; epochs: number };
}

/** Trains anew on part of the rows, as the run did but for less long. */
export async function retrain({ reader, experiment, tensorflow, encoder, signal, bounds }: Retraining): Promise<Trained> {
  const rows = experimentRows(reader, experiment);
  const most = experiment.model.algorithm === "forecaster" ? undefined : bounds.rows; // a sample of a series has gaps
  const each = async <T>(read: (split: SplitName, sample: number | undefined) => Promise<T>) =>
    Object.fromEntries(await Promise.all(SPLITS.map(async (split) => [split, await read(split, most)]))) as Record<SplitName, T>;
  const ignored = () => undefined;
  return trainExperiment({
    run: "repeatability",
    experiment: shortened(experiment, bounds.epochs),
    frames: await each(rows.read),
    rowNumbers: await each(rows.numbers),
    booleans: rows.booleans,
    tensorflow,
    encoder,
    signal,
    onPhase: ignored,
    onEpoch: ignored,
    onProgress: ignored,
  });
}

function shortened(experiment: Experiment, most: number): Experiment {
  const { model, training } = experiment;
  const rounds = "iterations" in model ? { iterations: Math.min(model.iterations, most) } : {};
  const trees = "trees" in model ? { trees: Math.min(model.trees, most) } : {};
  return {
    ...experiment,
    model: { ...model, ...rounds, ...trees } as Experiment["model"],
    training: { ...training, epochs: Math.min(training.epochs, most) },
    report: { ...experiment.report, explain: false },
  };
}
