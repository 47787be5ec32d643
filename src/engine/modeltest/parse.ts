import { modelTestFile } from "../../protocol/modeltest.schema.ts";
import type { ModelTestFile, ModelTestProblem } from "../../protocol/modeltest.ts";
import type { Place } from "../../shared/errors.ts";
import { readJsonc } from "../experiment/jsonc.ts";
import { describeIssue } from "./issues.ts";
import { checkSense } from "./sense.ts";

export interface ParsedTests {
  /** With all defaults filled in; null when there is an error. */
  tests: ModelTestFile | null;
  /** Where each test stands, in their order. */
  places: Place[];
  problems: ModelTestProblem[];
}

const EXAMPLE = '{ "tests": [{ "test": "repeatability" }] }';

/** Reads the text of a file of tests: JSON with comments and trailing commas. Every problem has its line and column. */
export function parseTests(text: string, file: string): ParsedTests {
  const { value, problems: wrong, placeOf, problemOf } = readJsonc(text, file, "modeltest", EXAMPLE);
  if (value === undefined) return { tests: null, places: [], problems: wrong };
  const parsed = modelTestFile.safeParse(value, { reportInput: true });
  if (!parsed.success)
    return { tests: null, places: [], problems: [...wrong, ...parsed.error.issues.flatMap(describeIssue).map(problemOf)] };
  const problems = [...wrong, ...checkSense(parsed.data).map(problemOf)];
  const places = parsed.data.tests.map((_, i) => placeOf(["tests", i]));
  return { tests: problems.length > 0 ? null : parsed.data, places, problems };
}
