import { join } from "node:path";
import { prepareSource } from "../../src/engine/data/source.ts";
import type { Predictions } from "../../src/engine/model/algorithm.ts";
import type { Trained } from "../../src/engine/model/artifacts.ts";
import type { TargetState } from "../../src/engine/model/target.ts";
import { answersOf, outputsOf } from "../../src/engine/modeltest/answers.ts";
import type { TestContext } from "../../src/engine/modeltest/context.ts";
import type { Facts } from "../../src/engine/modeltest/facts.ts";
import type { Prepared } from "../../src/engine/recipe/apply.ts";
import { testModel } from "../../src/engine/worker/test.ts";
import { train } from "../../src/engine/worker/train.ts";
import type { Experiment } from "../../src/protocol/experiment.schema.ts";
import type { Row } from "../../src/protocol/modeltest.schema.ts";
import { modelTest } from "../../src/protocol/modeltest.schema.ts";
import type { ModelTest, TestResult } from "../../src/protocol/modeltest.ts";
import type { TestJob } from "../../src/protocol/worker.ts";
import { PENGUINS } from "../support/paths.ts";
import { tempDir } from "../support/temp.ts";
import { penguinExperiment } from "../train/penguins.ts";

export const never = new AbortController().signal;

export const aTest = (test: object): ModelTest => modelTest.parse({ name: "it holds", ...test });

/** A trained model, ready to be tested; quick to train. */
export async function modelOf(experiment: Experiment, file = PENGUINS): Promise<Omit<TestJob, "tests">> {
  const directory = tempDir();
  const { source } = await prepareSource({ experiment: { ...experiment, data: file }, directory, tempDirectory: directory });
  const live = join(directory, "live");
  await train({ run: "run", experiment, source, directory: live, backend: "cpu" }, () => undefined, never);
  return { run: "run", artifacts: join(live, "artifacts"), experiment, source, files: {}, explanation: null, backend: "cpu" };
}

export const treesOnPenguins = (change: object = {}): Experiment =>
  penguinExperiment({
    recipe: [],
    model: { algorithm: "gradient-boosted-trees", iterations: 20 },
    training: { earlyStopping: false },
    ...change,
  });

export async function resultsOf(model: Omit<TestJob, "tests">, ...tests: object[]): Promise<TestResult[]> {
  const job = { ...model, tests: tests.map((test, i) => ({ test: aTest({ name: `test ${i}`, ...test }) })) };
  return (await testModel(job, () => undefined, never)).results;
}

/** A model of one number `x` and one category `c` that says what `says` makes of each row. */
export function contextOf(
  target: TargetState,
  says: (x: number, c: string | null) => number[],
  change: Partial<TestContext> = {},
): TestContext {
  const width = target.column !== null && target.task !== "regression" ? target.classes.length : 1;
  const trained: Trained = {
    target,
    recipe: {
      version: 1,
      inputs: [
        { name: "x", kind: "number" },
        { name: "c", kind: "category" },
      ],
      steps: [],
      features: ["x", "c"],
    },
    model: {
      read: (prepared) => prepared,
      predict: async (read) => predictionsOf(read as Prepared, says, width),
      save: async () => undefined,
      dispose: () => undefined,
    },
  };
  const facts: Facts = {
    rows: 100,
    columns: [
      { kind: "number", name: "x", min: 0, max: 10, std: 3, whole: false },
      {
        kind: "category",
        name: "c",
        levels: [
          { label: "a", count: 90 },
          { label: "b", count: 10 },
        ],
      },
    ],
  };
  return {
    trained,
    experiment: penguinExperiment(),
    outputs: outputsOf(trained),
    known: new Set(["x", "c", "y"]),
    segments: [],
    signal: never,
    ask: (rows) => answersOf(trained, rows, never),
    rows: async (wanted) => (Array.isArray(wanted) ? wanted : someRows()),
    facts: async () => facts,
    retrain: async () => trained,
    backend: () => "cpu",
    ...change,
  };
}

const someRows = (): Row[] => Array.from({ length: 20 }, (_, i) => ({ x: i / 2, c: i % 5 === 0 ? "b" : "a" }));

function predictionsOf({ columns, rows }: Prepared, says: (x: number, c: string | null) => number[], width: number): Predictions {
  const [x, c] = columns;
  const values = Array.from({ length: rows }, (_, row) =>
    says(
      x?.kind === "number" ? (x.values[row] as number) : Number.NaN,
      c?.kind === "category" ? (c.levels[c.codes[row] as number] ?? null) : null,
    ),
  );
  return { values: Float64Array.from(values.flat()), width };
}

export const A_VALUE: TargetState = { task: "regression", column: "y", mean: 5, std: 2 };
export const YES_OR_NO: TargetState = { task: "binary", column: "y", classes: ["no", "yes"], counts: [50, 50] };
