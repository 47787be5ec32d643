import type { Evaluation } from "../../protocol/evaluation.ts";
import type { ModelJob } from "../../protocol/worker.ts";
import { evaluate } from "../evaluate/evaluate.ts";
import { loadTrained } from "../model/artifacts.ts";
import { nothingToEvaluate } from "../model/errors.ts";
import { namingRows } from "../recipe/naming-rows.ts";
import { prepareRows } from "../train/prepare.ts";
import { experimentRows, withSource } from "./rows.ts";
import { tensorflowOn } from "./tensorflow.ts";

/** How a trained model does on the rows of a source, or of one split of it. */
export async function evaluateModel(job: ModelJob, signal: AbortSignal): Promise<Evaluation> {
  const trained = await loadTrained(job.artifacts, job.experiment, tensorflowOn(job.backend));
  try {
    const { frame, numbers } = await withSource(job.source, signal, async (reader) => {
      const rows = experimentRows(reader, job.experiment, trained.recipe);
      return { frame: await rows.read(job.split), numbers: await rows.numbers(job.split) };
    });
    const { x, y, skipped } = namingRows(
      (position) => numbers[position] as number,
      () => prepareRows(trained, frame),
    );
    if (y.length === 0) throw nothingToEvaluate(trained.target.column);
    const predictions = await trained.model.predict(x);
    return evaluate({ target: trained.target, actual: y, predictions }, { run: job.run, on: job.on, skipped });
  } finally {
    trained.model.dispose();
  }
}
