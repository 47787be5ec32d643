import type { ordinalEncode } from "../steps/ordinal-encode.ts";
import type { Emitter } from "./emitter.ts";
import { map, text } from "./literals.ts";
import { unseenMessage } from "./unseen.ts";

export const emitOrdinalEncode: Emitter<typeof ordinalEncode> = ({ options: { unseen }, state, columns }, code) => {
  for (const column of columns) {
    const own = state[column.name];
    if (!own) continue;
    const order = code.constant(
      `${column.name}_order`,
      map(own.categories.map((label, i) => [text(label), String(i)])),
      "ReadonlyMap<string | null, number>",
    );
    const otherwise =
      unseen === "error" ? code.call("fail", unseenMessage(column.name)) : unseen === "bucket" ? String(own.categories.length) : "-1";
    code.add(column.name, "number", `${code.missing(column)} ? Number.NaN : (${order}.get(${code.label(column)}) ?? ${otherwise})`);
  }
};
