import assert from "node:assert/strict";
import { loadTensorflow } from "../../src/engine/backend/tensorflow.ts";
import { loadTrained, saveTrained } from "../../src/engine/model/artifacts.ts";
import { predictRows } from "../../src/engine/model/predict.ts";
import type { CompileChoice } from "../../src/protocol/compile.ts";
import type { Experiment } from "../../src/protocol/experiment.schema.ts";
import { tempDir } from "../support/temp.ts";
import { penguinExperiment, penguins } from "../train/penguins.ts";
import { broken, type Outcome, unbroken } from "../train/resuming.ts";
import { tensorflow, trainOn } from "../train/train-on.ts";
import { apart } from "./models.ts";

const native = { tensorflow: tensorflow("tensorflow") };
const NUMBERS = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"];
const unlabelled = {
  target: undefined,
  recipe: [
    { step: "keep-columns", columns: NUMBERS },
    { step: "fill-missing", columns: "number" },
    { step: "standard-scale", columns: "number" },
  ],
};

const experiments: Record<string, object> = {
  mlp: { model: { algorithm: "mlp", hidden: [8], batchNormalization: true, dropout: 0.2 } },
  "anomaly-detector": { ...unlabelled, task: "anomaly-detection", model: { algorithm: "anomaly-detector", encoding: 2, hidden: [3] } },
  "denoising-pretrain": {
    ...unlabelled,
    task: "representation-learning",
    model: { algorithm: "denoising-pretrain", encoding: 2, hidden: [3] },
  },
};

/** Native operations that JavaScript asks for meanwhile, one by one. */
async function operations(work: () => Promise<unknown>): Promise<number> {
  const backend = loadTensorflow().backend() as unknown as { binding: { executeOp(...given: unknown[]): unknown } };
  const { binding } = backend;
  let count = 0;
  const executeOp = (...given: unknown[]) => {
    count += 1;
    return binding.executeOp(...given);
  };
  backend.binding = Object.create(binding, { executeOp: { value: executeOp } });
  try {
    await work();
  } finally {
    backend.binding = binding;
  }
  return count;
}

describe("what our networks predict, compiled", () => {
  const rows = penguins();
  const numbersOf = (found: Awaited<ReturnType<typeof predictRows>>) =>
    found.flatMap((column) => (column.kind === "number" ? [column.values] : []));

  for (const [name, change] of Object.entries(experiments)) {
    it(`is what they predict eagerly: ${name}`, async () => {
      const of = (compile: CompileChoice): Experiment => penguinExperiment({ ...change, training: { epochs: 3, batchSize: 48, compile } });
      const { model, recipe, target, example } = await trainOn(of("off"), undefined, native);
      const trained = { model, recipe, target };
      const directory = tempDir();
      await saveTrained(trained, example, directory);
      const expected = numbersOf(await predictRows(trained, rows));
      const often = await loadTrained(directory, of("auto"), native.tensorflow, { often: true });
      const never = await loadTrained(directory, of("off"), native.tensorflow, { often: true });
      for (const one of [often, never])
        for (let i = 0; i < 2; i += 1) assert.ok(apart(numbersOf(await predictRows(one, rows)), expected) < 1e-5);
      assert.equal(await operations(() => predictRows(often, rows)), 0);
      assert.ok((await operations(() => predictRows(never, rows))) > 2);
      for (const one of [trained, often, never]) one.model.dispose();
    });
  }

  it("is compiled by itself when a model has predicted often", async () => {
    const training = { epochs: 1, batchSize: 100 };
    const { model, recipe, target } = await trainOn(
      penguinExperiment({ model: { algorithm: "mlp", hidden: [4] }, training, report: { explain: false } }),
      undefined,
      native,
    );
    const once = () => operations(() => predictRows({ model, recipe, target }, rows));
    assert.ok((await once()) > 2);
    for (let i = 0; i < 300; i += 1) await once();
    assert.equal(await once(), 0);
    model.dispose();
  });

  it("judges the validation rows of a long training, and is the same again when that is gone on with", async () => {
    const of = (compile: CompileChoice) =>
      penguinExperiment({
        model: { algorithm: "mlp", hidden: [6], l2: 1e-3 },
        training: { epochs: 110, batchSize: 500, learningRate: 0.01, earlyStopping: false, compile },
      });
    const [eager, compiled] = [await unbroken(of("off"), native), await unbroken(of("auto"), native)];
    assert.ok(apart(figuresOf(compiled), figuresOf(eager)) < 1e-4);
    assert.deepEqual(await broken(of("auto"), 60, "epoch", native), compiled);
  });
});

const figuresOf = ({ epochs }: Outcome): number[][] => epochs.map(({ figures }) => Object.values(figures));
