import type { SplitFact } from "../../../../protocol/split.ts";
import { classesMissing } from "./classes.ts";
import type { Check, CheckContext } from "./context.ts";
import { duplicatesAcross } from "./duplicates.ts";
import { groupsAcross } from "./groups.ts";
import { splitsTooSmall } from "./size.ts";
import { targetCopies } from "./target-copy.ts";
import { timeBackwards } from "./time.ts";

const CHECKS: readonly Check[] = [targetCopies, duplicatesAcross, groupsAcross, timeBackwards, classesMissing, splitsTooSmall];

/** All that can be told in a scan or two: every run says the warnings among it. Warnings first. */
export async function quickFacts(context: CheckContext): Promise<SplitFact[]> {
  const facts: SplitFact[] = [];
  for (const check of CHECKS) facts.push(...(await check(context)));
  return inOrder(facts);
}

export const inOrder = (facts: readonly SplitFact[]): SplitFact[] => [
  ...facts.filter(({ severity }) => severity === "warning"),
  ...facts.filter(({ severity }) => severity === "info"),
];
