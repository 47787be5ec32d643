import { readFileSync } from "node:fs";
import { distFile } from "../dist.ts";

type Address = number;

/** The inner loops of `histogram.wat`, `rows.wat` and `sigmoid.wat`, on the memory of a workspace. */
export interface Kernels {
  fillEight(...histogramsBinsPairsRows: [...Eight, bins: Address, more: Address, pairs: Address, from: Address, to: Address]): void;
  fillFour(...histogramsBinsPairsRows: [...Four, bins: Address, pairs: Address, from: Address, to: Address]): void;
  fillTwo(...histogramsBinsPairsRows: [...Two, bins: Address, pairs: Address, from: Address, to: Address]): void;
  fillOne(histogram: Address, bins: Address, pairs: Address, from: Address, to: Address): void;
  partition(bins: Address, goesLeft: Address, from: Address, to: Address, right: Address): number;
  settle(scores: Address, stride: number, from: Address, to: Address, value: number): void;
  follow(
    scores: Address,
    stride: number,
    bins: Address,
    group: number,
    feature: Address,
    goesLeft: Address,
    left: Address,
    right: Address,
    values: Address,
    from: number,
    to: number,
  ): void;
  sigmoid(scores: Address, targets: Address, weights: Address, pairs: Address, count: number, sums: Address): void;
}

type Two = [Address, Address];
type Four = [...Two, ...Two];
type Eight = [...Four, ...Four];

/** Compiled anew by each thread: they are a few hundred bytes. */
export function kernelsOn(memory: WebAssembly.Memory): Kernels {
  const exportsOf = (file: string) =>
    new WebAssembly.Instance(new WebAssembly.Module(readFileSync(distFile(`wasm/${file}`))), { env: { memory } }).exports as object;
  return { ...exportsOf("histogram.wasm"), ...exportsOf("rows.wasm"), ...exportsOf("sigmoid.wasm") } as Kernels;
}
