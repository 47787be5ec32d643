import { setImmediate } from "node:timers/promises";
import type { Ranks } from "./ranks.ts";
import type { TableColumn } from "./table.ts";

const BLOCK = 2 ** 14;

export interface Ranked {
  column: TableColumn;
  /** Rows with a value. */
  count: number;
}

/** A column's ranks among the rows where another is there too. */
interface Again {
  /** By half the doubled rank of old: doubled, less their middle; null where they are what they were. */
  ranks: Int32Array | null;
  /** Sum of their squares. */
  squares: number;
  /** How many there are. */
  count: number;
}

/**
 * Spearman's correlation where values are missing: over the rows where both columns have one, each ranked again among
 * these. `use` gets the pair's positions. A column's ranks lie in the order of its values, so that ranking again is counting.
 */
export async function spearmanWhereBoth(
  ranks: Ranks,
  rows: number,
  columns: readonly Ranked[],
  use: (i: number, j: number, r: number | null) => void,
): Promise<void> {
  const holed = [...columns.entries()].filter(([, { count }]) => count < rows);
  const absent = new Map(holed.map(([j, { column }]) => [j, missingRows(ranks, rows, column)]));
  const alone = new Map(holed.map(([j, { column }]) => [j, asTheyWere(ranks, rows, column)]));
  for (const [i, a] of columns.entries()) {
    const partners = holed.filter(([j]) => j !== i && (a.count === rows || j > i));
    if (partners.length === 0) continue;
    const own = countsByRank(ranks, rows, a.column);
    for (const [j, b] of partners) {
      await setImmediate(); // so that a cancelled profile ends here
      const first = rankAmong(ranks, a.column, own, absent.get(j) as Int32Array);
      const second =
        a.count === rows
          ? (alone.get(j) as Again)
          : rankAmong(ranks, b.column, countsByRank(ranks, rows, b.column), absent.get(i) as Int32Array);
      use(i, j, correlation(ranks, rows, [a.column, first], [b.column, second]));
    }
  }
}

function correlation(ranks: Ranks, rows: number, [a, first]: [TableColumn, Again], [b, second]: [TableColumn, Again]): number | null {
  if (first.squares === 0 || second.squares === 0) return null;
  const f = first.ranks as Int32Array;
  const g = second.ranks;
  const middle = second.count + 1;
  let products = 0;
  for (let from = 0; from < rows; from += BLOCK) {
    const count = Math.min(BLOCK, rows - from);
    const x = ranks.block(a, from, count);
    const y = ranks.block(b, from, count);
    let part = 0;
    for (let i = 0; i < count; i += 1) {
      const p = x[i] as number;
      const q = y[i] as number;
      if (p !== 0 && q !== 0) part += (f[p >> 1] as number) * (g === null ? q - middle : (g[q >> 1] as number));
    }
    products += part;
  }
  return Math.max(-1, Math.min(1, products / Math.sqrt(first.squares) / Math.sqrt(second.squares)));
}

/** Rows by half their doubled rank: different ranks have different halves. */
function countsByRank(ranks: Ranks, rows: number, column: TableColumn): Int32Array {
  const counts = new Int32Array(rows + 1);
  for (let from = 0; from < rows; from += BLOCK) {
    const block = ranks.block(column, from, Math.min(BLOCK, rows - from));
    for (let i = 0; i < block.length; i += 1) {
      const half = (block[i] as number) >> 1;
      counts[half] = (counts[half] as number) + 1;
    }
  }
  counts[0] = 0;
  return counts;
}

function asTheyWere(ranks: Ranks, rows: number, column: TableColumn): Again {
  return { ...rankAmong(ranks, column, countsByRank(ranks, rows, column), new Int32Array(0)), ranks: null };
}

function missingRows(ranks: Ranks, rows: number, column: TableColumn): Int32Array {
  const found: number[] = [];
  for (let from = 0; from < rows; from += BLOCK) {
    const block = ranks.block(column, from, Math.min(BLOCK, rows - from));
    for (let i = 0; i < block.length; i += 1) if (block[i] === 0) found.push(from + i);
  }
  return Int32Array.from(found);
}

function rankAmong(ranks: Ranks, column: TableColumn, counts: Int32Array, absent: Int32Array): Again {
  const table = counts.slice();
  for (let at = 0; at < absent.length; ) {
    const from = (absent[at] as number) - ((absent[at] as number) % BLOCK);
    const block = ranks.block(column, from, BLOCK);
    for (; at < absent.length && (absent[at] as number) < from + BLOCK; at += 1) {
      const half = (block[(absent[at] as number) - from] as number) >> 1;
      table[half] = (table[half] as number) - 1;
    }
  }
  table[0] = 0;
  let count = 0;
  for (let i = 1; i < table.length; i += 1) count += table[i] as number;
  let [before, squares] = [0, 0];
  for (let i = 1; i < table.length; i += 1) {
    const here = table[i] as number;
    if (here === 0) continue;
    const rank = 2 * before + here - count;
    table[i] = rank;
    squares += here * rank * rank;
    before += here;
  }
  return { ranks: table, squares, count };
}
