import type { Evaluation } from "../../protocol/evaluation.ts";
import type { ModelJob } from "../../protocol/worker.ts";
import { evaluate, judge } from "../evaluate/evaluate.ts";
import { segmentColumns } from "../gate/parse.ts";
import { segmentsOf } from "../gate/segments.ts";
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
    const between =
      job.split === "test" && (trained.model.inTime || memory.some((one) => one !== null))
        ? (["validation", "test"] as const)
        : [job.split];
    const { frames, beside } = await withSource(job.source, signal, async (reader) => {
      const rows = experimentRows(reader, job.experiment, trained.recipe);
      const told = segmentColumns(job.experiment).filter((name) => reader.columns.some((column) => column.name === name));
      const beside = told.length === 0 ? [] : (await reader.read({ columns: told, ...(job.split && { split: job.split }) })).columns;
      const frames = await Promise.all(
        between.map(async (split) => ({ frame: await rows.read(split), numbers: await rows.numbers(split) })),
      );
      return { frames, beside };
    });
    const prepared = frames.map(({ frame, numbers }) =>
      namingRows(
        (position) => numbers[position] as number,
        () => prepareRows({ ...trained, read: trained.model.read }, frame, memory),
      ),
    );
    const rows = prepared.at(-1) as PreparedRows;
    if (rows.kept.length === 0) throw nothingToEvaluate(trained.target.column);
    const judged = await judge(trained, rows, prepared.slice(0, -1));
    const about = { run: job.run, on: job.on, skipped: rows.skipped, costs: job.experiment.report?.costs };
    return { ...evaluate(judged, about), ...segmentsOf(job.experiment, judged, beside, rows.kept) };
  } finally {
    trained.model.dispose();
  }
}
