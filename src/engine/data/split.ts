import type { Experiment } from "../../protocol/experiment.ts";
import type { SplitName } from "../../protocol/run.ts";
import { type Database, numberOf } from "./database.ts";
import { labelSql } from "./kinds.ts";
import { double, ident, literal } from "./sql.ts";

export interface SplitTarget {
  name: string;
  storage: string;
  /** SQL that is true in rows that can be used. */
  usable: string;
}

/**
 * Writes the column `__split` (0 train, 1 validation, 2 test, NULL: target unusable) by permuted blocks: the usable
 * rows, in their order (of each class, if stratified), form blocks; each block gives its share to validation and test
 * in an order shuffled by MD5 of seed, class, block and place. So the shares hold to within one row in each class and
 * in each stretch of the file, and rows appended later change no earlier row's side, which ranking by a hash would
 * not keep and drawing each row apart would pay for with uneven shares. The first row of each class is always train.
 */
export async function assignSplits(
  database: Database,
  split: Experiment["split"],
  target: SplitTarget,
): Promise<Record<SplitName, number>> {
  const { method, seed, test, validation } = split;
  const size = Math.min(1000, Math.max(2, Math.ceil(1 / Math.min(test, validation))));
  const stratum = method === "stratified" ? labelSql(ident(target.name), target.storage) : literal("");
  const quota = (share: number) => `(round((block + 1) * ${double(share * size)}) - round(block * ${double(share * size)}))`;
  await database.run(`CREATE OR REPLACE TEMP TABLE usable AS
    SELECT __row, stratum, position // ${size} AS block, position % ${size} AS slot
    FROM (SELECT __row, ${stratum} AS stratum, row_number() OVER (PARTITION BY ${stratum} ORDER BY __row) - 1 AS position FROM data WHERE ${target.usable})`);
  await database.run(`CREATE OR REPLACE TEMP TABLE places AS
    SELECT stratum, block, slot, row_number() OVER (PARTITION BY stratum, block
      ORDER BY block = 0 AND slot = 0, md5(concat_ws('|', ${seed}, block, slot, stratum))) - 1 AS place
    FROM (SELECT DISTINCT stratum, block FROM usable), (SELECT unnest(range(${size})) AS slot)`);
  await database.run("ALTER TABLE data DROP COLUMN IF EXISTS __split");
  await database.run("ALTER TABLE data ADD COLUMN __split UTINYINT");
  await database.run(`UPDATE data SET __split = sides.side FROM (
      SELECT __row AS numbered, CASE WHEN block = 0 AND slot = 0 THEN 0 WHEN place < ${quota(test)} THEN 2
        WHEN place < ${quota(test)} + ${quota(validation)} THEN 1 ELSE 0 END AS side
      FROM usable JOIN places USING (stratum, block, slot)) AS sides
    WHERE sides.numbered = data.__row`);
  const row = await database.one(
    "SELECT count_if(__split = 0) AS train, count_if(__split = 1) AS validation, count_if(__split = 2) AS test FROM data",
  );
  return { train: numberOf(row.train), validation: numberOf(row.validation), test: numberOf(row.test) };
}
