import type { fillMissing } from "../steps/fill-missing.ts";
import type { Emitter } from "./emitter.ts";
import { literal } from "./literals.ts";

export const emitFillMissing: Emitter<typeof fillMissing> = ({ options: { strategy, indicator }, state, columns }, code) => {
  if (indicator) for (const column of columns) code.add(`${column.name}_missing`, "number", `${code.missing(column)} ? 1 : 0`);
  for (const column of columns) {
    const { id, kind, name } = column;
    const value = state[name] ?? null;
    const own = kind === "text" && value !== null ? String(value) : value;
    code.again(column);
    if (strategy === "forward") {
      const start = own === null && kind !== "text" ? "Number.NaN" : literal(own);
      const last = code.memory(`last_${name}`, start, kind === "text" ? "string | null" : "number");
      code.line(`if (${code.missing(column)}) ${id} = ${last};`);
      code.line(`else ${last} = ${id};`);
    } else code.line(`if (${code.missing(column)}) ${id} = ${code.constant(`${name}_fill`, literal(own))};`);
  }
};
