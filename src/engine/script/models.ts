import { join } from "node:path";
import type { Variable } from "@tensorflow/tfjs-core";
import type { LayersModel, Sequential } from "@tensorflow/tfjs-layers";
import { saveModel } from "../../sdk/autolog/save-model.ts";

type Model = LayersModel | Sequential;

interface Kept {
  /** Before the names of its params and metrics: nothing for the first model, `model2/` for the second. */
  prefix: string;
  directory: string;
  /** Over all fits of this model. */
  epochs: number;
  savedAt: number;
  saveMs: number;
  pending: boolean;
}

/** A script that fits a model in a loop shall not wait for its disk: saving takes at most this share of its time. */
const SAVING_SHARE = 0.01;
const MOST_MODELS = 20;

/** The models a script has trained, in the order of their first fit, each saved after its fits. */
export class ModelKeeper {
  readonly #models = new Map<Model, Kept>();
  readonly #artifacts: string;
  readonly #note: (text: string) => void;

  constructor(artifacts: string, note: (text: string) => void) {
    this.#artifacts = artifacts;
    this.#note = note;
  }

  of(model: Model): Kept {
    const known = this.#models.get(model);
    if (known) return known;
    const number = this.#models.size + 1;
    const name = number === 1 ? "model" : `model${number}`;
    const kept = {
      prefix: number === 1 ? "" : `${name}/`,
      directory: join(this.#artifacts, name),
      epochs: 0,
      savedAt: 0,
      saveMs: 0,
      pending: false,
    };
    this.#models.set(model, kept);
    return kept;
  }

  async keep(model: Model): Promise<void> {
    const kept = this.of(model);
    const due = kept.savedAt + kept.saveMs / SAVING_SHARE;
    kept.pending = true;
    if (Date.now() >= due) await this.#save(model, kept);
  }

  async keepPending(): Promise<void> {
    for (const [model, kept] of this.#models) {
      if (kept.pending && !isDisposed(model)) await this.#save(model, kept);
    }
  }

  async #save(model: Model, kept: Kept): Promise<void> {
    kept.pending = false;
    if (this.#models.size > MOST_MODELS && model !== [...this.#models.keys()][0]) {
      this.#note(`The script trained more than ${MOST_MODELS} models: only the first ones were saved.`);
      return;
    }
    const started = Date.now();
    try {
      await saveModel(model, kept.directory);
    } catch (error) {
      this.#note(`A model could not be saved: ${error instanceof Error ? error.message.split("\n", 1)[0] : error}`);
    }
    kept.savedAt = Date.now();
    kept.saveMs = kept.savedAt - started;
  }
}

/** `read` of a weight that is disposed of throws. */
const isDisposed = (model: Model) => model.weights.some((weight) => (weight as unknown as { val: Variable }).val.isDisposed);
