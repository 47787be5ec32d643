import type { Frame, NumberColumn } from "../../src/engine/data/column.ts";
import type { Explained } from "../../src/engine/explain/explained.ts";
import type { FittedModel, Predictions } from "../../src/engine/model/algorithm.ts";
import type { SupervisedTarget } from "../../src/engine/model/target.ts";

export interface LinearFixture {
  x: number[][];
  y: number[];
  coefficients: number[][];
  intercepts: number[];
}

/** A linear model of known coefficients over raw columns `x0`, `x1`..., with an empty recipe. */
export async function linearModel({ x, y, coefficients, intercepts }: LinearFixture, task: SupervisedTarget["task"]): Promise<Explained> {
  const names = coefficients[0]?.map((_, i) => `x${i}`) ?? [];
  const raw: Frame = {
    rows: x.length,
    columns: names.map((name, i): NumberColumn => ({ kind: "number", name, values: Float64Array.from(x, (row) => row[i] as number) })),
  };
  const model: FittedModel<Frame> = {
    read: ({ rows, columns }) => ({ rows, columns }),
    predict: async (frame) => predict(frame, coefficients, intercepts, task),
    save: async () => undefined,
    dispose: () => undefined,
  };
  const classes = task === "regression" ? [] : Array.from({ length: task === "binary" ? 2 : coefficients.length }, (_, k) => `c${k}`);
  const target: SupervisedTarget =
    task === "regression" ? { task, column: "y", mean: 0, std: 1 } : { task, column: "y", classes, counts: classes.map(() => 1) };
  return {
    model: model as FittedModel<unknown>,
    recipe: { version: 1, inputs: names.map((name) => ({ name, kind: "number" })), steps: [], features: names },
    compared: { target, actual: Float64Array.from(y), predictions: await model.predict(raw) },
    raw,
    memory: () => [],
  };
}

function predict({ rows, columns }: Frame, coefficients: number[][], intercepts: number[], task: string): Predictions {
  const scores = (row: number) =>
    coefficients.map((own, k) =>
      own.reduce((sum, weight, i) => sum + weight * ((columns[i] as NumberColumn).values[row] as number), intercepts[k] as number),
    );
  const width = task === "regression" ? 1 : Math.max(2, coefficients.length);
  const values = Float64Array.from(
    Array.from({ length: rows }, (_, row) => {
      const z = scores(row);
      if (task === "regression") return z;
      if (task === "binary") return [1 / (1 + Math.exp(z[0] as number)), 1 / (1 + Math.exp(-(z[0] as number)))];
      const most = Math.max(...z);
      const e = z.map((one) => Math.exp(one - most));
      const sum = e.reduce((a, b) => a + b, 0);
      return e.map((one) => one / sum);
    }).flat(),
  );
  return { values, width };
}
