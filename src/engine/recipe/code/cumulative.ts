import type { StepOptions } from "../step.ts";
import type { cumulative } from "../steps/cumulative.ts";
import type { Emitter } from "./emitter.ts";
import { number, text } from "./literals.ts";
import { emitLookingBack } from "./looking-back.ts";

type Statistic = StepOptions<"cumulative">["statistics"][number];

const FIELDS = ["count", "sum", "lost", "min", "max"] as const;

const FIGURES: Record<Statistic, (totals: string) => string> = {
  count: (totals) => `${totals}.count`,
  sum: (totals) => `${totals}.count === 0 ? Number.NaN : ${totals}.sum + ${totals}.lost`,
  mean: (totals) => `(${totals}.sum + ${totals}.lost) / ${totals}.count`,
  min: (totals) => `${totals}.count === 0 ? Number.NaN : ${totals}.min`,
  max: (totals) => `${totals}.count === 0 ? Number.NaN : ${totals}.max`,
};

export const emitCumulative: Emitter<typeof cumulative> = (part, code) => {
  const { statistics, includeCurrent } = part.options;
  const totalsOf = (figures: readonly (number | null)[]) =>
    `{ ${FIELDS.map((field, i) => `${field}: ${number(figures[i] ?? Number.NaN)}`).join(", ")} }`;
  emitLookingBack(part, code, {
    type: code.use("Totals"),
    begin: totalsOf([0, 0, 0, 0, 0]),
    saved: totalsOf,
    names: (column) => statistics.map((statistic) => `${column}_cumulative_${statistic}`),
    lines: ({ id, name }, past, results) => {
      const add = `${code.call("addTo", past, id)};`;
      const set = statistics.map((statistic, i) => `${results[i]?.id} = ${code.call("bounded", FIGURES[statistic](past), text(name))};`);
      return includeCurrent ? [add, ...set] : [...set, add];
    },
  });
};
