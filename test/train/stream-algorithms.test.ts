import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { prepareSource } from "../../src/engine/data/source.ts";
import { randomFrom } from "../../src/engine/train/random.ts";
import { train } from "../../src/engine/worker/train.ts";
import { experiment as schema } from "../../src/protocol/experiment.schema.ts";
import type { TrainOutcome } from "../../src/protocol/worker.ts";
import { tempDir } from "../support/temp.ts";

const ROWS = 3000;
const LEVELS = ["p", "q", "r"];

/** Numbers of few digits, so that bins are the same of a part; three groups, a class, a value. */
function table(): string {
  const random = randomFrom(2, "sample");
  const lines = Array.from({ length: ROWS }, () => {
    const group = random.below(3);
    const [a, b, c] = [random.below(20) / 2 + 12 * group, random.below(16) / 2 - 3 * group, random.below(20) / 5];
    const value = a - 2 * b + 0.5 * c * c + random.next();
    return `${a},${b},${c},${LEVELS[group]},${value > 20 === random.next() < 0.9 ? "yes" : "no"},${LEVELS[(group + random.below(2)) % 3]},${value.toFixed(4)}`;
  });
  const file = join(tempDir(), "table.csv");
  writeFileSync(file, `a,b,c,g,two,three,value\n${lines.join("\n")}\n`);
  return file;
}

const file = table();
const TARGETS = { binary: "two", multiclass: "three", regression: "value" } as const;

interface Where {
  directory?: string;
  /** Epochs or rounds. */
  stopAfter?: number;
}

async function trained(
  memory: string,
  change: { task: string } & Record<string, unknown>,
  { directory = tempDir(), stopAfter = Number.POSITIVE_INFINITY }: Where = {},
): Promise<TrainOutcome & { model: string }> {
  const target = TARGETS[change.task as keyof typeof TARGETS];
  const experiment = schema.parse({
    data: file,
    ...(target && { target }),
    exclude: ["g", "two", "three", "value"].filter((name) => name !== target),
    recipe: [],
    ...change,
    training: { memory, checkpoint: 0, ...(change.training as object) },
  });
  const { source } = await prepareSource({ experiment, directory, tempDirectory: tempDir() });
  const controller = new AbortController();
  const heard: Parameters<typeof train>[1] = (_, state) => void ("epoch" in state && state.epoch >= stopAfter && controller.abort());
  const outcome = await train({ run: "run", experiment, source, directory, backend: "cpu" }, heard, controller.signal);
  const folder = join(directory, "artifacts", "model");
  const model = readdirSync(folder).map((name) => readFileSync(join(folder, name)).toString("latin1"));
  return { ...outcome, model: model.join() };
}

/** As in memory to the last digit: weights, scores and the evaluation of the test rows. */
async function assertSame(change: Parameters<typeof trained>[1], memory = "200 KB"): Promise<void> {
  const [held, streamed] = [await trained("1 GB", change), await trained(memory, change)];
  assert.match(streamed.notes[0] ?? "", /read from the file in parts/);
  assert.doesNotMatch(held.notes.join(), /read from the file in parts/);
  assert.equal(streamed.model, held.model);
  assert.deepEqual(streamed.scores, held.scores);
  assert.deepEqual(streamed.splits, held.splits);
  assert.deepEqual(streamed.evaluation, held.evaluation);
}

describe("algorithms on rows beyond memory", function () {
  this.timeout(300_000);

  it("baseline: the same shares and mean", async () => {
    const model = { algorithm: "baseline" };
    await assertSame({ task: "multiclass", model, training: { classWeights: "balanced" } }, "30 KB");
    await assertSame({ task: "regression", model }, "30 KB");
  });

  it("linear: the same coefficients, penalised or not", async () => {
    for (const penalty of [{}, { l2: 0.01 }, { l1: 0.01, l2: 0.01 }])
      await assertSame({ task: "regression", model: { algorithm: "linear", ...penalty } });
    await assertSame({
      task: "binary",
      model: { algorithm: "linear", l2: 0.001, maxIterations: 12 },
      training: { classWeights: "balanced" },
    });
    await assertSame({ task: "multiclass", model: { algorithm: "linear", l1: 0.001, maxIterations: 12 } });
  });

  it("pca: the same components", async () => {
    await assertSame({ task: "dimensionality-reduction", model: { algorithm: "pca", components: 2 } });
  });

  it("k-means: the same clusters, where these are clear", async () => {
    const change = { task: "clustering", model: { algorithm: "k-means", clusters: 3 } };
    const [held, streamed] = [await trained("1 GB", change), await trained("100 KB", change)];
    assert.match(streamed.notes.join(), /went from the \d+ rows held in memory/);
    assert.ok(Math.abs((streamed.scores.train.inertia ?? 0) / (held.scores.train.inertia ?? 1) - 1) < 1e-6);
    assert.equal(streamed.evaluation.rows, held.evaluation.rows);
  });

  it("gradient-boosted-trees: the same trees where the bins are the same, of numbers and categories", async () => {
    const model = { algorithm: "gradient-boosted-trees", iterations: 12 };
    await assertSame({ task: "regression", model, exclude: ["two", "three"] });
    await assertSame({
      task: "multiclass",
      model: { ...model, iterations: 5 },
      training: { classWeights: "balanced", earlyStopping: false },
    });
  });

  it("random-forest: the same trees likewise, judged by bins on the way", async () => {
    const model = { algorithm: "random-forest", trees: 4 };
    await assertSame({ task: "regression", model, exclude: ["two", "three"] }, "360 KB");
    await assertSame({ task: "binary", model, training: { classWeights: "balanced" } }, "360 KB");
  });

  it("trees are gone on with after a kill as they would have been", async () => {
    const change = {
      task: "multiclass",
      model: { algorithm: "gradient-boosted-trees", iterations: 8 },
      training: { earlyStopping: false },
    };
    const whole = await trained("200 KB", change);
    const directory = tempDir();
    await trained("200 KB", change, { directory, stopAfter: 3 });
    const resumed = await trained("200 KB", change, { directory });
    assert.equal(resumed.model, whole.model);
    assert.deepEqual(resumed.scores, whole.scores);
  });
});
