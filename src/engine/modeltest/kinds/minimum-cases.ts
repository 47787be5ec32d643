import type { FailingRow } from "../../../protocol/modeltest.ts";
import { plural } from "../../../shared/format.ts";
import { say } from "../answers.ts";
import type { Kind } from "../context.ts";
import { unmet } from "../expect.ts";

/** Rows whose prediction is known. */
export const minimumCases: Kind<"minimum-cases"> = async ({ cases }, context) => {
  const failing: FailingRow[] = [];
  let checked = 0;
  for (const { row, rows: drawn, expect, tolerance } of cases) {
    const rows = await context.rows(row ? [row] : (drawn ?? []));
    const answers = await context.ask(rows);
    checked += rows.length;
    for (const [i, answer] of answers.entries()) {
      const expected = unmet(answer, expect, tolerance, context.outputs);
      if (expected !== null) failing.push({ input: rows[i] ?? {}, expected, got: say(answer) });
    }
  }
  const passed = failing.length === 0;
  const sentence = passed
    ? `${plural(checked, "row")} as expected.`
    : `${failing.length} of ${plural(checked, "row")} ${failing.length === 1 ? "is" : "are"} not as expected.`;
  return { passed, sentence, checked, failing };
};
