import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { modelUnreadable } from "../model/errors.ts";
import type { Shape } from "./network.ts";
import type { Noise } from "./noise.ts";
import type { Standard } from "./standardise.ts";

const STATE = "autoencoder.json";

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

type State = DetectorState | PretrainedState;

export const saveState = (directory: string, state: State) => writeFile(join(directory, STATE), `${JSON.stringify(state, null, 1)}\n`);

/** Reads what `saveState` wrote. Throws `model-unreadable` for what is missing, broken, or of another kind or version. */
export async function loadState<S extends State>(directory: string, format: S["format"]): Promise<S> {
  const file = join(directory, STATE);
  const text = await readFile(file, "utf8").catch((error) => {
    throw modelUnreadable(file, "it is missing", error);
  });
  let state: State;
  try {
    state = JSON.parse(text) as State;
  } catch (error) {
    throw modelUnreadable(file, "it is not JSON", error);
  }
  if (state.format !== format) throw modelUnreadable(file, `it is no ${format.replace("trainyard-", "")} model`);
  if (state.version !== 1) throw modelUnreadable(file, `it is of version ${state.version}, and 1 is known here`);
  return state as S;
}
