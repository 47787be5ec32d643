import { readFileSync } from "node:fs";
import { distFile } from "../dist.ts";

/** The inner loops of `histogram.wat`, on the memory of a workspace; arguments are byte addresses. */
export interface Kernels {
  fillFour(
    histograms0: number,
    histograms1: number,
    histograms2: number,
    histograms3: number,
    bins0: number,
    bins1: number,
    bins2: number,
    bins3: number,
    pairs: number,
    from: number,
    to: number,
  ): void;
  fillOne(histogram: number, bins: number, pairs: number, from: number, to: number): void;
}

/** Compiled anew by each thread: it is a few hundred bytes. */
export function kernelsOn(memory: WebAssembly.Memory): Kernels {
  const compiled = new WebAssembly.Module(readFileSync(distFile("wasm/trees.wasm")));
  return new WebAssembly.Instance(compiled, { env: { memory } }).exports as unknown as Kernels;
}
