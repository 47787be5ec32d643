import type { lag } from "../steps/lag.ts";
import type { Emitter } from "./emitter.ts";
import { emitLookingBack, RECENT } from "./looking-back.ts";

export const emitLag: Emitter<typeof lag> = (part, code) => {
  const { periods } = part.options;
  emitLookingBack(part, code, {
    ...RECENT,
    names: (column) => periods.map((period) => `${column}_lag_${period}`),
    lines: ({ id }, past, results) => [
      ...periods.map((period, i) => `${results[i]?.id} = ${code.call("valueBack", past, String(period))};`),
      `${code.call("pushed", past, id, String(Math.max(...periods)))};`,
    ],
  });
};
