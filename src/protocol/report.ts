import type { Direction } from "./run.ts";

/** What the learning curves and the scores say of a training, and what to try. */
export interface Verdict {
  kind: "diverged" | "overfitting" | "underfitting" | "still-improving" | "noisy" | "too-short" | "fine";
  sentence: string;
  /** The figures that say so, each in a sentence. */
  evidence: string[];
  tries: Advice[];
}

export interface Advice {
  text: string;
  /** Setting of the experiment file that it speaks of, such as `training.learningRate`. */
  setting?: string;
}

/** A run's figures on its test rows beside those of something else. */
export interface Versus {
  with: "baseline" | "champion";
  /** What the other is called. */
  name: string;
  /** The other, where it is a run. */
  run: string | null;
  figures: FigureDifference[];
  /** What the first of the figures says. */
  sentence: string;
  /** Why there are no intervals, or what to mind. */
  caveat?: string;
}

export interface FigureDifference {
  metric: string;
  direction: Direction;
  value: number;
  other: number;
  /** value - other. */
  difference: number;
  /** Of the difference: the middle 95 % of a paired bootstrap. Null where the rows are not the same. */
  interval: [number, number] | null;
  /** `level`: the interval holds 0, or they are equal. */
  verdict: "better" | "worse" | "level";
}
