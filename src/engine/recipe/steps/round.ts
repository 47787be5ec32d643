import { perColumn, type StepOptions } from "../step.ts";
import { numberColumn } from "../values.ts";

/** Rounds numbers, a half to the even digit, as numpy's `round`. Missing stays missing. */
export const round = perColumn<StepOptions<"round">, null>({
  accepts: () => ["number"],
  fit: () => null,
  apply(column, { decimals }) {
    if (column.kind !== "number") return [column];
    const scale = 10 ** Math.abs(decimals);
    const values = column.values.slice();
    for (let row = 0; row < values.length; row += 1) {
      const value = values[row] as number;
      const rounded = decimals < 0 ? halfToEven(value / scale) * scale : halfToEven(value * scale) / scale;
      if (Number.isFinite(rounded)) values[row] = rounded; // too large to have digits there
    }
    return [numberColumn(column.name, values)];
  },
});

function halfToEven(value: number): number {
  const up = Math.round(value);
  return up - value === 0.5 && up % 2 !== 0 ? up - 1 : up;
}
