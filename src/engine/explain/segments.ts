import type { Segment, Segments } from "../../protocol/explanation.ts";
import type { Frame } from "../data/column.ts";
import { mostProbable } from "../evaluate/classification.ts";
import type { Compared } from "../evaluate/evaluate.ts";
import { type Bin, binColumn } from "./bins.ts";
import { falseDiscovery } from "./false-discovery.ts";
import { fisher } from "./fisher.ts";
import { type Moments, welch } from "./student.ts";

/** Numbers of at most so many values are looked at value by value. */
const FEW = 6;
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
  rows: Int32Array;
  here: Moments;
  p: number;
}

/**
 * Parts of the data, by the values of one column or of two, where the model does worse than elsewhere beyond chance: errors are
 * compared by Fisher's exact test, absolute errors by Welch's t-test, corrected for all segments tried. After SliceFinder (Chung
 * et al. 2019). A segment of two columns must also be worse than what is left of either column's own.
 */
export function weakSegments(compared: Compared, raw: Frame, columns: readonly string[]): Segments {
  const losses = lossesOf(compared);
  const rows = losses.length;
  const leastRows = Math.max(LEAST_ROWS, Math.ceil(rows * LEAST_SHARE));
  const all = momentsOf(losses);
  const exact = compared.target.task !== "regression";
  const judge = (bins: Bin[], own: Int32Array, within?: Int32Array): Candidate | null => {
    const whole = within ? momentsOf(losses, within) : all;
    if (own.length < leastRows || whole.rows - own.length < (within ? 2 : leastRows)) return null;
    const here = momentsOf(losses, own);
    return { bins, rows: own, here, p: worse(here, whole, exact) };
  };
  const binned = columns.flatMap((name) => {
    const column = raw.columns.find((one) => one.name === name);
    const found = column && binColumn(column, FEW);
    return found && found.bins.length > 1 ? [found] : [];
  });
  const singles = binned.map(({ bins, codes }) => bins.map((bin, code) => judge([bin], rowsWith(codes, code))));
  const pairs = binned.slice(0, PAIRED).flatMap((a, i) =>
    binned.slice(i + 1, PAIRED).flatMap((b, j) =>
      a.bins.flatMap((left, x) =>
        b.bins.flatMap((right, y) => {
          const [wholeA, wholeB] = [singles[i]?.[x], singles[i + 1 + j]?.[y]];
          if (!wholeA || !wholeB) return [];
          const own = wholeA.rows.filter((row) => b.codes[row] === y);
          const found = judge([left, right], own);
          const adds = [wholeA, wholeB].every((whole) => own.length < whole.rows.length && (judge([], own, whole.rows)?.p ?? 1) <= LEVEL);
          return found ? [{ ...found, adds }] : [];
        }),
      ),
    ),
  );
  const tried = [...singles.flat().flatMap((one) => (one ? [{ ...one, adds: true }] : [])), ...pairs];
  const corrected = falseDiscovery(tried.map(({ p }) => p));
  const weak = tried
    .map((one, i) => ({ ...one, q: corrected[i] as number, effect: effectOf(one.here, restOf(one.here, all)) }))
    .filter(({ q, adds, effect }) => adds && q <= LEVEL && effect > 0)
    .sort((a, b) => b.effect - a.effect || a.q - b.q);
  return {
    metric: exact ? "accuracy" : "mae",
    direction: exact ? "max" : "min",
    overall: exact ? 1 - all.mean : all.mean,
    tried: tried.length,
    leastRows,
    weak: distinct(weak).map(({ bins, here, p, q, effect }): Segment => {
      const rest = restOf(here, all);
      const shown = (mean: number) => (exact ? 1 - mean : mean);
      const parts = bins.map(({ column, condition, filter }) => ({ column, condition, filter }));
      return { parts, rows: here.rows, value: shown(here.mean), rest: shown(rest.mean), effect, p, q };
    }),
  };
}

/** 1 for a wrong class; the absolute error of a value. */
function lossesOf({ target, actual, predictions: { values, width } }: Compared): Float64Array {
  if (target.task === "regression") return actual.map((y, row) => Math.abs(y - (values[row] as number)));
  const chosen = mostProbable(values, width);
  return actual.map((y, row) => (chosen[row] === y ? 0 : 1));
}

const rowsWith = (codes: Int32Array, code: number): Int32Array => Int32Array.from(codes.keys()).filter((row) => codes[row] === code);

function momentsOf(losses: Float64Array, rows?: Int32Array): Moments {
  const values = rows ? Float64Array.from(rows, (row) => losses[row] as number) : losses;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { rows: values.length, mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1) };
}

/** The moments of all rows but these. */
function restOf(here: Moments, all: Moments): Moments {
  const rows = all.rows - here.rows;
  const mean = all.mean + ((all.mean - here.mean) * here.rows) / rows;
  const squares = (all.rows - 1) * all.variance - (here.rows - 1) * here.variance - (here.rows * rows * (here.mean - mean) ** 2) / all.rows;
  return { rows, mean, variance: Math.max(0, squares / (rows - 1)) };
}

/** One-sided; 1 where it is not worse. */
function worse(here: Moments, all: Moments, exact: boolean): number {
  const rest = restOf(here, all);
  if (!(here.mean > rest.mean)) return 1;
  if (exact) return fisher(Math.round(here.mean * here.rows), here.rows, Math.round(all.mean * all.rows), all.rows);
  const p = welch(here, rest);
  return Number.isNaN(p) ? 0 : p;
}

function effectOf(here: Moments, rest: Moments): number {
  const size = (Math.SQRT2 * (here.mean - rest.mean)) / Math.sqrt(here.variance + rest.variance);
  return Number.isNaN(size) ? 0 : Math.max(-MOST_EFFECT, Math.min(MOST_EFFECT, size));
}

/** Of segments with nearly the same rows the first. */
function distinct<T extends { rows: Int32Array }>(found: readonly T[]): T[] {
  const kept: { one: T; rows: Set<number> }[] = [];
  for (const one of found) {
    if (kept.length === MOST) break;
    const same = kept.some(({ rows }) => {
      const shared = one.rows.reduce((sum, row) => sum + (rows.has(row) ? 1 : 0), 0);
      return shared / (one.rows.length + rows.size - shared) > SAME;
    });
    if (!same) kept.push({ one, rows: new Set(one.rows) });
  }
  return kept.map(({ one }) => one);
}
