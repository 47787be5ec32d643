import type { ErrorFacts, Place } from "../shared/errors.ts";
import type { ModelTest, Row } from "./modeltest.schema.ts";

export type { ModelTest, ModelTestFile, Row } from "./modeltest.schema.ts";

export type ModelTestKind = ModelTest["test"];

/** `errored`: the test as it is written cannot be made. `skipped`: it does not apply to this model. */
export type TestStatus = "passed" | "failed" | "errored" | "skipped";

/** A row that is not as the test wants it. */
export interface FailingRow {
  input: Row;
  expected: string;
  got: string;
}

export interface TestResult {
  name: string;
  kind: ModelTestKind;
  status: TestStatus;
  /** What was found, in a sentence; of a failed test what is wrong. */
  sentence: string;
  /** Rows (or tries) that were looked at. */
  checked: number;
  /** The first of those that failed, at most ten. */
  failing: FailingRow[];
  /** Milliseconds. */
  duration: number;
  /** Where the test stands in its file. */
  place?: Place;
}

export interface ModelTestQuery {
  /** A run, or an experiment file, whose best run is taken. Absent: the experiment that `file` names. */
  model?: string;
  /** A `*.modeltest.json`. Absent: those of the experiment, or the defaults where it has none. */
  file?: string;
  /** Names of the tests to run; all where absent. */
  only?: string[];
  /** Comes back with each `modeltest/progress`. */
  token?: string;
}

/** One test has begun (`result` is null) or ended. */
export interface ModelTestProgress {
  token: string;
  file: string | null;
  name: string;
  result: TestResult | null;
}

/** The tests of one file, or the defaults (`file` null), on one run. */
export interface ModelTestSuite {
  /** Relative to the repository where inside it. */
  file: string | null;
  /** Epoch milliseconds of its end. */
  time: number;
  results: TestResult[];
}

export interface ModelTestOutcome {
  run: string;
  runName: string;
  backend: string | null;
  suites: ModelTestSuite[];
  /** Sentences about what a reader must know. */
  notes: string[];
}

/** What is kept of the tests of a run. */
export interface KeptTests {
  version: 1;
  run: string;
  suites: ModelTestSuite[];
}

/** A proposed file of tests: JSON with comments. */
export interface ModelTestDraft {
  /** Absolute path beside the experiment. */
  file: string;
  text: string;
  reasons: string[];
}

export interface ModelTestProblem extends Omit<ErrorFacts, "kind"> {
  severity: "error" | "warning";
  place: Place;
}
