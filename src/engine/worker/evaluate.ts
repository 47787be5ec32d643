import type { Evaluation } from "../../protocol/evaluation.ts";
import type { ModelJob } from "../../protocol/worker.ts";
import { evaluate, judge } from "../evaluate/evaluate.ts";
import { loadTrained } from "../model/artifacts.ts";
import { nothingToEvaluate } from "../model/errors.ts";
import { recall } from "../recipe/apply.ts";
import { namingRows } from "../recipe/naming-rows.ts";
import { type PreparedRows, prepareRows } from "../train/prepare.ts";
import { experimentRows, withSource } from "./rows.ts";
import { tensorflowOn } from "./tensorflow.ts";

/** How a trained model does on the rows of a source, or of one split of it. */
export async function evaluateModel(job: ModelJob, signal: AbortSignal): Promise<Evaluation> {
  const trained = await loadTrained(job.artifacts, job.experiment, tensorflowOn(job.backend));
  try {
    const memory = recall(trained.recipe);
    // lags of the test rows reach back to the validation rows, as they did when the model was trained
    const between = job.split === "test" && (trained.model.inTime || memory.some((one) => one !== null)) ? (["validation", "test"] as const) : [job.split];
    const parts = await withSource(job.source, signal, async (reader) => {
      const rows = experimentRows(reader, job.experiment, trained.recipe);
      return Promise.all(between.map(async (split) => ({ frame: await rows.read(split), numbers: await rows.numbers(split) })));
    });
    const prepared = parts.map(({ frame, numbers }) =>
      namingRows(
        (position) => numbers[position] as number,
        () => prepareRows({ ...trained, read: trained.model.read }, frame, memory),
      ),
    );
    const rows = prepared.at(-1) as PreparedRows;
    if (rows.kept.length === 0) throw nothingToEvaluate(trained.target.column);
    return evaluate(await judge(trained, rows, prepared.slice(0, -1)), { run: job.run, on: job.on, skipped: rows.skipped, costs: job.experiment.report?.costs });
  } finally {
    trained.model.dispose();
  }
}
