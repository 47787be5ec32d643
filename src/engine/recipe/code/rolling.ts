import type { StepOptions } from "../step.ts";
import type { rolling } from "../steps/rolling.ts";
import type { Emitter } from "./emitter.ts";
import { text } from "./literals.ts";
import { emitLookingBack, RECENT } from "./looking-back.ts";

type Statistic = StepOptions<"rolling">["statistics"][number];

export const emitRolling: Emitter<typeof rolling> = (part, code) => {
  const { window, statistics, minPeriods = window, includeCurrent } = part.options;
  const figures: Record<Statistic, (values: string) => string> = {
    mean: (values) => code.call("meanOf", values),
    std: (values) => code.call("stdOf", values),
    median: (values) => code.call("medianOf", values),
    sum: (values) => code.call("sumOf", values),
    min: (values) => `Math.min(...${values})`,
    max: (values) => `Math.max(...${values})`,
  };
  emitLookingBack(part, code, {
    ...RECENT,
    names: (column) => statistics.map((statistic) => `${column}_rolling_${statistic}_${window}`),
    lines: ({ id, name }, past, results) => {
      const push = `${code.call("pushed", past, id, String(window))};`;
      const known = code.call("knownOf", past);
      const set = statistics.map((statistic, i) => {
        const figure = code.call("bounded", figures[statistic](known), text(name));
        return `if (${known}.length >= ${minPeriods}) ${results[i]?.id} = ${figure};`;
      });
      return includeCurrent ? [push, ...set] : [...set, push];
    },
  });
};
