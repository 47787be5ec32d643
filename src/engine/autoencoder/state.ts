import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { saveModel } from "../model/files.ts";
import { saveJson } from "../model/json-model.ts";
import type { Shape } from "./network.ts";
import type { Noise } from "./noise.ts";
import type { Standard } from "./standardise.ts";

interface Common {
  version: 1;
  /** Names of the features, in the order of the inputs. */
  features: string[];
}

/** What an anomaly detector knows beside its weights. */
export interface DetectorState extends Common {
  format: "trainyard-anomaly-detector";
  standard: Standard;
  contamination: number;
  /** Rows of a higher score are anomalies. */
  threshold: number;
}

/** What a pretrained autoencoder is, beside its weights. */
export interface PretrainedState extends Common {
  format: "trainyard-denoising-pretrain";
  shape: Shape;
  noise: Noise;
  seed: number;
}

/** Writes a network and what is kept beside it. */
export async function saveNetwork(network: LayersModel, state: DetectorState | PretrainedState, directory: string): Promise<void> {
  await mkdir(join(directory, "network"), { recursive: true });
  await saveModel(network, join(directory, "network"));
  await saveJson(state, directory);
}
