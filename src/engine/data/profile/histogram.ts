import type { HistogramBin } from "../../../protocol/profile.ts";
import { type Database, numberOf } from "../database.ts";
import { double } from "../sql.ts";
import type { Moments } from "./moments.ts";
import type { Tally } from "./tally.ts";

const FEWEST = 10;
const MOST = 50;

export interface Spread {
  histogram: HistogramBin[];
  /** Values outside Tukey's fences: 1.5 interquartile ranges beyond the quartiles. */
  outliers: number;
}

/** Bins with edges `start + i * width`, each from its lower edge up to, and only the last with, its upper one. */
export interface Bins {
  start: number;
  width: number;
  count: number;
}

/** Histogram and outliers of one column. */
export async function spread(database: Database, { column, from, value }: Tally, moments: Moments): Promise<Spread> {
  const bins = chooseBins(moments, column.shape === "integer");
  const [low, high] = fences(moments);
  const place = `least(${bins.count - 1}, greatest(0, floor((x - ${double(bins.start)}) / ${double(bins.width)})))::INTEGER`;
  const rows = await database.all(`SELECT ${place} AS bin, sum(c) AS n, sum(c) FILTER (x < ${double(low)} OR x > ${double(high)}) AS outside
    FROM (SELECT ${value} AS x, c FROM ${from}) WHERE x IS NOT NULL GROUP BY 1`);
  const edge = (i: number) =>
    i === bins.count && bins.count > 1 && column.shape !== "integer" ? moments.max : bins.start + i * bins.width;
  const histogram = Array.from({ length: bins.count }, (_, i) => ({ from: edge(i), to: edge(i + 1), count: 0 }));
  for (const { bin, n } of rows) (histogram[numberOf(bin)] as HistogramBin).count = numberOf(n);
  return { histogram, outliers: rows.reduce((sum, { outside }) => sum + numberOf(outside), 0) };
}

function fences({ quantiles }: Moments): [low: number, high: number] {
  const [low, high] = [quantiles["0.25"] as number, quantiles["0.75"] as number];
  const reach = 1.5 * (high - low);
  return [low - reach, high + reach];
}

/** A bin for each value of integers with few, else Freedman and Diaconis' width within 10 to 50 bins, whole for integers. */
export function chooseBins({ n, min, max, quantiles }: Pick<Moments, "n" | "min" | "max" | "quantiles">, integer: boolean): Bins {
  const range = max - min;
  if (integer && range < MOST) return { start: min - 0.5, width: 1, count: range + 1 };
  const iqr = (quantiles["0.75"] as number) - (quantiles["0.25"] as number);
  const ideal = iqr > 0 ? Math.ceil(range / ((2 * iqr) / Math.cbrt(n))) : MOST;
  const count = Math.max(FEWEST, Math.min(MOST, ideal));
  if (integer) {
    const width = Math.ceil((range + 1) / count);
    return { start: min - 0.5, width, count: Math.ceil((range + 1) / width) };
  }
  const width = range / count;
  const usable = Number.isFinite(width) && min + width > min;
  return usable ? { start: min, width, count } : { start: min, width: Math.max(1, Math.abs(min)), count: 1 };
}
