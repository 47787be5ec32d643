import { SPLITS, type SplitName } from "../../../../protocol/run.ts";
import type { SplitCheck, SplitFact } from "../../../../protocol/split.ts";
import { hasClasses } from "../../../../protocol/task.ts";
import { plural } from "../../../../shared/format.ts";
import { numberOf } from "../../database.ts";
import { classSql } from "../by-row.ts";
import type { Check, CheckContext, DataColumn } from "./context.ts";

const SHOWN = 5;

/** Rows of each class in each split, by label. */
export async function classCounts({ database }: CheckContext, target: DataColumn): Promise<NonNullable<SplitCheck["classes"]>> {
  const rows =
    await database.all(`SELECT ${classSql(target)} AS label, ${SPLITS.map((split, side) => `count_if(__split = ${side}) AS ${split}`).join(", ")}
    FROM data WHERE __split IS NOT NULL GROUP BY 1 ORDER BY 1`);
  return rows.map(({ label, train, validation, test }) => ({
    label: String(label),
    rows: { train: numberOf(train), validation: numberOf(validation), test: numberOf(test) },
  }));
}

/** Classes without a row in a split. One row alone is always learnt from: that is told with the target. */
export const classesMissing: Check = async (context) => {
  if (!context.target || !hasClasses(context.experiment.task)) return [];
  const classes = await classCounts(context, context.target);
  const size = ({ rows }: (typeof classes)[0]) => rows.train + rows.validation + rows.test;
  return SPLITS.flatMap((split) => {
    const absent = classes.filter((one) => one.rows[split] === 0 && size(one) > 1);
    return absent.length === 0
      ? []
      : [
          missing(
            split,
            absent.map((one) => ({ label: one.label, rows: size(one) })),
          ),
        ];
  });
};

function missing(split: SplitName, classes: { label: string; rows: number }[]): SplitFact {
  const named = classes.slice(0, SHOWN).map(({ label, rows }) => `"${label}" (${plural(rows, "row")} in all)`);
  const more = classes.length > SHOWN ? ` and ${classes.length - SHOWN} more` : "";
  return {
    kind: "CLASS_MISSING",
    severity: "warning",
    message: `No row of ${named.join(", ")}${more} is in ${split}: ${split === "train" ? "it cannot be learnt" : `${split} says nothing of it`}.`,
    remedy: 'Use "method": "stratified", make the split larger, or add rows of the class.',
    columns: [],
    rows: null,
    examples: classes.slice(0, SHOWN).map(({ label }) => ({ value: label, rows: [] })),
  };
}
