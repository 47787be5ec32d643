import type { Evaluation } from "../../protocol/evaluation.ts";
import type { SplitName } from "../../protocol/run.ts";
import type { ModelJob } from "../../protocol/worker.ts";
import type { SourceReader } from "../data/read.ts";
import { evaluate, type Judged, judge } from "../evaluate/evaluate.ts";
import { judgeParts } from "../evaluate/in-parts.ts";
import { segmentColumns } from "../gate/parse.ts";
import { segmentsOf } from "../gate/segments.ts";
import { loadTrained, type Trained } from "../model/artifacts.ts";
import { nothingToEvaluate } from "../model/errors.ts";
import { type RecipeMemory, recall } from "../recipe/apply.ts";
import { type PreparedRows, prepareRows } from "../train/prepare.ts";
import { partsOf, READING_PARTS } from "./parts.ts";
import { type ExperimentRows, experimentRows, withSource } from "./rows.ts";
import { tensorflowOn } from "./tensorflow.ts";

/**
 * How a trained model does on the rows of a source, or of one split of it. Rows are read, prepared and predicted some at a
 * time: of each is held what was true and what was said, 8 bytes each, however many columns there are. Forecasts need all at once.
 */
export async function evaluateModel(job: ModelJob, signal: AbortSignal): Promise<Evaluation> {
  const trained = await loadTrained(job.artifacts, job.experiment, tensorflowOn(job.backend));
  const whole = trained.model.inTime !== undefined;
  try {
    const work = (reader: SourceReader) => judgedRows(job, trained, reader);
    const { judged, kept, skipped, beside } = await withSource(job.source, signal, work, whole ? undefined : READING_PARTS);
    if (kept.length === 0) throw nothingToEvaluate(trained.target.column);
    const about = { run: job.run, on: job.on, skipped, costs: job.experiment.report?.costs };
    return { ...evaluate(judged, about), ...segmentsOf(job.experiment, judged, beside, kept) };
  } finally {
    trained.model.dispose();
  }
}

async function judgedRows({ experiment, split }: ModelJob, trained: Trained, reader: SourceReader) {
  const { model, recipe } = trained;
  const rows = experimentRows(reader, experiment, recipe);
  const told = segmentColumns(experiment).filter((name) => reader.columns.some((column) => column.name === name));
  const beside = told.length === 0 ? [] : (await reader.read({ columns: told, ...(split && { split }) })).columns;
  const memory = recall(recipe);
  const partsFrom = (one: SplitName | undefined) => prepared({ reader, rows, trained, memory, split: one });
  const before: PreparedRows[] = [];
  // lags of the test rows reach back to the validation rows, as they did when the model was trained
  if (split === "test" && (model.inTime || memory.some((one) => one !== null)))
    for await (const part of partsFrom("validation")) if (model.inTime) before.push(part);
  const most = (split && reader.splits?.[split]) ?? reader.rows;
  const kept = new Int32Array(most);
  let [count, skipped] = [0, 0];
  const counting = async function* () {
    for await (const part of partsFrom(split)) {
      kept.set(part.kept, count);
      count += part.kept.length;
      skipped += part.skipped;
      yield part;
    }
  };
  const judged = model.inTime ? await judgedWhole(trained, counting(), before) : await judgeParts(trained, counting(), most);
  return { judged, kept: kept.subarray(0, count), skipped, beside };
}

async function judgedWhole(trained: Trained, parts: AsyncIterable<PreparedRows>, before: readonly PreparedRows[]): Promise<Judged> {
  for await (const part of parts) {
    if (part.kept.length === 0) throw nothingToEvaluate(trained.target.column);
    return judge(trained, part, before);
  }
  throw nothingToEvaluate(trained.target.column);
}

interface Preparing {
  reader: SourceReader;
  rows: ExperimentRows;
  trained: Trained;
  memory: RecipeMemory;
  split: SplitName | undefined;
}

/** The rows of a split, or all, as the model reads them; `kept` are their positions among all of these. */
async function* prepared({ reader, rows, trained, memory, split }: Preparing): AsyncGenerator<PreparedRows> {
  const read = { reader, split, width: trained.recipe.features.length, whole: trained.model.inTime !== undefined };
  for await (const { frame, from, naming } of partsOf({ ...read, read: (chunk) => rows.read(split, undefined, chunk) })) {
    const part = await naming(() => prepareRows({ ...trained, read: trained.model.read }, frame, memory));
    yield { ...part, kept: part.kept.map((row) => row + from) };
  }
}
