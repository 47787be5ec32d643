import type { hashEncode } from "../steps/hash-encode.ts";
import type { Emitter } from "./emitter.ts";

export const emitHashEncode: Emitter<typeof hashEncode> = ({ options: { buckets }, columns }, code) => {
  for (const column of columns) {
    const label = code.local(`${column.name}_label`, code.label(column));
    const hash = code.local(`${column.name}_hash`, `${label} === null ? null : ${code.call("murmurHash3", label)}`);
    const bucket = code.local(`${column.name}_bucket`, `${hash} === null ? -1 : Math.abs(${hash}) % ${buckets}`);
    const sign = code.local(`${column.name}_sign`, `${hash} !== null && ${hash} < 0 ? -1 : 1`);
    code.remove(column);
    for (let i = 0; i < buckets; i += 1) code.add(`${column.name}_${i}`, "number", `${bucket} === ${i} ? ${sign} : 0`);
  }
};
