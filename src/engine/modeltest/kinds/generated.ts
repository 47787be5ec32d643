import { asyncProperty, check } from "fast-check";
import type { FailingRow } from "../../../protocol/modeltest.ts";
import { cancelled } from "../../../shared/errors.ts";
import { plural } from "../../../shared/format.ts";
import { doesNotApply, type Kind, type TestContext } from "../context.ts";
import { propertiesOf } from "../generate/properties.ts";
import type { Property } from "../generate/property.ts";

/** Properties that have to hold of rows made at random; the row that breaks one is shrunk. */
export const generated: Kind<"generated"> = async (test, context) => {
  const facts = await context.facts();
  const properties = await propertiesOf(test, facts, context);
  if (properties.length === 0) return doesNotApply("None of the properties fits this model.");
  const failing: FailingRow[] = [];
  const wrong: string[] = [];
  let checked = 0;
  for (const property of properties) {
    const { tries, smallest } = await tried(property, test, context);
    checked += tries;
    if (!smallest) continue;
    wrong.push(`${property.title}: not after ${plural(tries, "try", "tries")}`);
    failing.push(...smallest);
  }
  const passed = wrong.length === 0;
  const sentence = passed
    ? `${properties.map(({ title }) => title).join("; ")}: ${plural(checked, "try", "tries")}.`
    : `${wrong.join("; ")}.`;
  return { passed, sentence: sentence.charAt(0).toUpperCase() + sentence.slice(1), checked, failing };
};

/** Tries one property; of rows that break it, the smallest that fast-check finds. */
async function tried(
  { rows, broken }: Property,
  { runs, seed }: { runs: number; seed: number },
  { signal }: TestContext,
): Promise<{ tries: number; smallest: FailingRow[] | null }> {
  let smallest: FailingRow[] | null = null;
  const predicate = asyncProperty(rows, async (made) => {
    if (signal.aborted) return true;
    const found = await broken(made);
    if (found.length > 0) smallest = found; // shrinking goes on from each that breaks, so the last one is the smallest
    return found.length === 0;
  });
  const { numRuns, errorInstance } = await check(predicate, { numRuns: runs, seed });
  if (signal.aborted) throw cancelled();
  if (errorInstance && !smallest) throw errorInstance;
  return { tries: numRuns, smallest };
}
