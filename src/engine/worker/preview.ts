import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { RecipeStep } from "../../protocol/experiment.ts";
import type { Preview } from "../../protocol/prepare.ts";
import type { PreviewJob } from "../../protocol/worker.ts";
import { Previews } from "../prepare/preview.ts";
import { readSample } from "../prepare/sample.ts";
import { filesOf } from "../script/recorded.ts";
import { withSource } from "./rows.ts";

const MOST = 2;
/** Above this much memory nothing is kept from one preview to the next. */
const MOST_BYTES = 1024 ** 3;

const kept = new Map<string, Previews>();

/** Training rows before and after a step. Rows and steps of the previews before are kept, so that only what changed is done again. */
export async function previewRecipe(job: PreviewJob, signal: AbortSignal): Promise<Preview> {
  const { experiment, directory, source, unread, ...wanted } = job;
  const { target, task, exclude, split } = experiment;
  const key = JSON.stringify([source.database, target, task, exclude, split.seed]);
  const previews = kept.get(key) ?? new Previews(experiment, await withSource(source, signal, (reader) => readSample(reader, experiment)));
  remember(key, previews);
  const steps = experiment.recipe;
  const preview = await previews.preview({ ...wanted, steps, unread, keyOf: (step) => keyOf(step, directory) }, signal);
  if (process.memoryUsage.rss() > MOST_BYTES) kept.clear();
  return preview;
}

function remember(key: string, previews: Previews): void {
  kept.delete(key);
  kept.set(key, previews);
  for (const [old] of [...kept].slice(0, -MOST)) kept.delete(old);
}

/** The same for the same step; one that runs a file of the user's is another one when that file has changed, or one that it imports. */
function keyOf(step: RecipeStep, directory: string): string {
  const files = "file" in step && typeof step.file === "string" ? filesOf(resolve(directory, step.file)) : [];
  const changed = files.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? null);
  return JSON.stringify([step, changed]);
}
