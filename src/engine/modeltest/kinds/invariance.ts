import type { FailingRow } from "../../../protocol/modeltest.ts";
import { plural } from "../../../shared/format.ts";
import { say } from "../answers.ts";
import { changesOf } from "../changes.ts";
import type { Kind } from "../context.ts";
import { moveOf } from "../move.ts";

/** A number that nothing was said of may move by this, relative to its size. */
const ROUNDING = 1e-6;

/** Changes that must not change the prediction. */
export const invariance: Kind<"invariance"> = async (test, context) => {
  const rows = await context.rows(test.rows);
  const before = await context.ask(rows);
  const failing: FailingRow[] = [];
  let checked = 0;
  for (const { title, of } of await changesOf(test.change, context)) {
    const changed = rows.map(of);
    const at = [...changed.keys()].filter((i) => changed[i] !== null);
    const after = await context.ask(at.map((i) => changed[i] ?? {}));
    checked += at.length;
    for (const [k, i] of at.entries()) {
      const [was, is] = [before[i], after[k]];
      if (!was || !is) continue;
      const move = moveOf(was, is);
      if (was.state === "predicted" && !move.other && move.by <= allowed(test.tolerance, was)) continue;
      const expected = was.state === "predicted" ? `${say(was)}, as before ${title}` : `a prediction before ${title}, which is ${say(was)}`;
      failing.push({ input: changed[i] ?? {}, expected, got: say(is) });
    }
  }
  const passed = failing.length === 0;
  const sentence =
    checked === 0
      ? "The change changes no row, so nothing was compared."
      : passed
        ? `${plural(checked, "changed row")}, and no prediction moved.`
        : `${failing.length} of ${plural(checked, "changed row")} ${failing.length === 1 ? "has" : "have"} another prediction.`;
  return { passed: checked === 0 ? null : passed, sentence, checked, failing };
};

/** Of classes only the label counts while nothing else is said; a value alone may move by rounding. */
function allowed(tolerance: number | undefined, before: { label: string | null; values: Record<string, number> }): number {
  if (tolerance !== undefined) return tolerance;
  if (before.label !== null) return Number.POSITIVE_INFINITY;
  return ROUNDING * Math.max(1, ...Object.values(before.values).map(Math.abs));
}
