import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { io } from "@tensorflow/tfjs-core";
import type { LayersModel, Sequential } from "@tensorflow/tfjs-layers";

const WEIGHTS = "weights.bin";

/**
 * Writes a model in the TensorFlow.js layers format: `model.json` beside `weights.bin`.
 * Needs nothing but the model itself: whatever copy of TensorFlow.js made it, it saves through a handler.
 */
export async function saveModel(model: LayersModel | Sequential, directory: string): Promise<void> {
  mkdirSync(directory, { recursive: true });
  await model.save({
    async save(artifacts) {
      const data = concatenate(artifacts.weightData);
      write(join(directory, WEIGHTS), data);
      write(join(directory, "model.json"), JSON.stringify(modelJson(artifacts)));
      return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: "JSON", weightDataBytes: data.byteLength } };
    },
  });
}

function modelJson({
  modelTopology,
  format,
  generatedBy,
  convertedBy,
  trainingConfig,
  userDefinedMetadata,
  weightSpecs,
}: io.ModelArtifacts) {
  const weightsManifest = [{ paths: [WEIGHTS], weights: weightSpecs ?? [] }];
  return { modelTopology, format, generatedBy, convertedBy, trainingConfig, userDefinedMetadata, weightsManifest };
}

const concatenate = (data: io.ModelArtifacts["weightData"]): Uint8Array =>
  data === undefined ? new Uint8Array() : Buffer.concat((Array.isArray(data) ? data : [data]).map((part) => new Uint8Array(part)));

/** A reader never sees half a file. */
function write(path: string, content: string | Uint8Array): void {
  writeFileSync(`${path}.tmp`, content);
  renameSync(`${path}.tmp`, path);
}
