import type { KeptTests, ModelTestSuite } from "../../protocol/modeltest.ts";

/** What is kept of a run's tests after some more: a file's results take the place of those before, a part of them only their own. */
export function withSuites(before: KeptTests | null, run: string, suites: readonly ModelTestSuite[], partly: boolean): KeptTests {
  const old = before?.suites ?? [];
  const others = old.filter(({ file }) => !suites.some((suite) => suite.file === file));
  const renewed = suites.map((suite): ModelTestSuite => {
    const was = old.find(({ file }) => file === suite.file);
    if (!partly || !was) return suite;
    const kept = was.results.map((result) => suite.results.find(({ name }) => name === result.name) ?? result);
    const added = suite.results.filter(({ name }) => !was.results.some((result) => result.name === name));
    return { ...suite, results: [...kept, ...added] };
  });
  return { version: 1, run, suites: [...others, ...renewed] };
}
