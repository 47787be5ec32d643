import type { Candidate } from "./candidates.ts";

interface DraftParts {
  /** File name of the experiment, beside which the tests lie. */
  experiment: string;
  run: string;
  kept: readonly Candidate[];
  /** What the run's explanation calls weak. */
  weak: readonly string[];
}

/** The proposed file: JSON with a comment above each group of tests. */
export function draftText({ experiment, run, kept, weak }: DraftParts): string {
  const merged = withCasesTogether(kept);
  const groups = new Map<string, object[]>();
  for (const { comment, test } of [...merged, ...general(weak)]) groups.set(comment, [...(groups.get(comment) ?? []), test]);
  const body = [...groups]
    .map(([comment, tests]) => `    // ${comment}\n${tests.map((test) => `    ${oneTest(test)}`).join(",\n")}`)
    .join(",\n\n");
  return `{
  // Tests of the models of this experiment, proposed from ${run}. Run them in the Test Explorer, or with: trainyard test ${experiment}
  // Every setting has a description: hover it, or press Ctrl+Space for more.
  "experiment": ${JSON.stringify(experiment)},
  "tests": [
${body}
  ]
}
`;
}

/** One test per class would be many: clear cases stand in one. */
function withCasesTogether(kept: readonly Candidate[]): Candidate[] {
  const cases = kept.filter(({ test }) => test.test === "minimum-cases");
  const [first] = cases;
  if (!first) return [...kept];
  const all = cases.flatMap(({ test }) => test.cases as object[]);
  return [{ ...first, test: { test: "minimum-cases", name: "Clear cases", cases: all } }, ...kept.filter((one) => !cases.includes(one))];
}

function general(weak: readonly string[]): Pick<Candidate, "comment" | "test">[] {
  const found = weak.length > 0 ? ` Weak segments of the run: ${weak.join("; ")}.` : "";
  const stress = "Rare and broken conditions: a crash or a result that is no number fails. Add maxFall or maxMoved for a bound.";
  return [
    { comment: stress, test: { test: "stress", name: "Missing values", condition: "missing" } },
    { comment: stress, test: { test: "stress", name: "Values out of range", condition: "out-of-range" } },
    { comment: stress, test: { test: "stress", name: "Unseen categories", condition: "unseen-categories" } },
    { comment: stress, test: { test: "stress", name: "A little noise", condition: "noise", scale: 0.1 } },
    { comment: stress, test: { test: "stress", name: "Rare categories", condition: "rare-categories", rows: { count: 5000 } } },
    {
      comment: `Rows made at random from the model's signature; what breaks a property is made as small as can be.${found}`,
      test: { test: "generated", name: "Sound for rows of any kind", runs: 100 },
    },
    { comment: "The same seed gives the same result.", test: { test: "repeatability", name: "Predicts the same twice", level: "predict" } },
    { comment: "The same seed gives the same result.", test: { test: "repeatability", name: "Trains the same twice", level: "train" } },
  ];
}

/** Short ones on a line of their own, cases one a line. */
function oneTest(test: object): string {
  const entries = Object.entries(test);
  const line = `{ ${entries.map(([key, value]) => `${JSON.stringify(key)}: ${compact(value)}`).join(", ")} }`;
  if (line.length <= 130) return line;
  const lines = entries.map(([key, value]) => {
    if (!Array.isArray(value) || value.every((one) => typeof one !== "object")) return `      ${JSON.stringify(key)}: ${compact(value)}`;
    return `      ${JSON.stringify(key)}: [\n${value.map((one) => `        ${compact(one)}`).join(",\n")}\n      ]`;
  });
  return `{\n${lines.join(",\n")}\n    }`;
}

/** JSON on one line, with a space where a person puts one. */
function compact(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(compact).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, one]) => `${JSON.stringify(key)}: ${compact(one)}`)
    .join(", ")} }`;
}
