import assert from "node:assert/strict";
import { withSuites } from "../../src/engine/modeltest/kept.ts";
import type { ModelTestSuite, TestResult } from "../../src/protocol/modeltest.ts";

const result = (name: string, status: TestResult["status"]): TestResult => ({
  name,
  kind: "generated",
  status,
  sentence: "",
  checked: 1,
  failing: [],
  duration: 1,
});
const suite = (file: string | null, ...results: TestResult[]): ModelTestSuite => ({ file, time: 1, results });
const shown = (suites: ModelTestSuite[]) =>
  suites.map(({ file, results }) => [file, ...results.map(({ name, status }) => `${name} ${status}`)]);

describe("what is kept of tests", () => {
  const before = {
    version: 1 as const,
    run: "r",
    suites: [suite("a", result("one", "passed"), result("two", "failed")), suite("b", result("x", "passed"))],
  };

  it("is the newest of each file", () => {
    const { suites } = withSuites(before, "r", [suite("a", result("three", "passed"))], false);
    assert.deepEqual(shown(suites), [
      ["b", "x passed"],
      ["a", "three passed"],
    ]);
    assert.deepEqual(shown(withSuites(null, "r", [suite(null, result("one", "passed"))], true).suites), [[null, "one passed"]]);
  });

  it("keeps the other tests of a file of which only some were run", () => {
    const { suites } = withSuites(before, "r", [suite("a", result("two", "passed"), result("three", "failed"))], true);
    assert.deepEqual(shown(suites).at(-1), ["a", "one passed", "two passed", "three failed"]);
  });
});
