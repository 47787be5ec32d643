import { SPLITS } from "../../../../protocol/run.ts";
import type { SplitColumn, SplitFact } from "../../../../protocol/split.ts";
import { hasClasses } from "../../../../protocol/task.ts";
import { isText } from "../../kinds.ts";
import type { CheckContext } from "./context.ts";
import { byLevel } from "./levels.ts";
import { byValue } from "./values.ts";

/** An alarm needs this, over the number of tests made, and a distance that matters. */
const SIGNIFICANCE = 0.001;
const FAR = 0.1;

/** How target and features lie in each split, against all rows; numbers and dates by value, all else by level. */
export async function splitColumns(context: CheckContext, told: (done: number, of: number) => void): Promise<SplitColumn[]> {
  const columns = [...(context.target ? [context.target] : []), ...context.features];
  const found: SplitColumn[] = [];
  for (const column of columns) {
    const asLevels =
      isText(column.storage) || column.storage === "BOOLEAN" || (column === context.target && hasClasses(context.experiment.task));
    found.push(await (asLevels ? byLevel(context, column) : byValue(context, column)));
    told(found.length, columns.length);
  }
  return found;
}

/** Columns that lie in a split as chance would hardly have it. In time things change: there it is no warning. */
export function distributionFacts(columns: readonly SplitColumn[], { experiment }: CheckContext): SplitFact[] {
  const least = SIGNIFICANCE / (columns.length * SPLITS.length);
  return columns.flatMap(({ name, splits }): SplitFact[] => {
    const odd = splits.filter(({ p, distance }) => p !== null && p < least && (distance ?? 0) > FAR);
    if (odd.length === 0) return [];
    const where = odd.map(({ split, distance }) => `${split} (${distance?.toFixed(2)})`).join(", ");
    return [
      {
        kind: "DISTRIBUTION_DIFFERS",
        severity: experiment.split.method === "time" ? "info" : "warning",
        message: `"${name}" lies otherwise than in all rows in ${where}, 1 being the farthest.`,
        remedy: "Scores on such a split say little of rows like the others: look at how the rows were parted.",
        columns: [name],
        rows: null,
        examples: [],
      },
    ];
  });
}
