import assert from "node:assert/strict";
import { junitXml } from "../../src/cli/junit.ts";
import { describeTests } from "../../src/cli/terminal/tests.ts";
import type { ModelTestOutcome, TestResult, TestStatus } from "../../src/protocol/modeltest.ts";

/** A row of more columns than a terminal has room for. */
const WIDE = { a: null, b: "<x> & \u0001", ...Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`c${i}`, i])) };

const result = (name: string, status: TestStatus, sentence: string): TestResult => ({
  name,
  kind: "invariance",
  status,
  sentence,
  checked: 2,
  failing: status === "failed" ? [{ input: WIDE, expected: '"1"', got: "2" }] : [],
  duration: 1500,
  place: { file: "/w/a.modeltest.json", line: 4, column: 5 },
});

const outcome: ModelTestOutcome = {
  run: "01K",
  runName: "calm-heron",
  backend: "wasm",
  suites: [
    {
      file: "a.modeltest.json",
      time: Date.UTC(2026, 0, 2),
      results: [
        result("good", "passed", "Fine."),
        result("bad <&>", "failed", "1 of 2."),
        result("odd", "errored", "No column."),
        result("not", "skipped", "No."),
      ],
    },
  ],
  notes: ["A note."],
};

describe("results of tests", () => {
  it("as JUnit XML have their counts, places and texts, and nothing that XML cannot hold", () => {
    const xml = junitXml(outcome);
    assert.match(
      xml,
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="trainyard test calm-heron" tests="4" failures="1" errors="1" skipped="1" time="6\.000">/,
    );
    assert.match(xml, /<testsuite name="a\.modeltest\.json" timestamp="2026-01-02T00:00:00" tests="4"/);
    assert.match(
      xml,
      /<testcase classname="a\.modeltest\.json\.invariance" name="bad &lt;&amp;&gt;" time="1\.500" file="\/w\/a\.modeltest\.json" line="4">/,
    );
    assert.match(
      xml,
      /<failure type="invariance" message="1 of 2\.">1 of 2\.&#10;expected &quot;1&quot;, got 2 for a=missing, b=&lt;x&gt; &amp; , c0=0, .*c9=9<\/failure>/,
    );
    assert.match(xml, /<error type="invariance" message="No column\.">/);
    assert.match(xml, /<skipped message="No\."\/>/);
    assert.ok(!xml.includes("\u0001"));
    assert.equal(xml.match(/<testcase /g)?.length, xml.match(/<\/testcase>/g)?.length);
  });

  it("for people name each test, the rows of those that failed, and the count", () => {
    const text = describeTests(outcome, false);
    assert.match(text, /^calm-heron {2}on wasm\n/);
    assert.match(text, /✓ good {2}1\.5 s\n {6}Fine\./);
    assert.match(text, /✗ bad <&> {2}1\.5 s {2}\/w\/a\.modeltest\.json:4:5\n {6}1 of 2\.\n {6}expected "1", got 2 for a=missing/);
    assert.match(text, /, c5=5 and 4 more \(--json has them\)\n/);
    assert.match(text, /4 tests: 1 passed, 1 failed, 1 could not be made, 1 does not apply \(6\.0 s\)$/);
  });
});
