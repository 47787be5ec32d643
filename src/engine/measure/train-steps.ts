import type { MeasureJob } from "../../protocol/worker.ts";
import { loadBackend } from "../backend/load.ts";
import type { FitContext } from "../model/algorithm.ts";
import { algorithmFor } from "../model/registry.ts";
import type { TargetState } from "../model/target.ts";
import { noCheckpoints } from "../train/checkpoint/checkpoint.ts";
import type { Pace } from "./pace.ts";
import { Stopwatch } from "./stopwatch.ts";
import { usageNow } from "./usage.ts";
import { batchesOf, unpackWork } from "./work.ts";

/** Trains a few steps as the training itself would, through the same code, and tells how long one takes. The process ends after it. */
export async function trainSteps({ work: packed, backend, giveUpAbove }: MeasureJob, signal: AbortSignal): Promise<Pace> {
  const work = unpackWork(packed);
  const { model, settings } = work;
  const batches = batchesOf(work);
  const warmUp = model.algorithm === "image-classifier" ? batches : 0; // images are read in the first epoch
  const watch = new Stopwatch({
    warmUp,
    compiles: backend === "tensorflow" && settings.compile !== "off",
    giveUpAbove: giveUpAbove ?? Number.POSITIVE_INFINITY,
    usage: usageNow,
  });
  const enough = new AbortController();
  return new Promise((resolve, reject) => {
    const mark = (epochs: number) => {
      const pace = watch.mark(Math.round(epochs * batches), performance.now());
      if (!pace) return;
      enough.abort();
      resolve(pace);
    };
    const context: FitContext<unknown, TargetState> = {
      ...work,
      tensorflow: () => loadBackend(backend),
      checkpoints: noCheckpoints,
      onEpoch: (epoch) => mark(epoch),
      onProgress: (_epoch, fraction) => mark(fraction * settings.epochs),
      signal: AbortSignal.any([signal, enough.signal]),
    };
    algorithmFor(model)
      .fit(model, context)
      .then(() => resolve(watch.end()), reject);
  });
}
