import type { MetricLine } from "../../protocol/journal.ts";
import type { Curve, CurveQuery, CurveSeries } from "../../protocol/run.ts";
import { TrainyardError } from "../../shared/errors.ts";
import type { Store } from "../store/store.ts";
import { m4 } from "./m4.ts";

const DEFAULT_WIDTH = 1000;

/** The logged series of some runs, live ones too, reduced to what a plot of that width can show. */
export async function curveOf(store: Store, { runs, metrics, width = DEFAULT_WIDTH }: CurveQuery): Promise<Curve> {
  const series = await Promise.all(runs.map(async (run) => seriesOf(run, await linesOf(store, run), metrics)));
  return { series: series.flat().map((one) => reduce(one, width)) };
}

/** A run that has only just been asked for has no journal yet, and no series. */
async function linesOf(store: Store, run: string): Promise<MetricLine[]> {
  try {
    return await store.metricLines(run);
  } catch (error) {
    if (TrainyardError.is(error, "run-missing")) return [];
    throw error;
  }
}

function seriesOf(run: string, lines: MetricLine[], wanted: string[] | undefined): CurveSeries[] {
  const byMetric = new Map<string, CurveSeries>();
  for (const { key, value, step, timestamp } of lines) {
    if (wanted && !wanted.includes(key)) continue;
    let one = byMetric.get(key);
    if (!one) {
      one = { run, metric: key, steps: [], values: [], times: [] };
      byMetric.set(key, one);
    }
    one.steps.push(step);
    one.values.push(Number(value));
    one.times.push(timestamp);
  }
  return [...byMetric.values()];
}

function reduce(series: CurveSeries, width: number): CurveSeries {
  const kept = m4(series.steps, series.values, width);
  const pick = (values: number[]) => kept.map((i) => values[i] as number);
  return { ...series, steps: pick(series.steps), values: pick(series.values), times: pick(series.times) };
}
