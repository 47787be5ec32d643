import type { Tensor, Tensor2D } from "@tensorflow/tfjs-core";
import { CompiledBatch } from "../compile/compiled-batch.ts";
import { type Batch, disposeBatch } from "./batch.ts";
import { batchesOf } from "./batches.ts";
import { epochFigures, type Figures, type FiguresState } from "./figures.ts";
import type { Training } from "./loop.ts";
import { lossOf } from "./step.ts";

export const VALIDATION_BATCH = 1024;

export interface Validator {
  /** The figures of the validation rows after an epoch (from 1), by the weights as they are. */
  validate(epoch: number, rest: () => Promise<boolean>): Promise<Record<string, number>>;
  dispose(): void;
}

/** Fewer batches in the whole training take less time than making a graph. */
const WORTH_COMPILING = 100;

/** Validates batch by batch; as one graph from the second epoch on, where that is worth it: the first figures are to be seen soon. */
export function validatorOf(training: Training): Validator {
  const { tf, network, validation, settings } = training;
  const size = "epoch" in validation ? VALIDATION_BATCH : (validation.x.atOnce ?? VALIDATION_BATCH);
  const source = batchesOf(tf, validation, { size, shuffleBy: null });
  const call = (...inputs: Tensor[]) => {
    const [x, y] = [inputs.slice(0, -1), inputs.at(-1) as Batch["y"]];
    const raw = network.apply(x, { training: false }) as Tensor2D;
    return [raw, lossOf(training, { y }, raw).mean()];
  };
  const worth = settings.compile !== "off" && settings.epochs * source.batches >= WORTH_COMPILING;
  const compiled = worth ? new CompiledBatch(tf, call) : null;
  return {
    async validate(epoch, rest) {
      const figures = figuresOf(training);
      const penalty = tf.tidy(() => network.calculateLosses().reduce((sum, loss) => sum + (loss.dataSync()[0] as number), 0));
      for await (const batch of source.epoch(0, 0)) {
        tf.tidy(() => {
          const inputs = [...batch.x, batch.y];
          const [raw, loss] = epoch > 1 && compiled ? compiled.run(...inputs) : call(...inputs);
          figures.add((loss?.dataSync()[0] as number) + penalty, raw?.dataSync() as Float32Array, batch.targets);
        });
        disposeBatch(batch);
        await rest();
      }
      return figures.values("val_");
    },
    dispose() {
      compiled?.dispose();
      if (source !== validation) source.dispose?.();
    },
  };
}

/** An epoch's figures, as its objective counts them; gone on with where it was broken off. */
export const figuresOf = ({ task, scale, objective }: Training, begun?: FiguresState): Figures =>
  epochFigures(task, { scale, half: objective?.probabilities ? 0.5 : 0 }, begun);
