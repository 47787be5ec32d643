/** About earlier rows. */
export const windows = {
  groupKey: {
    source: `
/** One text for the labels of a group; null where one is missing, which makes no group. */
function groupKey(labels: (string | null)[]): string | null {
  return labels.includes(null) ? null : JSON.stringify(labels);
}`,
  },
  inOrder: {
    source: `
/** What a row is ordered by; it may not lie before the last one. */
function inOrder(time: number, last: number, name: string): number {
  if (Number.isNaN(time)) return fail(name + " is missing, so the row has no place in the order");
  return time < last ? fail("by " + name + " this row comes before one that was there already") : time;
}`,
    needs: ["fail"],
  },
  Past: {
    source: `
/** What is known of the earlier rows of a group: what the last one is ordered by, and the values of each column. */
interface Past<T> {
  last: number;
  of: T[];
}`,
  },
  pastOf: {
    source: `
function pastOf<T>(pasts: Map<string, Past<T>>, key: string, columns: number, begin: () => T): Past<T> {
  const past = pasts.get(key) ?? { last: Number.NEGATIVE_INFINITY, of: Array.from({ length: columns }, begin) };
  pasts.set(key, past);
  return past;
}`,
    needs: ["Past"],
  },
  pushed: {
    source: `
/** Adds a value to the last few ones. */
function pushed(recent: number[], value: number, most: number): void {
  recent.push(value);
  if (recent.length > most) recent.shift();
}`,
  },
  knownOf: {
    source: `
function knownOf(recent: readonly number[]): number[] {
  return recent.filter((value) => !Number.isNaN(value));
}`,
  },
  valueBack: {
    source: `
/** The value so many rows back, from 1; NaN before the first. */
function valueBack(recent: readonly number[], rows: number): number {
  return recent[recent.length - rows] ?? Number.NaN;
}`,
  },
  meanOf: {
    source: `
function meanOf(values: readonly number[]): number {
  const share = 1 / values.length;
  let rough = 0;
  for (const value of values) rough += value * share;
  let rest = 0;
  for (const value of values) rest += value - rough;
  return rough + rest * share;
}`,
  },
  stdOf: {
    source: `
/** The sample's. */
function stdOf(values: readonly number[]): number {
  const n = values.length;
  if (n < 2) return Number.NaN;
  const center = meanOf(values);
  let sum = 0;
  for (const value of values) sum += (value - center) * (value - center);
  return Math.sqrt(((sum / n) * n) / (n - 1));
}`,
    needs: ["meanOf"],
  },
  medianOf: {
    source: `
function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] as number) + upper) / 2;
}`,
  },
  sumOf: {
    source: `
/** Neumaier's compensated sum. */
function sumOf(values: readonly number[]): number {
  let total = 0;
  let lost = 0;
  for (const value of values) {
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + lost;
}`,
  },
  Totals: {
    source: `
/** Figures of all values so far. */
interface Totals {
  count: number;
  sum: number;
  /** What rounding lost of the sum. */
  lost: number;
  min: number;
  max: number;
}`,
  },
  addTo: {
    source: `
function addTo(totals: Totals, value: number): void {
  if (Number.isNaN(value)) return;
  const next = totals.sum + value;
  totals.lost += Math.abs(totals.sum) >= Math.abs(value) ? totals.sum - next + value : value - next + totals.sum;
  totals.sum = next;
  totals.min = totals.count === 0 ? value : Math.min(totals.min, value);
  totals.max = totals.count === 0 ? value : Math.max(totals.max, value);
  totals.count += 1;
}`,
    needs: ["Totals"],
  },
} as const;
