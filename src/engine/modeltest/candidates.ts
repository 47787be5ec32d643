import type { Explanation } from "../../protocol/explanation.ts";
import type { Row } from "../../protocol/modeltest.schema.ts";
import type { Run } from "../../protocol/run.ts";
import { probabilityOf } from "../model/signature.ts";
import type { Facts, NumberFacts } from "./facts.ts";

/** A test to propose if the model passes it, and the words to put above it. Of those of one topic, only the first that passes is taken. */
export interface Candidate {
  topic: string;
  comment: string;
  test: Record<string, unknown> & { test: string; name: string };
}

export interface CandidateInput {
  run: Run;
  target: string | null;
  task: string;
  classes: readonly string[];
  facts: Facts;
  /** Some rows with their target. */
  rows: readonly Row[];
  explanation: Explanation | null;
}

const CASES_A_CLASS = 10;
/** Probability of a clear case. */
const SURE = 0.8;
const MOST_CLASSES = 5;
const MOST_DIRECTIONS = 5;

/** Tests that are worth proposing, most of them only if the model passes them as it is. */
export function candidatesFor(input: CandidateInput): Candidate[] {
  return [...minimumCases(input), ...directions(input), ...invariances(input)];
}

function minimumCases({ target, task, classes, rows, run, facts }: CandidateInput): Candidate[] {
  if (target === null) return [];
  const inputs = facts.columns.map(({ name }) => name);
  const plain = (row: Row): Row => Object.fromEntries(inputs.map((name) => [name, row[name] ?? null]));
  const comment = "What the model has to get right. These are rows of the test split that it gets right now: put your own beside them.";
  const one = (topic: string, name: string, row: Row, expect: unknown): Candidate => ({
    topic,
    comment,
    test: { test: "minimum-cases", name, cases: [{ row: plain(row), expect }] },
  });
  if (task === "regression") {
    const error = run.scores.test?.rmse ?? 0;
    const known = rows.filter((row) => typeof row[target] === "number").sort((a, b) => Number(a[target]) - Number(b[target]));
    const at = (share: number) => known[Math.round((known.length - 1) * share)];
    return [0.1, 0.5, 0.9].flatMap((share) => {
      const row = at(share);
      const value = Number(row?.[target]);
      if (!row) return [];
      const expect = { prediction: { min: rounded(value - 2 * error), max: rounded(value + 2 * error) } };
      return [one(`case ${share}`, `A row with ${target} ${rounded(value)}`, row, expect)];
    });
  }
  return classes.slice(0, MOST_CLASSES).flatMap((label) => {
    const known = rows.filter((row) => String(row[target]) === label).slice(0, CASES_A_CLASS);
    const sure = { prediction: label, [probabilityOf(label)]: { min: SURE } };
    return [sure, label].flatMap((expect) => known.map((row) => one(`case ${label}`, `A clear case of ${label}`, row, expect)));
  });
}

function directions({ target, task, classes, facts, explanation }: CandidateInput): Candidate[] {
  if (target === null) return [];
  const of = task === "multiclass" ? { of: classes[0] } : {};
  const what = task === "regression" ? "the prediction" : `the probability of ${task === "binary" ? classes[1] : classes[0]}`;
  return numbersByWeight(facts, explanation)
    .slice(0, MOST_DIRECTIONS)
    .flatMap(({ name, min, max, std, whole }) => {
      const by = whole ? Math.max(1, Math.round(std)) : rounded(std);
      const step = { column: name, by };
      const ends = { column: name, to: [0.1, 0.9].map((share) => (whole ? Math.round : rounded)(min + share * (max - min))) };
      const test = (moved: object, expect: string, verb: string) => ({
        topic: `direction ${name}`,
        comment: "The model behaves like this now. Keep what is true of the world, turn round what is not.",
        test: { test: "direction", name: `More ${name} does not ${verb} ${what}`, ...moved, expect, ...of },
      });
      if (by <= 0) return [];
      return [step, ends].flatMap((moved) => [test(moved, "not-fall", "lower"), test(moved, "not-rise", "raise")]);
    });
}

function invariances({ facts, explanation }: CandidateInput): Candidate[] {
  const numbers = facts.columns.filter((one): one is NumberFacts => one.kind === "number" && one.std > 0);
  const least = explanation?.importance?.columns.at(-1)?.column;
  const tiny = numbers.map(({ name, std }) => ({ column: name, by: rounded(std / 100) })).filter(({ by }) => by > 0);
  const comment = "Changes that must not matter.";
  return [
    ...(tiny.length > 0
      ? [
          {
            topic: "tiny",
            comment,
            test: { test: "invariance", name: "A hundredth of a standard deviation changes nothing", change: tiny, tolerance: 0.1 },
          },
        ]
      : []),
    ...(least === undefined
      ? []
      : [
          {
            topic: "least",
            comment,
            test: { test: "invariance", name: `${least} does not matter`, change: [{ column: least, to: "any" }] },
          },
        ]),
  ];
}

/** The numbers, the most important first where the run says what is important. */
function numbersByWeight({ columns }: Facts, explanation: Explanation | null): NumberFacts[] {
  const order = explanation?.importance?.columns.map(({ column }) => column) ?? [];
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return columns.filter((one): one is NumberFacts => one.kind === "number" && one.std > 0).sort((a, b) => rank(a.name) - rank(b.name));
}

/** Three significant digits: enough for a bound that a person reads. */
const rounded = (value: number) => Number(value.toPrecision(3));
