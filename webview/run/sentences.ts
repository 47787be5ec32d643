import type { RunSummary } from "../../src/protocol/run.ts";
import { formatNumber, plural } from "../../src/shared/format.ts";
import type { Family } from "./series.ts";
import { unitOfRuns } from "./unit.ts";

/** What a chart shows, in words: each series' last and best value. */
export function familySentence({ series }: Family, runs: readonly RunSummary[]): string {
  const unit = unitOfRuns(runs);
  const parts = series.map(({ run, metric, values }) => {
    const of = runs.find(({ id }) => id === run);
    const summary = of?.metrics[metric];
    const name = runs.length > 1 ? `${of?.name ?? run} ${metric}` : metric;
    const last = formatNumber(summary?.last ?? values.at(-1));
    return summary ? `${name} ${last} (best ${formatNumber(summary.best)}, ${unit} ${summary.bestStep})` : `${name} ${last}`;
  });
  return parts.length > 6 ? `${plural(parts.length, "series", "series")} of ${plural(runs.length, "run")}.` : `${parts.join("; ")}.`;
}
