import type { FittedModel, LabelledRows } from "../model/algorithm.ts";
import type { TargetState } from "../model/target.ts";
import type { Judged } from "./evaluate.ts";
import { Gathered } from "./gathered.ts";

/**
 * Has a model predict rows that come some at a time, at most `most` of them: what was true and what it said are held, 8 bytes
 * each, and the rows are not; figures of them take some 80 bytes a row more. For models that do not look back over many rows.
 */
export async function judgeParts(
  { model, target }: { model: FittedModel<unknown>; target: TargetState },
  parts: AsyncIterable<LabelledRows<unknown> & { kept: ArrayLike<number> }>,
  most: number,
): Promise<Judged> {
  const actual = new Gathered(target.column === null ? 0 : most);
  const judging = target.column === null ? model.judging?.(most) : undefined;
  let said: Gathered | null = null;
  let width = 1;
  let rows = 0;
  for await (const { x, y, kept } of parts) {
    if (kept.length === 0) continue;
    rows += kept.length;
    const predictions = await model.predict(x);
    if (target.column === null) {
      await judging?.add(x, predictions, y);
      continue;
    }
    width = predictions.width;
    said ??= new Gathered(most * width);
    actual.add(y);
    said.add(predictions.values);
  }
  if (target.column === null) return { target, rows, judgement: judging?.end() ?? { metrics: {} } };
  return { target, actual: actual.values, predictions: { values: said?.values ?? new Float64Array(0), width } };
}
