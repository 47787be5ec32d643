import type { Segment, Segments } from "../../protocol/explanation.ts";
import type { Frame } from "../data/column.ts";
import { mostProbable } from "../evaluate/classification.ts";
import type { Compared } from "../evaluate/evaluate.ts";
import { type Bin, type Binned, binColumn } from "./bins.ts";
import { falseDiscovery } from "./false-discovery.ts";
import { fisher } from "./fisher.ts";
import { type LossSums, less, momentsOf, NOTHING, sumsByCode } from "./loss-sums.ts";
import { type Moments, welch } from "./student.ts";

/** Numbers of at most so many values are looked at value by value. */
export const FEW = 6;
const LEAST_ROWS = 10;
const LEAST_SHARE = 0.02;
/** Columns of which every two are looked at together. */
const PAIRED = 12;
const MOST = 15;
const LEVEL = 0.05;
/** Segments that share more of their rows than this say the same. */
const SAME = 0.8;
/** Where nothing varies on either side the effect has no bound. */
const MOST_EFFECT = 99;

interface Candidate {
  bins: Bin[];
  sums: LossSums;
  /** Is it worse than what is left of each segment that it is a part of? */
  adds: boolean;
  rows(): Int32Array;
}

/**
 * Parts of the data, by the values of one column or of two, where the model does worse than elsewhere beyond chance: errors are
 * compared by Fisher's exact test, absolute errors by Welch's t-test, corrected for all segments tried. After SliceFinder (Chung
 * et al. 2019). A segment of two columns must also be worse than what is left of either column's own.
 */
export function weakSegments(compared: Compared, raw: Frame, columns: readonly string[]): Segments {
  const losses = lossesOf(compared);
  const exact = compared.target.task !== "regression";
  const overall = losses.reduce((sum, value) => sum + value, 0) / losses.length;
  const distances = losses.map((loss) => loss - overall);
  const all = sumsByCode(distances, new Int32Array(losses.length), 1)[0] ?? NOTHING;
  const leastRows = Math.max(LEAST_ROWS, Math.ceil(losses.length * LEAST_SHARE));
  const enough = ({ rows }: LossSums) => rows >= leastRows && all.rows - rows >= leastRows;
  const worse = (here: LossSums, rest: LossSums) => chance(momentsOf(here, overall), momentsOf(rest, overall), exact);

  const binned = columns.flatMap((name) => {
    const column = raw.columns.find((one) => one.name === name);
    const found = column && binColumn(column, FEW);
    return found && found.bins.length > 1 ? [{ ...found, sums: sumsByCode(distances, found.codes, found.bins.length) }] : [];
  });
  const singles = binned.flatMap(({ bins, codes, sums }) =>
    sums.map((own, code): Candidate => ({ bins: [bins[code] as Bin], sums: own, adds: true, rows: () => rowsWith(codes, code) })),
  );
  const pairs = binned.slice(0, PAIRED).flatMap((a, i) =>
    binned.slice(i + 1, PAIRED).flatMap((b) => {
      const codes = together(a, b);
      return sumsByCode(distances, codes, a.bins.length * b.bins.length).flatMap((own, code): Candidate[] => {
        const [x, y] = [Math.floor(code / b.bins.length), code % b.bins.length];
        const wholes = [a.sums[x] as LossSums, b.sums[y] as LossSums];
        if (!enough(own) || !wholes.every(enough)) return [];
        const adds = wholes.every((whole) => whole.rows - own.rows > 1 && worse(own, less(whole, own)) <= LEVEL);
        return [{ bins: [a.bins[x] as Bin, b.bins[y] as Bin], sums: own, adds, rows: () => rowsWith(codes, code) }];
      });
    }),
  );

  const tried = [...singles, ...pairs]
    .filter(({ sums }) => enough(sums))
    .map((one) => ({ ...one, p: worse(one.sums, less(all, one.sums)) }));
  const corrected = falseDiscovery(tried.map(({ p }) => p));
  const weak = tried
    .map((one, i) => {
      const [here, rest] = [momentsOf(one.sums, overall), momentsOf(less(all, one.sums), overall)];
      return { ...one, q: corrected[i] as number, here, rest, effect: effectOf(here, rest) };
    })
    .filter(({ q, adds, effect }) => adds && q <= LEVEL && effect > 0)
    .sort((a, b) => b.effect - a.effect || a.q - b.q);
  const figure = ({ mean, rows }: Moments) => (exact ? 1 - Math.round(mean * rows) / rows : mean);
  return {
    metric: exact ? "accuracy" : "mae",
    direction: exact ? "max" : "min",
    overall: losses.length === 0 ? 0 : exact ? 1 - overall : overall,
    tried: tried.length,
    leastRows,
    weak: distinct(weak).map(({ bins, here, rest, p, q, effect }): Segment => {
      const parts = bins.map(({ column, condition, filter }) => ({ column, condition, filter }));
      return { parts, rows: here.rows, value: figure(here), rest: figure(rest), effect, p, q };
    }),
  };
}

/** 1 for a wrong class; the absolute error of a value. */
function lossesOf({ target, actual, predictions: { values, width } }: Compared): Float64Array {
  if (target.task === "regression") return actual.map((y, row) => Math.abs(y - (values[row] as number)));
  const chosen = mostProbable(values, width);
  return actual.map((y, row) => (chosen[row] === y ? 0 : 1));
}

/** One code for each pair of codes. */
const together = (a: Binned, b: Binned): Int32Array =>
  a.codes.map((x, row) => (x < 0 || (b.codes[row] as number) < 0 ? -1 : x * b.bins.length + (b.codes[row] as number)));

const rowsWith = (codes: Int32Array, code: number): Int32Array => Int32Array.from(codes.keys()).filter((row) => codes[row] === code);

/** How likely chance alone makes the first so much worse than the second; 1 where it is not worse. */
function chance(here: Moments, rest: Moments, exact: boolean): number {
  if (!(here.mean > rest.mean)) return 1;
  const hits = ({ mean, rows }: Moments) => Math.round(mean * rows);
  if (exact) return fisher(hits(here), here.rows, hits(here) + hits(rest), here.rows + rest.rows);
  const p = welch(here, rest);
  return Number.isNaN(p) ? 0 : p;
}

function effectOf(here: Moments, rest: Moments): number {
  const size = (Math.SQRT2 * (here.mean - rest.mean)) / Math.sqrt(here.variance + rest.variance);
  return Number.isNaN(size) ? 0 : Math.max(-MOST_EFFECT, Math.min(MOST_EFFECT, size));
}

/** Of segments with nearly the same rows the first. */
function distinct<T extends Candidate>(found: readonly T[]): T[] {
  const kept: { one: T; rows: Set<number> }[] = [];
  for (const one of found) {
    if (kept.length === MOST) break;
    const own = one.rows();
    const same = kept.some(({ rows }) => {
      if (Math.min(own.length, rows.size) / Math.max(own.length, rows.size) <= SAME) return false;
      const shared = own.reduce((sum, row) => sum + (rows.has(row) ? 1 : 0), 0);
      return shared / (own.length + rows.size - shared) > SAME;
    });
    if (!same) kept.push({ one, rows: new Set(own) });
  }
  return kept.map(({ one }) => one);
}
