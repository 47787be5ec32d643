import type { MetricLine } from "../../protocol/journal.ts";
import type { Direction, MetricSummary } from "../../protocol/run.ts";

const LESS_IS_BETTER = /loss|error|deviance|perplexity|brier|inertia|davies_bouldin|(^|[_\W])(r?mse|mae|mape|msle|rmsle|mse)($|[_\W])/i;

/** Which way a series should go, by its name: down for losses and errors, else up. */
export const directionOf = (metric: string): Direction => (LESS_IS_BETTER.test(metric) ? "min" : "max");

/** What is known of each series so far. Values that are no number are seen, and are never the best. */
export class MetricSummaries {
  #byKey = new Map<string, MetricSummary>();

  add({ key, value: logged, step }: MetricLine): void {
    const value = Number(logged);
    const before = this.#byKey.get(key);
    if (!before) {
      this.#byKey.set(key, { last: value, best: value, bestStep: step, steps: 1, direction: directionOf(key) });
      return;
    }
    before.last = value;
    before.steps += 1;
    const better = before.direction === "max" ? value > before.best : value < before.best;
    if (better || (Number.isNaN(before.best) && !Number.isNaN(value))) {
      before.best = value;
      before.bestStep = step;
    }
  }

  all(): Record<string, MetricSummary> {
    return Object.fromEntries([...this.#byKey].map(([key, summary]) => [key, { ...summary }]));
  }
}

/** Lines of a `metrics.jsonl`. What is no metric, such as a last line torn by a crash, is passed over. */
export function parseMetricLines(text: string): MetricLine[] {
  const parsed: MetricLine[] = [];
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const one = parseMetricLine(line);
    if (one) parsed.push(one);
  }
  return parsed;
}

function parseMetricLine(line: string): MetricLine | undefined {
  try {
    const { key, value, step, timestamp } = JSON.parse(line) as MetricLine;
    const numeric = typeof value === "number" || value === "NaN" || value === "Infinity" || value === "-Infinity";
    if (typeof key !== "string" || !numeric || typeof step !== "number" || typeof timestamp !== "number") return undefined;
    return { key, value, step, timestamp };
  } catch {
    return undefined;
  }
}
