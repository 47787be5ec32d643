import { setImmediate } from "node:timers/promises";
import { PairSums } from "./pair-sums.ts";
import type { Ranks } from "./ranks.ts";
import type { TableColumn } from "./table.ts";

const BLOCK = 2 ** 14;

/** Spearman's correlation of two columns over the rows where both are there: each is ranked again among these rows. */
export async function spearmanWhereBoth(
  ranks: Ranks,
  rows: number,
  a: TableColumn,
  b: TableColumn,
  complete: readonly TableColumn[],
): Promise<number | null> {
  const again = [complete.includes(b) ? null : rankAmong(ranks, rows, a, b), complete.includes(a) ? null : rankAmong(ranks, rows, b, a)];
  await setImmediate(); // so that a cancelled profile ends here
  const sums = new PairSums([[0, 1]]);
  const sides = [0, 1].map(() => ({ x: new Float64Array(BLOCK), mask: null }));
  for (let from = 0; from < rows; from += BLOCK) {
    const count = Math.min(BLOCK, rows - from);
    const [x, y] = [ranks.block(a, from, count), ranks.block(b, from, count)];
    const [u, v] = [sides[0]?.x as Float64Array, sides[1]?.x as Float64Array];
    const [f, g] = again;
    let n = 0;
    for (let i = 0; i < count; i += 1) {
      const [p, q] = [x[i] as number, y[i] as number];
      if (p === 0 || q === 0) continue;
      u[n] = (f ? (f[p] as number) : p) / rows - 1;
      v[n] = (g ? (g[q] as number) : q) / rows - 1;
      n += 1;
    }
    sums.add(sides, n);
  }
  return sums.correlations()[0] ?? null;
}

/** New doubled ranks of `column`, by its old ones, among the rows where `other` is there too. */
function rankAmong(ranks: Ranks, rows: number, column: TableColumn, other: TableColumn): Uint32Array {
  const table = new Uint32Array(2 * rows + 2);
  for (let from = 0; from < rows; from += BLOCK) {
    const count = Math.min(BLOCK, rows - from);
    const [own, others] = [ranks.block(column, from, count), ranks.block(other, from, count)];
    for (let i = 0; i < count; i += 1) {
      const rank = own[i] as number;
      if (others[i] !== 0) table[rank] = (table[rank] as number) + 1;
    }
  }
  let before = 0;
  for (let rank = 1; rank < table.length; rank += 1) {
    const count = table[rank] as number;
    if (count === 0) continue;
    table[rank] = 2 * before + count + 1;
    before += count;
  }
  return table;
}
