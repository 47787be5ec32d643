/** How curves are looked at; kept across reloads. */
export interface CurvesView {
  log: boolean;
  /** Weight of the past, 0 to 0.99. */
  smoothing: number;
  x: "epoch" | "time" | "clock";
  /** Lines that the legend has switched off, as `run metric`. */
  hidden: string[];
}

export interface RunView {
  curves: CurvesView;
  /** Of several runs: leave out what is the same in all. */
  onlyDifferences: boolean;
}

export const START: RunView = { curves: { log: false, smoothing: 0, x: "epoch", hidden: [] }, onlyDifferences: true };
