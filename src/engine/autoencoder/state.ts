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
