import type { splitText } from "../steps/split-text.ts";
import type { Emitter } from "./emitter.ts";
import { text } from "./literals.ts";

export const emitSplitText: Emitter<typeof splitText> = ({ options: { separator, parts, rest, keep }, columns }, code) => {
  for (const column of columns) {
    const { id, name } = column;
    const pieces = code.local(`${name}_parts`, code.call("piecesOf", id, text(separator), String(parts), String(rest === "keep")));
    if (!keep) code.remove(column);
    for (let i = 0; i < parts; i += 1) code.add(`${name}_${i + 1}`, "text", `${pieces}[${i}] ?? null`);
  }
};
