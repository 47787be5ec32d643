import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { ModelContext } from "../../../protocol/model-context.ts";
import { TrainyardError } from "../../../shared/errors.ts";
import type { TF } from "../../backend/tf.ts";
import { failureOf } from "../../script/failure.ts";
import { loadAndRecord, loadRecorded, type RecordedModule } from "../../script/recorded.ts";
import { seededRandom } from "../../script/seed.ts";
import { userCodeDirectory } from "../../script/user-code.ts";
import { buildModelMissing, modelFileMissing, modelNotInWorker } from "./errors.ts";

/** The code that builds a model, as it was when the model was trained. */
export interface ModelCode {
  module: RecordedModule;
  context: ModelContext;
}

type Build = (tf: TF, context: ModelContext) => unknown;

/** Absolute path of the user's file. Throws where no code of the user's may run here, or the file is not there. */
export function modelFile(name: string): string {
  const file = resolve(directoryFor(name), name);
  if (!existsSync(file)) throw modelFileMissing(file);
  return file;
}

/** Runs `buildModel` of the file as it is now; what it returned is still to be checked. */
export async function buildNow(tf: TF, file: string, context: ModelContext): Promise<{ built: unknown; code: ModelCode }> {
  const { exports, recorded: module } = await telling(file, () => loadAndRecord(file));
  return { built: await build(tf, exports, file, context), code: { module, context } };
}

/** Runs the code that a model was trained with again, so that TensorFlow.js knows the layers it registers. */
export async function buildAgain(tf: TF, { module, context }: ModelCode): Promise<void> {
  const file = resolve(directoryFor(module.main), module.main);
  const exports = await telling(file, () => loadRecorded(module, resolve(file, "..")));
  (await (build(tf, exports, file, context) as Promise<Partial<LayersModel> | undefined>))?.dispose?.();
}

/** What the user's code throws while `work` runs, as an error that names the line of it. */
export async function telling<T>(file: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (TrainyardError.is(thrown)) throw thrown;
    const { facts } = failureOf(thrown, file);
    throw new TrainyardError({ ...facts, place: { field: "model.file", ...facts.place } }, { cause: thrown });
  }
}

function build(tf: TF, exports: Record<string, unknown>, file: string, context: ModelContext): Promise<unknown> {
  const found = exports.buildModel ?? (exports.default as Record<string, unknown> | undefined)?.buildModel ?? exports.default;
  if (typeof found !== "function") throw buildModelMissing(file, Object.keys(exports));
  // A copy: what the code does to its context is not what is kept with the model.
  return telling(file, () => seededRandom(context.seed, async () => (found as Build)(tf, structuredClone(context))));
}

function directoryFor(name: string): string {
  const directory = userCodeDirectory();
  if (directory === undefined) throw modelNotInWorker(name);
  return directory;
}
