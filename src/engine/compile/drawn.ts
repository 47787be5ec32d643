import type { TF } from "./binding.ts";

/** How JavaScript came to values: it drew them, from a seed that it took from `Math.random`. */
export interface Drawn {
  /** Even in [0, 1), or normal with mean 0 and deviation 1, times `scale`, plus `shift`. */
  from: "uniform" | "normal";
  scale: number;
  shift: number;
}

/** Finds the drawing that gives these values, among those that the seeds allow; null where there is none. */
export function drawnAs(tf: TF, values: Float32Array, shape: readonly number[], seeds: readonly number[]): Drawn | null {
  for (const seed of seeds) {
    for (const from of ["uniform", "normal"] as const) {
      const drawn = draw(tf, from, [...shape], seed);
      const line = lineBetween(drawn, values);
      if (line) return { from, ...line };
    }
  }
  return null;
}

function draw(tf: TF, from: Drawn["from"], shape: number[], seed: number): Float32Array {
  const tensor = from === "uniform" ? tf.randomUniform(shape, 0, 1, "float32", seed) : tf.randomNormal(shape, 0, 1, "float32", seed);
  const values = tensor.dataSync() as Float32Array;
  tensor.dispose();
  return values;
}

/** Of 32-bit floats: a few units in the last place. */
const CLOSE = 1e-5;

function lineBetween(x: Float32Array, y: Float32Array): { scale: number; shift: number } | null {
  if (y.length < 3) return null;
  const low = x.indexOf(Math.min(...x.subarray(0, MOST)));
  const high = x.indexOf(Math.max(...x.subarray(0, MOST)));
  const scale = ((y[high] as number) - (y[low] as number)) / ((x[high] as number) - (x[low] as number));
  const shift = (y[low] as number) - scale * (x[low] as number);
  if (!Number.isFinite(scale) || scale === 0) return null;
  const fits = y.every((value, i) => Math.abs(value - (shift + scale * (x[i] as number))) <= CLOSE * Math.max(1, Math.abs(value)));
  return fits ? { scale: tidy(scale), shift: tidy(shift) } : null;
}

/** Values that a line is drawn through. */
const MOST = 10_000;

/** What a person wrote has few digits, and 32-bit floats have no more. */
const tidy = (value: number): number => Number(value.toPrecision(6)) + 0;
