import type { ModelTestSuite } from "../../protocol/modeltest.ts";
import { table, text } from "../report/markdown/table.ts";
import { type CardFacts, unknown } from "./facts.ts";

/** What the tests of the model found when they were last run. */
export function testsSection({ tests, run }: CardFacts): string[] {
  const suites = tests?.suites ?? [];
  if (suites.length === 0)
    return [
      "## Tests of the model",
      "",
      ...unknown(`they were not run.${run.kind === "script" ? "" : ` Run them: \`trainyard test ${run.name}\``}`),
    ];
  return ["## Tests of the model", "", ...suites.flatMap(suiteTable)];
}

const suiteTable = ({ file, time, results }: ModelTestSuite): string[] => [
  `${file === null ? "General tests" : text(file)}, ${new Date(time).toISOString()}:`,
  "",
  ...table(
    ["test", "kind", "", "found"],
    results.map(({ name, kind, status, sentence }) => [name, kind, status, sentence]),
  ),
];
