import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { io } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { TF } from "../backend/tf.ts";
import { modelUnreadable } from "./errors.ts";

const MODEL = "model.json";
/** TensorFlow.js's own shard size: browsers cache files up to this. */
const SHARD_BYTES = 4 * 2 ** 20;

/** Writes TensorFlow.js's layers format, `model.json` and weight shards, which `tf.loadLayersModel` opens anywhere. */
export async function saveModel(model: LayersModel, directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  await model.save({ save: (artifacts) => writeArtifacts(artifacts, directory) });
}

/** Reads what `saveModel` wrote. Throws `model-unreadable` for files that are missing, cut short or of another format. */
export async function loadModel(tf: TF, directory: string): Promise<LayersModel> {
  const artifacts = await readArtifacts(directory);
  try {
    return await tf.loadLayersModel(tf.io.fromMemory(artifacts));
  } catch (error) {
    throw modelUnreadable(
      join(directory, MODEL),
      error instanceof Error ? (error.message.split("\n", 1)[0] as string) : String(error),
      error,
    );
  }
}

async function writeArtifacts(artifacts: io.ModelArtifacts, directory: string): Promise<io.SaveResult> {
  const { weightData, weightSpecs, ...rest } = artifacts;
  const bytes = joined(weightData ?? new ArrayBuffer(0));
  const count = Math.max(1, Math.ceil(bytes.length / SHARD_BYTES));
  const paths = Array.from({ length: count }, (_, i) => `group1-shard${i + 1}of${count}.bin`);
  for (const [i, path] of paths.entries()) await writeFile(join(directory, path), bytes.subarray(i * SHARD_BYTES, (i + 1) * SHARD_BYTES));
  const weightsManifest = [{ paths, weights: weightSpecs ?? [] }];
  await writeFile(join(directory, MODEL), `${JSON.stringify({ ...rest, weightsManifest }, null, 1)}\n`);
  return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: "JSON" } };
}

async function readArtifacts(directory: string): Promise<io.ModelArtifacts> {
  const file = join(directory, MODEL);
  try {
    const { weightsManifest, ...rest } = JSON.parse(await readFile(file, "utf8")) as io.ModelJSON;
    const shards = await Promise.all(weightsManifest.flatMap(({ paths }) => paths).map((path) => readFile(join(directory, path))));
    const bytes = Buffer.concat(shards);
    const weightData = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
    return { ...rest, weightSpecs: weightsManifest.flatMap(({ weights }) => weights), weightData };
  } catch (error) {
    const problem =
      (error as NodeJS.ErrnoException).code === "ENOENT" ? "a part of it is missing" : "it is not a TensorFlow.js layers model";
    throw modelUnreadable(file, problem, error);
  }
}

function joined(data: io.WeightData): Uint8Array {
  return Array.isArray(data) ? Buffer.concat(data.map((part) => new Uint8Array(part))) : new Uint8Array(data);
}
