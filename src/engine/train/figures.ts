import { hasClasses, type Task } from "../../protocol/task.ts";

/** Adds up what an epoch logs, batch by batch, under TensorFlow.js's names. */
export interface Figures {
  add(loss: number, raw: Float32Array, y: Float32Array): void;
  values(prefix?: "val_"): Record<string, number>;
  /** What was added up, for an epoch that is gone on with later. */
  state(): FiguresState;
}

export interface FiguresState {
  rows: number;
  sums: Record<string, number>;
}

interface Scales {
  /** Turns standardised errors of a regression into the target's units. The loss stays standardised. */
  scale?: number;
  /** The single output of a binary network above which a row is of the positive class: 0 of a logit. */
  half?: number;
}

export function epochFigures(task: Task, { scale = 1, half = 0 }: Scales = {}, begun?: FiguresState): Figures {
  let rows = begun?.rows ?? 0;
  const sums: Record<string, number> = begun ? { ...begun.sums } : nothingYet(task);
  const bump = (name: string, by: number) => {
    sums[name] = (sums[name] as number) + by;
  };
  return {
    add(loss, raw, y) {
      rows += y.length;
      bump("loss", loss * y.length);
      if (hasClasses(task)) return bump("acc", correct(raw, y, half));
      if (task !== "regression") return;
      for (let i = 0; i < y.length; i += 1) {
        const error = ((raw[i] as number) - (y[i] as number)) * scale;
        bump("mae", Math.abs(error));
        bump("mse", error * error);
      }
    },
    values: (prefix) => Object.fromEntries(Object.entries(sums).map(([name, sum]) => [`${prefix ?? ""}${name}`, sum / rows])),
    state: () => ({ rows, sums: { ...sums } }),
  };
}

function nothingYet(task: Task): Record<string, number> {
  if (task === "regression") return { loss: 0, mae: 0, mse: 0 };
  return hasClasses(task) ? { loss: 0, acc: 0 } : { loss: 0 };
}

/** Names of the series that a training logs. */
export function seriesOf(task: Task): string[] {
  const figures = epochFigures(task);
  return [...Object.keys(figures.values()), ...Object.keys(figures.values("val_"))];
}

/** Rows whose largest output (of one output: whether it is above `half`) is that of their class. */
function correct(raw: Float32Array, y: Float32Array, half: number): number {
  const units = raw.length / y.length;
  let count = 0;
  for (let row = 0; row < y.length; row += 1) {
    let best = 0;
    if (units === 1) best = (raw[row] as number) > half ? 1 : 0;
    else
      for (let unit = 1; unit < units; unit += 1)
        if ((raw[row * units + unit] as number) > (raw[row * units + best] as number)) best = unit;
    if (best === y[row]) count += 1;
  }
  return count;
}
