import { SPLITS } from "../../../../protocol/run.ts";
import type { SplitColumn, SplitDistance } from "../../../../protocol/split.ts";
import { kolmogorovSmirnov } from "../../compare/kolmogorov.ts";
import { numberOf } from "../../database.ts";
import { numberSql } from "../../kinds.ts";
import { ident } from "../../sql.ts";
import { doublesOf, integersOf } from "../../vectors.ts";
import type { CheckContext, DataColumn } from "./context.ts";

/** How a column of numbers or dates lies in each split against the rest: Kolmogorov and Smirnov's test of two samples. */
export async function byValue({ database }: CheckContext, { name, storage }: DataColumn): Promise<SplitColumn> {
  const rows = `FROM (SELECT ${numberSql(ident(name), storage)} AS x, __split AS s FROM data WHERE __split IS NOT NULL) WHERE x IS NOT NULL`;
  const row = await database.one(`SELECT ${SPLITS.map((_, side) => `count_if(s = ${side}) AS c${side}`).join(", ")} ${rows}`);
  const counts = SPLITS.map((_, side) => numberOf(row[`c${side}`]));
  const all = counts.reduce((sum, count) => sum + count, 0);
  const gaps = new Gaps(counts);
  // DuckDB sorts, and spills to disk where it must; a window over the sorted rows would take it five times as long.
  for await (const chunk of database.chunks(`SELECT x, s::INTEGER AS s ${rows} ORDER BY x`))
    gaps.add(doublesOf(chunk, 0), integersOf(chunk, 1));
  const widest = gaps.end();
  const splits = SPLITS.map((split, side): SplitDistance => {
    const own = counts[side] as number;
    const rest = all - own;
    if (own === 0 || rest === 0) return { split, distance: null, statistic: null, p: null };
    const statistic = widest[side] as number;
    // What a split is from all rows is what it is from the rest, as far as the rest is all.
    return { split, distance: (statistic * rest) / all, statistic, p: kolmogorovSmirnov(statistic, own, rest).p };
  });
  return { name, test: "kolmogorov-smirnov", splits };
}

/** The widest gap between the distribution of each split and that of the others, from rows that come in ascending order. */
class Gaps {
  readonly #counts: readonly number[];
  readonly #all: number;
  readonly #below: Float64Array;
  readonly #widest: Float64Array;
  #value = Number.NaN;

  constructor(counts: readonly number[]) {
    this.#counts = counts;
    this.#all = counts.reduce((sum, count) => sum + count, 0);
    this.#below = new Float64Array(counts.length);
    this.#widest = new Float64Array(counts.length);
  }

  add(values: Float64Array, sides: Int32Array): void {
    const below = this.#below;
    for (let i = 0; i < values.length; i += 1) {
      const value = values[i] as number;
      if (value !== this.#value) {
        this.#close();
        this.#value = value;
      }
      const side = sides[i] as number;
      below[side] = (below[side] as number) + 1;
    }
  }

  end(): Float64Array {
    this.#close();
    return this.#widest;
  }

  /** All rows of one value, or less, are counted. */
  #close(): void {
    const [below, widest] = [this.#below, this.#widest];
    let before = 0;
    for (let side = 0; side < below.length; side += 1) before += below[side] as number;
    for (let side = 0; side < below.length; side += 1) {
      const [own, count] = [below[side] as number, this.#counts[side] as number];
      const gap = Math.abs(own / count - (before - own) / (this.#all - count));
      if (gap > (widest[side] as number)) widest[side] = gap;
    }
  }
}
