import type { ModelTest, TestResult } from "../../protocol/modeltest.ts";
import { cancelled, type Place, TrainyardError } from "../../shared/errors.ts";
import type { TestContext, Verdict } from "./context.ts";
import { verdictOf } from "./registry.ts";

const MOST_FAILING = 10;

/** Makes one test. Whatever goes wrong with it is its result; only a cancelled one throws. */
export async function runTest(test: ModelTest, context: TestContext, place?: Place): Promise<TestResult> {
  const started = performance.now();
  const about = { name: test.name, kind: test.test, ...(place && { place }) };
  const end = () => ({ duration: Math.round(performance.now() - started) });
  try {
    const { passed, sentence, checked, failing } = await verdictOf(test, context);
    return { ...about, status: statusOf(passed), sentence, checked, failing: failing.slice(0, MOST_FAILING), ...end() };
  } catch (error) {
    if (context.signal.aborted) throw cancelled();
    const input = TrainyardError.is(error) && error.facts.kind === "input";
    return { ...about, status: input ? "errored" : "failed", sentence: sentenceOf(error), checked: 0, failing: [], ...end() };
  }
}

const statusOf = (passed: Verdict["passed"]) => (passed === null ? "skipped" : passed ? "passed" : "failed");

function sentenceOf(error: unknown): string {
  if (TrainyardError.is(error)) return `${error.message} ${error.facts.remedy}`;
  return `The test crashed: ${error instanceof Error ? error.message.split("\n", 1)[0] : String(error)}`;
}
