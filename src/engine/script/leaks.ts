import { formatBytes, plural } from "../../shared/format.ts";

/** What a training keeps for itself (weights, moments) is there after so many steps. */
const WARM_UP = 3;
const MOST_SAMPLES = 256;
/** With fewer there is no telling growth from what goes up and down. */
const LEAST_SAMPLES = 8;

/** Watches how many tensors there are after each step, and whether they become more and more. */
export interface TensorWatch {
  add(tensors: number, bytes: number): void;
  /** A sentence where they do; null where not. `unit`: what a step is. */
  note(unit: string): string | null;
}

export function tensorWatch(): TensorWatch {
  let samples: { step: number; tensors: number; bytes: number }[] = [];
  let steps = 0;
  let stride = 1;
  return {
    add(tensors, bytes) {
      steps += 1;
      if (steps <= WARM_UP || steps % stride !== 0) return;
      samples.push({ step: steps, tensors, bytes });
      if (samples.length < MOST_SAMPLES) return;
      stride *= 2;
      samples = samples.filter(({ step }) => step % stride === 0);
    },
    note(unit) {
      const [first, last] = [samples[0], samples.at(-1)];
      if (!first || !last || !grows(samples.map(({ tensors }) => tensors))) return null;
      const [more, bytes] = [last.tensors - first.tensors, Math.max(0, last.bytes - first.bytes)];
      const each = Number((more / (last.step - first.step)).toPrecision(2));
      return (
        `Tensors leak: ${plural(last.step - first.step, unit)} left ${plural(more, "tensor")} (${formatBytes(bytes)}) in memory, about ${each} each. ` +
        "Wrap what a step computes in tf.tidy, or dispose of it."
      );
    },
  };
}

/** Every quarter begins above all of the quarter two before it: what is filled once and then kept stops growing. */
function grows(counts: number[]): boolean {
  if (counts.length < LEAST_SAMPLES) return false;
  const quarter = (i: number) => counts.slice(Math.floor((i * counts.length) / 4), Math.floor(((i + 1) * counts.length) / 4));
  return [0, 1].every((i) => Math.min(...quarter(i + 2)) > Math.max(...quarter(i)));
}
