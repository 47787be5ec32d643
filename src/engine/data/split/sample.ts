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
  /** Column of the times, where a sample is to have no gaps: the last of the training rows, and all others. */
  time: string | null;
  /** Rows of each split. */
  splits: Record<SplitName, number>;
}

/**
 * Leaves all but a part of each split out (of a stratified one, of each class in it), one row at least. Which rows, the
 * split's seed alone decides, or the time: a larger sample holds the smaller one.
 */
export async function sampleSplits(database: Database, { sample, split, target, time, splits }: Sampling) {
  const rows = splits.train + splits.validation + splits.test;
  const share = shareOf(sample, rows);
  if (Number.isNaN(share)) throw sampleInvalid(sample);
  if (share === 1) return { splits, notes: [`The sample of ${sample} is all ${plural(rows, "row")}.`] };
  const parts = ["__split", ...(split.method === "stratified" && target !== null ? [ident(target)] : [])].join(", ");
  const drawn = `md5('${split.seed}:' || __row), __row`;
  const order = time === null ? drawn : `${ident(time)} DESC, __row`;
  const parted = time === null ? "" : "AND __split = 0";
  await database.run(`UPDATE data SET __split = NULL WHERE __row IN (
    SELECT __row FROM (
      SELECT __row, row_number() OVER (PARTITION BY ${parts} ORDER BY ${order}) AS place,
        count(*) OVER (PARTITION BY ${parts}) AS rows
      FROM data WHERE __split IS NOT NULL ${parted})
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
