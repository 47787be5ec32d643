import { readFileSync } from "node:fs";
import { distFile } from "../dist.ts";

type Address = number;

/** The loops of `distances.wat`. */
export interface Kernels {
  toAll(rows: Address, end: Address, size: number, first: Address, last: Address, out: Address): void;
  least(distances: Address, end: Address, stride: number, out: Address): void;
  lower(distances: Address, end: Address, stride: number, limits: Address, sums: Address): void;
  toOwn(row: Address, end: Address, size: number, centres: Address, out: Address): void;
  add(row: Address, end: Address, size: number, sums: Address): void;
}

const PAGE = 65_536;
let loaded: { memory: WebAssembly.Memory; kernels: Kernels } | null = null;

/** The kernels and the memory that they work on, which has at least so many bytes. */
export function kernelsWith(bytes: number): { memory: WebAssembly.Memory; kernels: Kernels } {
  loaded ??= load();
  const missing = bytes - loaded.memory.buffer.byteLength;
  if (missing > 0) loaded.memory.grow(Math.ceil(missing / PAGE));
  return loaded;
}

function load() {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65_536, shared: false });
  const module = new WebAssembly.Module(readFileSync(distFile("wasm/distances.wasm")));
  return { memory, kernels: new WebAssembly.Instance(module, { env: { memory } }).exports as Kernels };
}
