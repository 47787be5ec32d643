import type { RunSummary } from "../../protocol/run.ts";

export interface Ranking {
  /** What the runs are ranked by: the headline of the newest run that has one. */
  metric: string | null;
  /** Live ones first, then best first, then those without the figure, newest first. */
  ordered: RunSummary[];
  best: RunSummary | null;
  /** How much better the best is than the next, as a positive number; null with one figure. */
  lead: number | null;
}

/** Ranks runs of one experiment or script. `runs` newest first. */
export function rank(runs: readonly RunSummary[]): Ranking {
  const metric = runs.find(({ headline, status }) => headline && status !== "RUNNING" && status !== "FAILED")?.headline?.metric ?? null;
  const live = runs.filter(({ status }) => status === "RUNNING");
  const ranked = runs.filter((run) => run.status !== "RUNNING" && headlineValue(run, metric) !== null).sort((a, b) => better(a, b, metric));
  const rest = runs.filter((run) => run.status !== "RUNNING" && headlineValue(run, metric) === null);
  const [best = null, next = null] = ranked;
  const lead = best && next ? Math.abs((headlineValue(best, metric) as number) - (headlineValue(next, metric) as number)) : null;
  return { metric, ordered: [...live, ...ranked, ...rest], best, lead };
}

/** The run's headline if it is of `metric` and a number. What a failed run had reached does not count. */
export function headlineValue({ headline, status }: RunSummary, metric: string | null): number | null {
  return headline && status !== "FAILED" && headline.metric === metric && Number.isFinite(headline.value) ? headline.value : null;
}

function better(a: RunSummary, b: RunSummary, metric: string | null): number {
  const sign = a.headline?.direction === "min" ? 1 : -1;
  const difference = sign * ((headlineValue(a, metric) as number) - (headlineValue(b, metric) as number));
  return difference || a.startTime - b.startTime; // of equals, the one that was there first
}
