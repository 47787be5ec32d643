import assert from "node:assert/strict";
import { loadTensorflow } from "../../src/engine/backend/tensorflow.ts";
import { nodeBackend } from "../../src/engine/compile/binding.ts";
import { Shelf } from "../../src/engine/compile/shelf.ts";
import { crossValidate, planFolds } from "../../src/engine/train/cross-validate/cross-validate.ts";
import { penguinExperiment, penguins } from "../train/penguins.ts";
import { tensorflow } from "../train/train-on.ts";

describe("compiled folds", () => {
  it("share one graph, with the same bits as each with its own", async function () {
    this.timeout(300_000);
    const tf = loadTensorflow();
    await tf.setBackend("tensorflow");
    const backend = nodeBackend(tf);
    const { binding } = backend;
    let loaded = 0;
    const loadSavedModel = (...given: Parameters<typeof binding.loadSavedModel>) => {
      loaded += 1;
      return binding.loadSavedModel(...given);
    };
    const experiment = penguinExperiment({
      model: { algorithm: "mlp", hidden: [8], dropout: 0.2 },
      crossValidation: { method: "stratified", folds: 4 },
      training: { epochs: 2, batchSize: 64, learningRate: 0.01, compile: "on" },
    });
    const frame = penguins();
    const folds = async (onFold: () => void) => {
      loaded = 0;
      Shelf.of(backend).clear();
      const found = await crossValidate({
        experiment,
        plan: planFolds(experiment, frame, []),
        frame,
        numbers: Float64Array.from({ length: frame.rows }, (_, row) => row + 1),
        booleans: new Set(),
        recipe: undefined,
        tensorflow: tensorflow("tensorflow"),
        signal: new AbortController().signal,
        onFold,
        onEpoch: () => undefined,
        onProgress: () => undefined,
      });
      return { found, loaded };
    };
    backend.binding = Object.create(binding, { loadSavedModel: { value: loadSavedModel } });
    try {
      const shared = await folds(() => undefined);
      const apart = await folds(() => Shelf.of(backend).clear());
      assert.deepEqual(shared.found, apart.found);
      assert.ok(shared.loaded <= apart.loaded - 2, `${shared.loaded} graphs for ${apart.loaded}`);
    } finally {
      backend.binding = binding;
      Shelf.of(backend).clear();
    }
  });
});
