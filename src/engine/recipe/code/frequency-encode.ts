import type { frequencyEncode } from "../steps/frequency-encode.ts";
import type { Emitter } from "./emitter.ts";
import { literal, map, number } from "./literals.ts";
import { unseenMessage } from "./unseen.ts";

export const emitFrequencyEncode: Emitter<typeof frequencyEncode> = ({ options, state, columns }, code) => {
  for (const column of columns) {
    const own = state[column.name];
    if (!own) continue;
    const { categories, counts } = own;
    const divisor = options.as === "share" ? counts.reduce((sum, count) => sum + count, 0) : 1;
    const entries = categories.map((label, i): [string, string] => [literal(label), number((counts[i] as number) / divisor)]);
    const table = code.constant(`${column.name}_${options.as}`, map(entries), "ReadonlyMap<string | null, number>");
    const otherwise = options.unseen === "error" ? code.call("fail", unseenMessage(column.name)) : "0";
    code.add(column.name, "number", `${table}.get(${code.label(column)}) ?? ${otherwise}`);
  }
};
