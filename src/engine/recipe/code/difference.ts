import type { difference } from "../steps/difference.ts";
import type { Emitter } from "./emitter.ts";
import { text } from "./literals.ts";
import { emitLookingBack, RECENT } from "./looking-back.ts";

export const emitDifference: Emitter<typeof difference> = (part, code) => {
  const { periods } = part.options;
  emitLookingBack(part, code, {
    ...RECENT,
    names: (column) => periods.map((period) => `${column}_difference_${period}`),
    lines: ({ id, name }, past, results) => [
      ...periods.map((period, i) => {
        const change = `${id} - ${code.call("valueBack", past, String(period))}`;
        return `${results[i]?.id} = ${code.call("bounded", change, text(name))};`;
      }),
      `${code.call("pushed", past, id, String(Math.max(...periods)))};`,
    ],
  });
};
