import type { Tensor2D } from "@tensorflow/tfjs-core";
import { disposeBatch } from "./batch.ts";
import { batchesOf } from "./batches.ts";
import { epochFigures, type Figures, type FiguresState } from "./figures.ts";
import type { Training } from "./loop.ts";
import { lossOf } from "./step.ts";

export const VALIDATION_BATCH = 1024;

/** The figures of the validation rows, by the weights as they are. */
export async function validate(training: Training, rest: () => Promise<boolean>): Promise<Record<string, number>> {
  const { tf, network, validation } = training;
  const figures = figuresOf(training);
  const size = "epoch" in validation ? VALIDATION_BATCH : (validation.x.atOnce ?? VALIDATION_BATCH);
  const penalty = tf.tidy(() => network.calculateLosses().reduce((sum, loss) => sum + (loss.dataSync()[0] as number), 0));
  for await (const batch of batchesOf(tf, validation, { size, shuffleBy: null }).epoch(0, 0)) {
    tf.tidy(() => {
      const raw = network.apply(batch.x, { training: false }) as Tensor2D;
      const loss = lossOf(training, batch, raw).mean().dataSync()[0] as number;
      figures.add(loss + penalty, raw.dataSync<"float32">(), batch.targets);
    });
    disposeBatch(batch);
    await rest();
  }
  return figures.values("val_");
}

/** An epoch's figures, as its objective counts them; gone on with where it was broken off. */
export const figuresOf = ({ task, scale, objective }: Training, begun?: FiguresState): Figures =>
  epochFigures(task, { scale, half: objective?.probabilities ? 0.5 : 0 }, begun);
