import { createRequire } from "node:module";

const util: Record<string, unknown> = createRequire(import.meta.url)("node:util");

/** Node 23 dropped two functions of `util` that tfjs-node 4.22 calls in every operation. */
export function patchUtil(): void {
  util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
}
