import { readFileSync } from "node:fs";
import { distFile } from "../dist.ts";

/** The inner loops of `histogram.wat` and `sigmoid.wat`, on the memory of a workspace; arguments are byte addresses. */
export interface Kernels {
  fillFour(
    histograms0: number,
    histograms1: number,
    histograms2: number,
    histograms3: number,
    bins: number,
    pairs: number,
    from: number,
    to: number,
  ): void;
  fillOne(histogram: number, bins: number, pairs: number, from: number, to: number): void;
  sigmoid(scores: number, targets: number, weights: number, pairs: number, count: number, sums: number): void;
}

/** Compiled anew by each thread: they are a few hundred bytes. */
export function kernelsOn(memory: WebAssembly.Memory): Kernels {
  const exportsOf = (file: string) =>
    new WebAssembly.Instance(new WebAssembly.Module(readFileSync(distFile(`wasm/${file}`))), { env: { memory } }).exports as object;
  return { ...exportsOf("histogram.wasm"), ...exportsOf("sigmoid.wasm") } as Kernels;
}
