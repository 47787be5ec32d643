import type { ComparedColumn, ComparedSide } from "../../../protocol/compare.ts";
import type { Database } from "../database.ts";
import { isInteger } from "../kinds.ts";
import { type Decision, distancesOf, type Measured } from "./distances.ts";
import { type Figures, figuresOf } from "./figures.ts";
import { sturgesEdges } from "./measures.ts";
import type { ColumnPair } from "./pairs.ts";
import type { Side } from "./sides.ts";
import { type BothTallied, tallyQuantities } from "./tally.ts";

const SHOWN_BINS = 30;
/** Up to so many different whole numbers in a row have a bin each. */
const BIN_EACH = 50;
/** Up to so many different values before, Evidently compares the values' shares, and bins beyond. */
const FEW_VALUES = 20;
/** A list of more values than these is not held: it is binned after all. */
const MOST_LISTED = 100_000;

type Found = Pick<ComparedColumn, "bins"> &
  Decision & { before: Partial<ComparedSide>; after: Partial<ComparedSide>; distinct: Record<"before" | "after", number> };

/** Compares a column of numbers or dates. */
export async function compareQuantities(database: Database, pair: ColumnPair, before: Side, after: Side): Promise<Found> {
  const both = await tallyQuantities(database, pair, before, after);
  const figures = await figuresOf(both);
  const whole = [pair.before, pair.after].every((storage) => storage === null || isInteger(storage));
  const ends = [figures.before, figures.after].filter((side) => side !== null);
  const distinct = { before: figures.before?.distinct ?? 0, after: figures.after?.distinct ?? 0 };
  const told = { before: sideOf(figures.before), after: sideOf(figures.after), distinct };
  if (ends.length === 0) return { ...told, bins: null, distances: [], drifted: null };
  const range = { min: Math.min(...ends.map(({ min }) => min)), max: Math.max(...ends.map(({ max }) => max)) };
  const { shown, measured } = await distributions(both, figures, range, whole);
  return { ...told, bins: shown, ...(measured ? distancesOf(measured) : { distances: [], drifted: null }) };
}

function sideOf(figures: Figures | null): Partial<ComparedSide> {
  if (!figures) return {};
  const { n, min, max, mean, squares, quantiles } = figures;
  return { min, max, mean, std: n > 1 ? Math.sqrt(squares / (n - 1)) : null, quantiles };
}

async function distributions(
  both: BothTallied,
  { before, after }: Record<"before" | "after", Figures | null>,
  { min, max }: { min: number; max: number },
  whole: boolean,
): Promise<{ shown: ComparedColumn["bins"]; measured: Measured | null }> {
  const [n, m] = [before?.n ?? 0, after?.n ?? 0];
  const shown = new Bins(shownEdges(min, max, whole));
  const fine = new Bins(sturgesEdges(min, max, n + m, whole));
  const listed = { before: [] as number[], after: [] as number[] };
  let [cumulated, cumulatedAfter, farthest, area, last] = [0, 0, 0, 0, Number.NaN];
  await both.each((part) => {
    for (let i = 0; i < part.values.length; i += 1) {
      const [value, was, is] = [part.values[i] as number, part.before[i] as number, part.after[i] as number];
      shown.add(value, was, is);
      fine.add(value, was, is);
      if (listed.before.length <= MOST_LISTED) {
        listed.before.push(was);
        listed.after.push(is);
      }
      if (cumulated + cumulatedAfter > 0) area += Math.abs(cumulated / n - cumulatedAfter / m) * (value - last);
      cumulated += was;
      cumulatedAfter += is;
      farthest = Math.max(farthest, Math.abs(cumulated / n - cumulatedAfter / m));
      last = value;
    }
  });
  const bins = shown.edges.slice(1).map((to, i) => ({
    from: shown.edges[i] as number,
    to,
    before: shown.before[i] as number,
    after: shown.after[i] as number,
  }));
  if (!before || !after) return { shown: bins, measured: null };
  const counts = before.distinct <= FEW_VALUES && listed.before.length <= MOST_LISTED ? listed : fine;
  const [first, second] = [Array.from(counts.before), Array.from(counts.after)];
  const spread = Math.max(Math.sqrt(before.squares / n), 0.001);
  const quantities = { farthest, area: area / spread };
  return { shown: bins, measured: { n, m, rows: n, distinct: before.distinct, counts: [first, second], quantities } };
}

function shownEdges(min: number, max: number, whole: boolean): number[] {
  if (whole && max - min < BIN_EACH) return Array.from({ length: max - min + 2 }, (_, i) => min - 0.5 + i);
  const width = (max - min) / SHOWN_BINS;
  if (!(min + width > min)) return [min - 0.5, max + 0.5];
  return Array.from({ length: SHOWN_BINS + 1 }, (_, i) => (i === SHOWN_BINS ? max : min + i * width));
}

/** Counts of both sides between edges; the last bin has its upper edge. Values come in ascending order. */
class Bins {
  readonly edges: readonly number[];
  readonly before: Float64Array;
  readonly after: Float64Array;
  #at = 0;

  constructor(edges: readonly number[]) {
    this.edges = edges;
    this.before = new Float64Array(edges.length - 1);
    this.after = new Float64Array(edges.length - 1);
  }

  add(value: number, before: number, after: number): void {
    while (this.#at < this.before.length - 1 && value >= (this.edges[this.#at + 1] as number)) this.#at += 1;
    this.before[this.#at] = (this.before[this.#at] as number) + before;
    this.after[this.#at] = (this.after[this.#at] as number) + after;
  }
}
