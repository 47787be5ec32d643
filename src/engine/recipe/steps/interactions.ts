import type { NumberColumn } from "../../data/column.ts";
import { resultTooLarge, tooFewColumns, tooManyColumns } from "../derive/errors.ts";
import type { Step, StepOptions } from "../step.ts";
import { numberColumn } from "../values.ts";

const MOST = 10_000;

/**
 * The product of each two columns as a new column `a_x_b`, on wish the squares `a_squared` too: the terms of degree 2 of
 * scikit-learn's `PolynomialFeatures`, in its order. Missing where either is.
 */
export const interactions: Step<StepOptions<"interactions">, null> = {
  accepts: () => ["number"],

  fit(columns, { squares }) {
    const n = columns.length;
    const count = (n * (n - 1)) / 2 + (squares ? n : 0);
    if (count === 0) throw tooFewColumns("interactions");
    if (count > MOST) throw tooManyColumns("interactions", count, MOST);
    return null;
  },

  apply(columns, { squares }) {
    const numbers = columns.filter((column) => column.kind === "number");
    const made = numbers.flatMap((a, i) => numbers.slice(squares ? i : i + 1).map((b) => product(a, b)));
    return [...columns, ...made];
  },
};

function product(a: NumberColumn, b: NumberColumn): NumberColumn {
  const name = a === b ? `${a.name}_squared` : `${a.name}_x_${b.name}`;
  const values = a.values.map((value, row) => {
    const result = value * (b.values[row] as number);
    if (Math.abs(result) === Number.POSITIVE_INFINITY) throw resultTooLarge(name, "interactions", row + 1);
    return result;
  });
  return numberColumn(name, values);
}
