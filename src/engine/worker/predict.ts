import type { ModelJob } from "../../protocol/worker.ts";
import type { Written } from "../data/write.ts";
import { loadTrained } from "../model/artifacts.ts";
import { predictRows } from "../model/predict.ts";
import { recall } from "../recipe/apply.ts";
import { partsOf, READING_PARTS } from "./parts.ts";
import { checkInputs, withSource } from "./rows.ts";
import { tensorflowOn } from "./tensorflow.ts";

/**
 * Writes a source's rows as CSV with the model's predictions beside them. A row the recipe drops stays, without a prediction.
 * Rows are read and predicted some at a time, however many there are; forecasts need all at once.
 */
export async function predictFile(job: ModelJob & { out: string }, signal: AbortSignal): Promise<Written> {
  const trained = await loadTrained(job.artifacts, job.experiment, tensorflowOn(job.backend));
  const { model, recipe, target } = trained;
  try {
    const needed = new Set(recipe.inputs.map(({ name }) => name));
    const whole = model.inTime !== undefined;
    // forecasts go on from the values that are known by now
    if (whole && target.column !== null) needed.add(target.column);
    const work = (reader: Parameters<Parameters<typeof withSource>[2]>[0]) => {
      checkInputs(reader, recipe);
      const columns = reader.columns.map(({ name }) => name).filter((name) => needed.has(name));
      const memory = recall(recipe);
      return reader.write(job.out, async (add) => {
        const width = recipe.features.length;
        for await (const { frame, naming } of partsOf({
          reader,
          read: (chunk) => reader.read({ columns, ...(chunk && { chunk }) }),
          width,
          whole,
        })) {
          await add(await naming(() => predictRows(trained, frame, memory)), frame.rows);
        }
      });
    };
    return await withSource(job.source, signal, work, whole ? undefined : READING_PARTS);
  } finally {
    model.dispose();
  }
}
