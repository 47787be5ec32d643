import type { Column } from "../data/column.ts";
import type { Prepared } from "../recipe/apply.ts";
import { PARTS } from "../recipe/dates/parts.ts";
import { byCodePoint, labelAt, numberColumn } from "../recipe/values.ts";
import type { Part } from "./history.ts";
import { type KnownColumn, nameOf } from "./rows.ts";
import type { Path, Sample } from "./samples.ts";
import { type ForecasterParams, lagsOf } from "./settings.ts";
import { type TimeStep, timeAt } from "./time-step.ts";

export interface FeatureContext {
  params: ForecasterParams;
  step: TimeStep;
  /** Keys of the model's series, in its order. */
  series: readonly string[];
  parts: readonly Part[];
}

/**
 * What the learner reads of each sample: lags and rolling windows that end at the position before `upTo` (the origin, or
 * for a recursive forecast the step before the target), the calendar and what is known ahead at the target, and which series it is.
 */
export function featuresOf(
  { params, step, series, parts }: FeatureContext,
  samples: readonly Sample[],
  last: (sample: Sample) => number,
  path: Path,
): Prepared {
  const value = (i: number, position: number): number => {
    const { series, origin } = samples[i] as Sample;
    return position <= origin ? series.at(position) : path(i, position);
  };
  const ends = Int32Array.from(samples, last);
  const numbers = (name: string, of: (i: number) => number) =>
    numberColumn(
      name,
      Float64Array.from(samples, (_, i) => of(i)),
    );
  const columns: Column[] = [
    ...lagsOf(params).map((lag) => numbers(`lag_${lag}`, (i) => value(i, (ends[i] as number) + 1 - lag))),
    ...params.rolling.windows.flatMap((window) =>
      params.rolling.statistics.map((statistic) =>
        numbers(`rolling_${statistic}_${window}`, (i) =>
          STATISTICS[statistic](Float64Array.from({ length: window }, (_, back) => value(i, (ends[i] as number) - back))),
        ),
      ),
    ),
    ...calendar(params, step, samples),
    ...params.known.map((_, k) => knownColumn(k, samples, parts)),
    ...identity(params, series, samples),
  ];
  return { rows: samples.length, columns, kept: Int32Array.from(samples, (_, i) => i) };
}

const mean = (values: Float64Array) => values.reduce((a, b) => a + b, 0) / values.length;

const STATISTICS: Record<ForecasterParams["rolling"]["statistics"][number], (values: Float64Array) => number> = {
  mean,
  /** Of a sample, as pandas. */
  std(values) {
    const center = mean(values);
    return Math.sqrt(values.reduce((sum, value) => sum + (value - center) ** 2, 0) / (values.length - 1));
  },
  min: (values) => values.reduce((a, b) => Math.min(a, b)),
  max: (values) => values.reduce((a, b) => Math.max(a, b)),
};

function calendar({ calendar }: ForecasterParams, step: TimeStep, samples: readonly Sample[]): Column[] {
  if (calendar.length === 0) return [];
  const dates = samples.map(({ series, target }) => new Date(timeAt(step, series.anchor, target)));
  return calendar.flatMap((part) =>
    Object.entries(PARTS[part]).map(([name, read]) => numberColumn(`calendar_${name}`, Float64Array.from(dates, read))),
  );
}

function knownColumn(k: number, samples: readonly Sample[], parts: readonly Part[]): KnownColumn {
  const first = (parts[0] as Part).x.known[k] as KnownColumn;
  const cells = samples.map(({ series, target }) => {
    const place = series.rowAt(target);
    if (!place) throw new RangeError("what is known ahead is not there");
    return { column: (parts[place.part] as Part).x.known[k] as KnownColumn, row: place.row };
  });
  if (first.kind === "number")
    return numberColumn(
      first.name,
      Float64Array.from(cells, ({ column, row }) => (column.kind === "number" ? (column.values[row] as number) : Number.NaN)),
    );
  const labels = cells.map(({ column, row }) => labelAt(column, row));
  const levels = [...new Set(labels.filter((label) => label !== null))].sort(byCodePoint);
  const codes = new Map(levels.map((label, code) => [label, code]));
  return {
    kind: "category",
    name: first.name,
    levels,
    codes: Int32Array.from(labels, (label) => (label === null ? -1 : (codes.get(label) as number))),
  };
}

/** Of several series: a category for trees, else a column for each but the first, so that each has a level of its own. */
function identity({ learner }: ForecasterParams, series: readonly string[], samples: readonly Sample[]): Column[] {
  if (series.length < 2) return [];
  const names = series.map((key) => nameOf(key) as string);
  if (learner === "gradient-boosted-trees")
    return [{ kind: "category", name: "series", levels: names, codes: Int32Array.from(samples, (sample) => sample.series.index) }];
  return names.slice(1).map((name, i) =>
    numberColumn(
      `series_${name}`,
      Float64Array.from(samples, (sample) => Number(sample.series.index === i + 1)),
    ),
  );
}
