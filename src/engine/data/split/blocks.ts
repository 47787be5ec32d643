import type { Experiment } from "../../../protocol/experiment.ts";
import type { Database } from "../database.ts";
import { double } from "../sql.ts";

/**
 * Sides by permuted blocks. `units` is SQL with `unit` (its place in the data) and `stratum`: the units of each stratum,
 * in their order, form blocks; each block gives its share to validation and test in an order shuffled by MD5 of seed,
 * stratum, block and place. So the shares hold to within one unit in each stratum and in each stretch of the data, and
 * units that come later change no earlier one's side, which ranking by a hash would not keep and drawing each unit
 * apart would pay for with uneven shares. The first unit of each stratum is always train.
 * Returns SQL with `unit` and `side`.
 */
export async function blockSides(database: Database, { seed, test, validation }: Experiment["split"], units: string): Promise<string> {
  const size = Math.min(1000, Math.max(2, Math.ceil(1 / Math.min(test, validation))));
  const quota = (share: number) => `(round((block + 1) * ${double(share * size)}) - round(block * ${double(share * size)}))`;
  await database.run(`CREATE OR REPLACE TEMP TABLE units AS
    SELECT unit, stratum, position // ${size} AS block, position % ${size} AS slot
    FROM (SELECT unit, stratum, row_number() OVER (PARTITION BY stratum ORDER BY unit) - 1 AS position FROM (${units}))`);
  await database.run(`CREATE OR REPLACE TEMP TABLE places AS
    SELECT stratum, block, slot, row_number() OVER (PARTITION BY stratum, block
      ORDER BY block = 0 AND slot = 0, md5(concat_ws('|', ${seed}, block, slot, stratum))) - 1 AS place
    FROM (SELECT DISTINCT stratum, block FROM units), (SELECT unnest(range(${size})) AS slot)`);
  return `SELECT unit, CASE WHEN block = 0 AND slot = 0 THEN 0 WHEN place < ${quota(test)} THEN 2
      WHEN place < ${quota(test)} + ${quota(validation)} THEN 1 ELSE 0 END AS side
    FROM units JOIN places USING (stratum, block, slot)`;
}
