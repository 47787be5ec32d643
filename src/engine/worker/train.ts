import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Backend } from "../../protocol/backend.ts";
import { JOURNAL, Journal } from "../../protocol/journal.ts";
import type { Notify } from "../../protocol/rpc.ts";
import type { TrainJob, TrainOutcome, WorkerContract } from "../../protocol/worker.ts";
import type { TensorFlow } from "../model/algorithm.ts";
import { saveTrained } from "../model/artifacts.ts";
import { ARTIFACTS } from "../run/artifacts.ts";
import { checkpointsIn } from "../train/checkpoint/directory.ts";
import { epochsOf } from "../train/epochs.ts";
import { paramsOf } from "../train/params.ts";
import { trainExperiment } from "../train/train.ts";
import { foldsOfPart, foldsOfRows, shareOfTraining, trainFolds } from "./cross-validate.ts";
import { withSplits } from "./splits.ts";
import { statesOf } from "./states.ts";
import { tensorflowFor } from "./tensorflow.ts";

/**
 * One run of an experiment: reads its splits, trains, evaluates, and leaves the series in the journal and the model under
 * `artifacts/`. An aborted signal ends the training early, and the answer is still a whole one.
 */
export async function train(job: TrainJob, notify: Notify<WorkerContract>, signal: AbortSignal): Promise<TrainOutcome> {
  const { run, experiment, directory } = job;
  const params = paramsOf(experiment);
  const epochs = epochsOf(experiment);
  const journal = new Journal(directory);
  const states = statesOf(run, epochs, (state) => notify("worker/state", state));
  let used: Backend | null = null;
  const onPhase = (phase: string) => states.update({ phase });
  const loaded = tensorflowFor({ ...job, onPhase, signal });
  const tensorflow: TensorFlow = async (work) => {
    states.update({ phase: "starting TensorFlow.js" });
    const found = await loaded(work);
    used = found.backend;
    states.update({ backend: used, phase: "training" });
    return found;
  };
  try {
    journal.params(params);
    states.update({ phase: "reading data" });
    const checkpoints = await checkpointsIn(directory, { every: experiment.training.checkpoint, journal });
    return await withSplits(job, signal, async ({ frames, rowNumbers, booleans, beside, by, rowStream, notes: read }) => {
      const planned = foldsOfRows({ experiment, frames, rowNumbers, by });
      const share = planned ? shareOfTraining(experiment) : 1;
      const trained = await trainExperiment({
        run,
        experiment,
        frames,
        rowNumbers,
        booleans,
        beside,
        rowStream,
        tensorflow,
        checkpoints,
        encoder: job.encoder,
        signal,
        onPhase,
        onEpoch(epoch, last) {
          journal.metrics(last, epoch);
          states.update({ epoch, last, fraction: (share * epoch) / epochs });
        },
        onProgress: (_epoch, fraction) => states.update({ fraction: share * fraction }),
      });
      states.update({ phase: "saving" });
      await saveTrained(trained, trained.example, join(directory, JOURNAL.artifacts));
      if (trained.predictions)
        await writeFile(join(directory, JOURNAL.artifacts, ARTIFACTS.predictions), JSON.stringify(trained.predictions));
      trained.model.dispose();
      const { splits, scores, evaluation, explanation, stopped, failure, notes } = trained;
      const whole = !stopped && failure === null;
      const folds = await trainFolds({
        experiment,
        planned: whole ? planned : null,
        booleans,
        encoder: job.encoder,
        tensorflow,
        signal,
        journal,
        states,
      });
      return {
        backend: used,
        params,
        splits,
        scores,
        evaluation,
        explanation,
        ...(folds.crossValidation && { crossValidation: folds.crossValidation }),
        stopped: stopped || folds.stopped,
        error: failure?.facts ?? null,
        notes: [...read, ...notes, ...(rowStream && planned ? [foldsOfPart(planned)] : []), ...folds.notes],
      };
    });
  } finally {
    states.flush();
    journal.close();
  }
}
