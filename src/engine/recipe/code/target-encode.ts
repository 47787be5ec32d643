import type { targetEncode } from "../steps/target-encode.ts";
import type { Emitter } from "./emitter.ts";
import { literal, map, number } from "./literals.ts";
import { unseenMessage } from "./unseen.ts";

export const emitTargetEncode: Emitter<typeof targetEncode> = ({ options: { unseen }, state, columns }, code) => {
  for (const column of columns) {
    const own = state[column.name];
    if (!own) continue;
    const { categories, outputs } = own;
    const label = code.label(column);
    code.remove(column);
    for (const { name, mean, values } of outputs) {
      const entries = categories.map((category, i): [string, string] => [literal(category), number(values[i] ?? mean)]);
      const table = code.constant(`${name}_encoded`, map(entries), "ReadonlyMap<string | null, number>");
      const otherwise = unseen === "error" ? code.call("fail", unseenMessage(column.name)) : code.constant(`${name}_mean`, number(mean));
      code.add(name, "number", `${table}.get(${label}) ?? ${otherwise}`);
    }
  }
};
