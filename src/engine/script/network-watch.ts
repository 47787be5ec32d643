import type { Fit, FitParams } from "../../sdk/autolog/fit.ts";
import type { ScriptNetwork } from "../measure/script-network.ts";

interface Trained {
  network: ScriptNetwork | null;
  ms: number;
}

/** Notes what a script trains by `fit`, and for how long: by the network that took longest its next run is measured. */
export class NetworkWatch {
  readonly #begun = new Map<Fit, { at: number; batchSize: number | null }>();
  #longest: Trained | null = null;

  begin(fit: Fit, { batchSize }: FitParams): void {
    this.#begun.set(fit, { at: performance.now(), batchSize });
  }

  end(fit: Fit): void {
    const begun = this.#begun.get(fit);
    this.#begun.delete(fit);
    if (!begun) return;
    const ms = performance.now() - begun.at;
    if (this.#longest && ms <= this.#longest.ms) return;
    this.#longest = { network: begun.batchSize === null ? null : networkOf(fit, begun.batchSize), ms };
  }

  /** The network of the fit that took longest, where that was so long; null where it was not, or cannot be made again by what is known of it. */
  longest(atLeastMs: number): ScriptNetwork | null {
    return this.#longest && this.#longest.ms >= atLeastMs ? this.#longest.network : null;
  }
}

function networkOf({ model, inner }: Fit, batchSize: number): ScriptNetwork | null {
  const { loss, optimizer } = inner;
  if (typeof loss !== "string") return null;
  try {
    return { topology: model.toJSON(null, false), loss, optimizer: optimizer.getClassName(), batchSize };
  } catch {
    return null; // a layer of the script's own that cannot be written down
  }
}
