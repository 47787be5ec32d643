import type { ModelTestOutcome, ModelTestSuite, TestResult } from "../protocol/modeltest.ts";
import { describeRow } from "./terminal/tests.ts";

/** The results as JUnit XML, which CI servers read. */
export function junitXml({ runName, suites }: ModelTestOutcome): string {
  const all = suites.flatMap(({ results }) => results);
  const head = `<testsuites name="${escaped(`trainyard test ${runName}`)}" ${counts(all)}>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${head}\n${suites.map(suiteXml).join("\n")}\n</testsuites>\n`;
}

function suiteXml(suite: ModelTestSuite): string {
  const name = suite.file ?? "defaults";
  const time = new Date(suite.time).toISOString().replace(/\.\d+Z$/, "");
  const cases = suite.results.map((result) => caseXml(name, result)).join("\n");
  return `  <testsuite name="${escaped(name)}" timestamp="${time}" ${counts(suite.results)}>\n${cases}\n  </testsuite>`;
}

function caseXml(suite: string, { name, kind, status, sentence, failing, duration, place }: TestResult): string {
  const where = place?.file ? ` file="${escaped(place.file)}"${place.line === undefined ? "" : ` line="${place.line}"`}` : "";
  const open = `    <testcase classname="${escaped(`${suite}.${kind}`)}" name="${escaped(name)}" time="${seconds(duration)}"${where}`;
  const text = escaped([sentence, ...failing.map((row) => describeRow(row))].join("\n"));
  if (status === "passed") return `${open}>\n      <system-out>${escaped(sentence)}</system-out>\n    </testcase>`;
  if (status === "skipped") return `${open}>\n      <skipped message="${escaped(sentence)}"/>\n    </testcase>`;
  const tag = status === "failed" ? "failure" : "error";
  return `${open}>\n      <${tag} type="${kind}" message="${escaped(sentence)}">${text}</${tag}>\n    </testcase>`;
}

function counts(results: readonly TestResult[]): string {
  const count = (status: TestResult["status"]) => results.filter((result) => result.status === status).length;
  const time = results.reduce((sum, { duration }) => sum + duration, 0);
  return `tests="${results.length}" failures="${count("failed")}" errors="${count("errored")}" skipped="${count("skipped")}" time="${seconds(time)}"`;
}

const seconds = (ms: number) => (ms / 1000).toFixed(3);

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;" };

/** For text and attributes; what XML 1.0 has no place for is left out. */
const escaped = (text: string) =>
  text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "").replace(/[&<>"\n]/g, (one) => ENTITIES[one] ?? one);
