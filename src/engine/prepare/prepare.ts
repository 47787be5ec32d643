import { dirname, resolve } from "node:path";
import type { Progress } from "../../protocol/method.ts";
import type { PrepareOutcome, PrepareQuery, Preview, PreviewQuery } from "../../protocol/prepare.ts";
import type { Engine } from "../engine.ts";
import { loadExperiment } from "../experiment/load.ts";
import { withWorker } from "../run/worker.ts";
import { readRecipeText } from "./recipe-text.ts";
import { PreparedSources } from "./sources.ts";
import { PreviewWorker } from "./worker.ts";

interface Preparation {
  sources: PreparedSources;
  worker: PreviewWorker;
}

const kept = new WeakMap<Engine, Preparation>();

/** What an engine keeps from one look at a recipe to the next; made at the first. */
export function preparationOf(engine: Engine): Preparation {
  const found = kept.get(engine) ?? { sources: new PreparedSources(engine), worker: new PreviewWorker(engine) };
  kept.set(engine, found);
  return found;
}

interface Told {
  signal: AbortSignal;
  progress(progress: Progress): void;
}

/** Training rows before and after a step, of an experiment as its text is now. */
export async function previewRecipe(engine: Engine, folder: string, query: PreviewQuery, { signal, progress }: Told): Promise<Preview> {
  const file = resolve(folder, query.file);
  const { text, file: _, ...wanted } = query;
  const { experiment, unread } = readRecipeText(text, file, query.step + 1);
  const directory = dirname(file);
  const { sources, worker } = preparationOf(engine);
  const waiting = { signal, progress: (fraction: number, message: string) => progress({ message, fraction: fraction * 0.9 }) };
  return sources.use({ experiment, directory, folder }, waiting, async (source) => {
    progress({ message: "fitting the recipe", fraction: 0.9 });
    return worker.preview({ ...wanted, experiment, directory, source, ...(unread ? { unread } : {}) }, signal);
  });
}

/** Writes an experiment's rows as its model is given them. */
export async function prepareFile(
  engine: Engine,
  folder: string,
  query: PrepareQuery,
  { signal, progress }: Told,
): Promise<PrepareOutcome> {
  const { experiment, directory } = await loadExperiment(folder, query.file);
  const out = resolve(folder, query.out);
  const waiting = { signal, progress: (fraction: number, message: string) => progress({ message, fraction: fraction * 0.6 }) };
  return preparationOf(engine).sources.use({ experiment, directory, folder }, waiting, async (source) => {
    progress({ message: "preparing the rows", fraction: 0.6 });
    const job = { experiment, directory, source, out, ...(query.split === undefined ? {} : { split: query.split }) };
    const done = await withWorker(engine, { name: "worker" }, signal, ({ client }) => client.request("worker/prepare", job, { signal }));
    return { out, ...done };
  });
}
