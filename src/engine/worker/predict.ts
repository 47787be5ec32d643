import type { ModelJob } from "../../protocol/worker.ts";
import { type Written, writeCsv } from "../data/write.ts";
import { loadTrained } from "../model/artifacts.ts";
import { predictRows } from "../model/predict.ts";
import { checkInputs, withSource } from "./rows.ts";
import { tensorflowOn } from "./tensorflow.ts";

/** Writes a source's rows as CSV with the model's predictions beside them. A row the recipe drops stays, without a prediction. */
export async function predictFile(job: ModelJob & { out: string }, signal: AbortSignal): Promise<Written> {
  const trained = await loadTrained(job.artifacts, job.experiment, tensorflowOn(job.backend));
  try {
    const needed = new Set(trained.recipe.inputs.map(({ name }) => name));
    // forecasts go on from the values that are known by now
    if (trained.model.inTime && trained.target.column !== null) needed.add(trained.target.column);
    const frame = await withSource(job.source, signal, (reader) => {
      checkInputs(reader, trained.recipe);
      return reader.read({ columns: reader.columns.map(({ name }) => name).filter((name) => needed.has(name)) });
    });
    return await writeCsv(job.out, job.source, await predictRows(trained, frame), signal);
  } finally {
    trained.model.dispose();
  }
}
