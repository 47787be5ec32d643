import type { HistogramBin } from "../../../protocol/profile.ts";
import type { Moments } from "./moments.ts";
import type { Ordered } from "./ordered.ts";

const FEWEST = 10;
const MOST = 50;

interface Spread {
  histogram: HistogramBin[];
  /** Values outside Tukey's fences: 1.5 interquartile ranges beyond the quartiles. */
  outliers: number;
}

/** Bins with edges `start + i * width`, each from its lower edge up to, and only the last with, its upper one. */
interface Bins {
  start: number;
  width: number;
  count: number;
}

/** Histogram and outliers of one column, in one pass. */
export async function spread(values: Ordered, moments: Moments, integer: boolean): Promise<Spread> {
  const { start, width, count } = chooseBins(moments, integer);
  const [low, high] = fences(moments);
  const found = new Float64Array(count);
  let outliers = 0;
  await values((part) => {
    for (let i = 0; i < part.values.length; i += 1) {
      const [value, times] = [part.values[i] as number, part.counts ? (part.counts[i] as number) : 1];
      const bin = Math.max(0, Math.min(count - 1, Math.floor((value - start) / width)));
      found[bin] = (found[bin] as number) + times;
      if (value < low || value > high) outliers += times;
    }
  });
  const edge = (i: number) => (i === count && count > 1 && !integer ? moments.max : start + i * width);
  return { histogram: Array.from(found, (times, i) => ({ from: edge(i), to: edge(i + 1), count: times })), outliers };
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
