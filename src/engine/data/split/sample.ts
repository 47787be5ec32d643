import type { Experiment } from "../../../protocol/experiment.ts";
import type { SplitName } from "../../../protocol/run.ts";
import { shareOf } from "../../../protocol/sample.ts";
import { plural } from "../../../shared/format.ts";
import type { Database } from "../database.ts";
import { ident } from "../sql.ts";
import { countSplits } from "./assign.ts";
import { sampleInvalid } from "./errors.ts";

interface Sampling {
  /** `5%`, or a number of rows of all splits together. */
  sample: string;
  split: Experiment["split"];
  /** Column whose shares a stratified split keeps. */
  target: string | null;
  /** Rows of each split. */
  splits: Record<SplitName, number>;
}

/**
 * Leaves all but a part of each split out (of a stratified one, of each class in it), one row at least. Which rows, the
 * split's seed alone decides: a larger sample holds the smaller one.
 */
export async function sampleSplits(database: Database, { sample, split, target, splits }: Sampling) {
  const rows = splits.train + splits.validation + splits.test;
  const share = shareOf(sample, rows);
  if (Number.isNaN(share)) throw sampleInvalid(sample);
  if (share === 1) return { splits, notes: [`The sample of ${sample} is all ${plural(rows, "row")}.`] };
  const parts = ["__split", ...(split.method === "stratified" && target !== null ? [ident(target)] : [])].join(", ");
  await database.run(`UPDATE data SET __split = NULL WHERE __row IN (
    SELECT __row FROM (
      SELECT __row, row_number() OVER (PARTITION BY ${parts} ORDER BY md5('${split.seed}:' || __row), __row) AS place,
        count(*) OVER (PARTITION BY ${parts}) AS rows
      FROM data WHERE __split IS NOT NULL)
    WHERE place > greatest(1, round(rows * ${share})))`);
  const left = await countSplits(database);
  const used = left.train + left.validation + left.test;
  const each = `${left.train} to train on, ${left.validation} for validation, ${left.test} for the test`;
  return {
    splits: left,
    notes: [
      `A sample of ${sample}: ${plural(used, "row")} of ${rows.toLocaleString("en-US")} (${each}). The figures are those of the sample.`,
    ],
  };
}
