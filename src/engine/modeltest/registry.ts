import type { ModelTest, ModelTestKind } from "../../protocol/modeltest.ts";
import type { Kind, TestContext, Verdict } from "./context.ts";
import { direction } from "./kinds/direction.ts";
import { generated } from "./kinds/generated.ts";
import { invariance } from "./kinds/invariance.ts";
import { minimumCases } from "./kinds/minimum-cases.ts";
import { repeatability } from "./kinds/repeatability.ts";
import { stress } from "./kinds/stress.ts";

/** Every kind of test there is, by its name in the file. */
const KINDS: { [K in ModelTestKind]: Kind<K> } = {
  "minimum-cases": minimumCases,
  invariance,
  direction,
  stress,
  generated,
  repeatability,
};

export const verdictOf = (test: ModelTest, context: TestContext): Promise<Verdict> =>
  (KINDS[test.test] as (test: ModelTest, context: TestContext) => Promise<Verdict>)(test, context);
