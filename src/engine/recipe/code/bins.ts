import type { bins } from "../steps/bins.ts";
import type { Emitter } from "./emitter.ts";
import { list, number } from "./literals.ts";

export const emitBins: Emitter<typeof bins> = ({ options: { output, keep }, state, columns }, code) => {
  for (const column of columns) {
    const own = state[column.name];
    if (!own || column.kind !== "number") continue;
    const { id, name } = column;
    const edges = code.constant(`${name}_edges`, list(own.edges.map(number)), "readonly number[]");
    const bin = code.call("binOf", id, edges);
    if (!keep) code.remove(column);
    if (output === "ordinal") code.add(`${name}_bin`, "number", bin);
    else {
      const found = code.local(`${name}_bin`, bin);
      for (let i = 0; i <= own.edges.length; i += 1)
        code.add(`${name}_bin_${i}`, "number", `Number.isNaN(${found}) ? Number.NaN : Number(${found} === ${i})`);
    }
  }
};
