import type { FailingRow, ModelTestOutcome, ModelTestSuite, TestResult, TestStatus } from "../../protocol/modeltest.ts";
import { formatDuration, plural } from "../../shared/format.ts";

const MARKS: Readonly<Record<TestStatus, string>> = { passed: "✓", failed: "✗", errored: "!", skipped: "-" };
const COLOURS: Readonly<Record<TestStatus, number>> = { passed: 32, failed: 31, errored: 31, skipped: 2 };
const MOST_ROWS = 3;
const MOST_VALUES = 8;

/** Results as a test runner prints them: each test with its sentence, of failed ones the first rows, and the count at the end. */
export function describeTests({ runName, suites, backend, notes }: ModelTestOutcome, colour: boolean): string {
  const results = suites.flatMap((suite) => suite.results);
  const total = results.reduce((sum, { duration }) => sum + duration, 0);
  const words: [TestStatus, string][] = [
    ["passed", "passed"],
    ["failed", "failed"],
    ["errored", "could not be made"],
    ["skipped", "do not apply"],
  ];
  const counted = words.flatMap(([status, word]) => {
    const count = results.filter((result) => result.status === status).length;
    return count === 0 ? [] : [`${count} ${count === 1 && status === "skipped" ? "does not apply" : word}`];
  });
  return [
    `${runName}${backend ? `  on ${backend}` : ""}`,
    ...suites.flatMap((suite) => describeSuite(suite, colour)),
    ...notes.map((note) => `  i ${note}`),
    "",
    `${plural(results.length, "test")}: ${counted.join(", ")} (${formatDuration(total)})`,
  ].join("\n");
}

const describeSuite = ({ file, results }: ModelTestSuite, colour: boolean) => [
  "",
  `  ${file ?? "defaults (no file of tests beside the experiment; trainyard test MODEL --init writes one)"}`,
  ...results.flatMap((result) => describeResult(result, colour)),
];

function describeResult({ name, status, sentence, failing, place, duration }: TestResult, colour: boolean): string[] {
  const mark = colour ? `\u001b[${COLOURS[status]}m${MARKS[status]}\u001b[0m` : MARKS[status];
  const where = status === "passed" || status === "skipped" || !place?.file ? "" : `  ${place.file}:${place.line}:${place.column}`;
  const more = failing.length > MOST_ROWS ? [`      and ${failing.length - MOST_ROWS} more`] : [];
  return [
    `    ${mark} ${name}  ${formatDuration(duration)}${where}`,
    `      ${sentence}`,
    ...failing.slice(0, MOST_ROWS).map((row) => `      ${describeRow(row, MOST_VALUES)}`),
    ...more,
  ];
}

/** `expected Adelie, got Gentoo (0.7) for bill_length_mm=39.1, island=Torgersen`; of no more than `most` values. */
export function describeRow({ input, expected, got }: FailingRow, most = Number.POSITIVE_INFINITY): string {
  const values = Object.entries(input).map(([name, value]) => `${name}=${value === null ? "missing" : String(value)}`);
  const more = values.length > most ? ` and ${values.length - most} more (--json has them)` : "";
  return `expected ${expected}, got ${got} for ${values.slice(0, most).join(", ")}${more}`;
}
