import type { HistogramBin } from "../../../protocol/profile.ts";
import { numberOf } from "../database.ts";
import { double } from "../sql.ts";
import type { Moments } from "./moments.ts";
import { fences } from "./quantiles.ts";
import type { Table, TableColumn } from "./table.ts";

const FEWEST = 10;
const MOST = 50;

export interface Spread {
  histogram: HistogramBin[];
  outliers: number;
}

/** Bins: edges `start + i * width`, each from its lower edge up to, and only the last with, its upper one. */
export interface Bins {
  start: number;
  width: number;
  count: number;
}

/** Histogram and outliers of one column. */
export async function spread({ database }: Table, column: TableColumn, moments: Moments, found: Record<string, number>): Promise<Spread> {
  const bins = chooseBins(moments, found, column.shape === "integer");
  const [low, high] = fences(found);
  const place = `least(${bins.count - 1}, greatest(0, floor((v - ${double(bins.start)}) / ${double(bins.width)})))::INTEGER`;
  const rows = await database.all(`SELECT ${place} AS bin, count(*) AS n, count_if(v < ${double(low)} OR v > ${double(high)}) AS outside
    FROM (SELECT ${column.value} AS v FROM data) WHERE v IS NOT NULL GROUP BY 1`);
  const histogram = Array.from({ length: bins.count }, (_, i) => ({ from: bins.start + i * bins.width, to: bins.start + (i + 1) * bins.width, count: 0 }));
  for (const { bin, n } of rows) (histogram[numberOf(bin)] as HistogramBin).count = numberOf(n);
  return { histogram, outliers: rows.reduce((sum, { outside }) => sum + numberOf(outside), 0) };
}

/** A bin for each value of integers with few, else Freedman and Diaconis' width within 10 to 50 bins, whole for integers. */
export function chooseBins({ n, min, max }: Pick<Moments, "n" | "min" | "max">, found: Record<string, number>, integer: boolean): Bins {
  const [low, high] = [min as number, max as number];
  const range = high - low;
  if (integer && range < MOST) return { start: low - 0.5, width: 1, count: range + 1 };
  if (range === 0 || !Number.isFinite(range)) return { start: low, width: Number.isFinite(range) && range > 0 ? range : Math.max(1, Math.abs(low)), count: 1 };
  const iqr = (found["0.75"] as number) - (found["0.25"] as number);
  const ideal = iqr > 0 ? Math.ceil(range / ((2 * iqr) / Math.cbrt(n))) : MOST;
  const count = Math.max(FEWEST, Math.min(MOST, ideal));
  if (!integer) return { start: low, width: range / count, count };
  const width = Math.ceil((range + 1) / count);
  return { start: low - 0.5, width, count: Math.ceil((range + 1) / width) };
}
