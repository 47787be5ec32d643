import type { round } from "../steps/round.ts";
import type { Emitter } from "./emitter.ts";

export const emitRound: Emitter<typeof round> = ({ options: { decimals }, columns }, code) => {
  for (const column of columns.filter(({ kind }) => kind === "number"))
    code.assign(column, code.call("roundTo", column.id, String(decimals)));
};
