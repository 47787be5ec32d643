import { text } from "../report/markdown/table.ts";
import type { CardFacts } from "./facts.ts";

/** What the alerts, the segments, the gates and the tests have found; nothing that a person would have to know. */
export function limitationsSection(facts: CardFacts): string[] {
  const found = [...ofTheData(facts), ...ofTheModel(facts), ...ofTheTests(facts)];
  return [
    "## Limitations and risks",
    "",
    ...(found.length > 0
      ? found.map((sentence) => `- ${text(sentence)}`)
      : ["Nothing was found by the alerts, the segments or the tests."]),
    "",
    "What was not measured is not said here: whom a wrong prediction harms, and whether the data stand for those it is used on, is for its maker to say.",
    "",
  ];
}

/** That columns are related is what a model lives on. */
const RELATED = "HIGH_CORRELATION";

const ofTheData = ({ profile, run }: CardFacts): string[] => [
  ...(profile?.alerts ?? [])
    .filter(({ severity, kind }) => severity === "warning" && kind !== RELATED)
    .map(({ message }) => `Data: ${message}`),
  ...run.notes.map((note) => `Run: ${note}`),
];

function ofTheModel({ explanation, run, verdict }: CardFacts): string[] {
  const weak = ((explanation?.segments ?? explanation?.forecast?.segments)?.weak ?? []).map(
    ({ parts }) => `Worse than elsewhere where ${parts.map(({ condition }) => condition).join(" and ")}.`,
  );
  const gates = (run.gates ?? []).filter(({ passed }) => !passed).map(({ gate, sentence }) => `Gate ${gate} failed: ${sentence}`);
  const training = verdict && verdict.kind !== "fine" ? [verdict.sentence] : [];
  return [...weak, ...gates, ...training];
}

const ofTheTests = ({ tests }: CardFacts): string[] =>
  (tests?.suites ?? []).flatMap(({ results }) =>
    results.filter(({ status }) => status === "failed").map(({ name, sentence }) => `Test "${name}" failed: ${sentence}`),
  );
