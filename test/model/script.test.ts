import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadTrained, saveTrained } from "../../src/engine/model/artifacts.ts";
import { allowUserCode } from "../../src/engine/script/user-code.ts";
import type { ErrorFacts, TrainyardError } from "../../src/shared/errors.ts";
import { tempDir } from "../support/temp.ts";
import { penguinExperiment } from "../train/penguins.ts";
import { PENGUIN_SPLITS, plane, tensorflow, trainOn } from "../train/train-on.ts";

const SOFTMAX = `import type { BuildModel } from "trainyard";

export const buildModel: BuildModel<{ hidden?: number }> = (tf, { inputShape, units, activation, params }) =>
  tf.sequential({
    layers: [
      tf.layers.dense({ units: params.hidden ?? 16, activation: "relu", inputShape }),
      tf.layers.dense({ units, activation }),
    ],
  });
`;

const regression = { task: "regression", target: "y", recipe: [] };
const line = { train: plane(80, (a, b) => 200 + 30 * a - 20 * b), validation: plane(30, (a, b) => 200 + 30 * a - 20 * b) };
const LINES = { ...line, test: line.validation };

describe("a model of the user's own", () => {
  let folder: string;
  beforeEach(() => {
    folder = tempDir();
  });

  const experiment = (change: object = {}, file = "model.ts", params = {}) =>
    penguinExperiment({ model: { algorithm: "script", file, params }, training: { epochs: 12, learningRate: 0.02 }, ...change });
  const train = (text: string, { file = "model.ts", params = {}, frames = PENGUIN_SPLITS, change = {} as object } = {}) => {
    writeFileSync(join(folder, file), text);
    return allowUserCode(folder, () => trainOn(experiment(change, file, params), frames));
  };
  const refused = async (text: string, options?: Parameters<typeof train>[1]): Promise<ErrorFacts> => {
    try {
      await train(text, options);
    } catch (error) {
      assert.ok((error as TrainyardError).facts, String((error as Error).stack));
      return (error as TrainyardError).facts;
    }
    return assert.fail("nothing was refused");
  };
  const body = (text: string) => `export function buildModel(tf, { inputShape, units, activation, target, seed }) {\n${text}\n}`;

  it("learns by the settings of the experiment, in TypeScript without a build", async () => {
    const { scores, epochs, notes } = await train(SOFTMAX);
    assert.ok((scores.test.accuracy as number) > 0.95, `${scores.test.accuracy}`);
    assert.deepEqual(Object.keys(epochs[0]?.figures ?? {}).sort(), ["acc", "loss", "val_acc", "val_loss"]);
    assert.deepEqual(
      notes.filter((note) => /tensor|compiled/.test(note)),
      [],
    );
  });

  it("gets the parameters of the experiment file, and imports files beside it", async () => {
    mkdirSync(join(folder, "parts"));
    writeFileSync(join(folder, "parts", "size.ts"), "export const twice = (n: number): number => 2 * n;\n");
    const text = SOFTMAX.replace("\n", '\nimport { twice } from "./parts/size.js";\n').replace(
      "params.hidden ?? 16",
      "twice(params.hidden)",
    );
    const { model } = await train(text, { params: { hidden: 3 } });
    const directory = tempDir();
    await model.save(directory);
    const { tf } = await tensorflow()();
    const { loadModel } = await import("../../src/engine/model/files.ts");
    assert.deepEqual((await loadModel(tf, directory)).layers[0]?.outputShape, [null, 6]);
  });

  it("gives the same figures for the same seed, and others for another", async () => {
    const seeded = (seed: number) => train(SOFTMAX, { change: { training: { epochs: 2, seed } } });
    const [once, again, other] = [await seeded(42), await seeded(42), await seeded(7)];
    assert.deepEqual(once.epochs, again.epochs);
    assert.notDeepEqual(once.epochs[0], other.epochs[0]);
  });

  it("has its logits turned into probabilities, and learns as well", async () => {
    const { scores } = await train(SOFTMAX.replace(", activation })", " })"));
    assert.ok((scores.test.accuracy as number) > 0.95);
  });

  it("tells two classes by one unit or by two", async () => {
    const change = { task: "binary", target: "sex" };
    for (const text of [
      SOFTMAX,
      SOFTMAX.replace("({ units, activation })", "({ units: 2, activation: 'softmax' })"),
      SOFTMAX.replace("({ units, activation })", "({ units: 2 })"),
    ]) {
      const { scores } = await train(text, { change });
      assert.ok((scores.test.roc_auc as number) > 0.8, `${scores.test.roc_auc}`);
    }
  });

  it("keeps the loss and the optimizer that it was compiled with, and says so", async () => {
    const { scores, notes } = await train(
      body(`const model = tf.sequential({ layers: [tf.layers.dense({ units, inputShape })] });
      model.compile({ optimizer: tf.train.sgd(0.05), loss: (actual, predicted) => tf.losses.huberLoss(actual, predicted) });
      return model;`),
      { frames: LINES, change: { ...regression, training: { epochs: 3, earlyStopping: false } } },
    );
    assert.ok(
      notes.some((note) => /SGD and/.test(note)),
      notes.join(),
    );
    assert.ok((scores.test.mae as number) > 20, "three steps of a small rate, in the target's own units, do not reach 200");
  });

  it("finds a plane in the target's units, whatever they are", async () => {
    const { scores } = await train(body("return tf.sequential({ layers: [tf.layers.dense({ units, inputShape })] });"), {
      frames: LINES,
      change: { ...regression, training: { epochs: 200, learningRate: 0.05 } },
    });
    assert.ok((scores.test.r2 as number) > 0.999, `${scores.test.r2}`);
  });

  it("has a loss of its own for classes given one-hot, or by number where it is sparse", async () => {
    for (const loss of ['"categoricalCrossentropy"', '"sparseCategoricalCrossentropy"']) {
      const { scores } = await train(
        body(`const model = tf.sequential({ layers: [tf.layers.dense({ units, activation, inputShape })] });
        model.compile({ optimizer: tf.train.adam(0.05), loss: ${loss}, metrics: ["accuracy"] });
        return model;`),
      );
      assert.ok((scores.test.accuracy as number) > 0.95, loss);
    }
  });

  it("is used again after its file has gone, its own layers too", async () => {
    const trained = await train(
      `let made = 0;
      export function buildModel(tf, { inputShape, units, activation }) {
        class Twice extends tf.layers.Layer {
          static className = "Twice";
          call(inputs) { return tf.mul(Array.isArray(inputs) ? inputs[0] : inputs, 2); }
        }
        tf.serialization.registerClass(Twice);
        made += 1;
        return tf.sequential({ layers: [new Twice({ inputShape }), tf.layers.dense({ units, activation })] });
      }`,
    );
    const directory = tempDir();
    await saveTrained(trained, trained.example, directory);
    const { tf } = await tensorflow()();
    const { classNameMap } = tf.serialization.SerializationMap.getMap();
    delete (classNameMap as Record<string, unknown>).Twice;
    const again = await allowUserCode(tempDir(), () => loadTrained(directory, experiment(), tensorflow()));
    const x = {
      data: Float32Array.from({ length: 10 * trained.recipe.features.length }, (_, i) => (i % 7) / 7),
      rows: 10,
      features: trained.recipe.features,
    };
    assert.deepEqual((await again.model.predict(x)).values, (await trained.model.predict(x)).values);
  });

  it("leaves no tensor behind", async () => {
    const { tf } = await tensorflow()();
    (await train(SOFTMAX)).model.dispose();
    const before = tf.memory().numTensors;
    (await train(SOFTMAX)).model.dispose();
    const compiled = body(`const model = tf.sequential({ layers: [tf.layers.dense({ units, activation, inputShape })] });
      model.compile({ optimizer: "adam", loss: "categoricalCrossentropy" });
      return model;`);
    (await train(compiled)).model.dispose();
    assert.equal(tf.memory().numTensors, before);
  });

  it("that leaks tensors is told, with how many", async () => {
    const { notes } = await train(
      body(`tf.ones([3]);
      const model = tf.sequential({ layers: [tf.layers.dense({ units, activation, inputShape })] });
      model.compile({ optimizer: "adam", loss: (a, p) => tf.metrics.categoricalCrossentropy(a, tf.keep(p.clone())) });
      return model;`),
      { change: { training: { epochs: 5 } } },
    );
    assert.ok(
      notes.some((note) => note.includes("left 1 tensor")),
      notes.join("\n"),
    );
    assert.ok(
      notes.some((note) => /leaks tensors: [\d,]+ tensors/.test(note)),
      notes.join("\n"),
    );
  });

  describe("is refused, in words that say what to do, where it", () => {
    const cases: [string, string, string, string?][] = [
      ["exports no buildModel", "script-function-missing", "export const build = 1;"],
      ["returns nothing", "script-not-a-model", body("")],
      ["returns something else", "script-not-a-model", body("return { layers: 3 };")],
      ["has no layers", "script-not-a-model", body("return tf.sequential();")],
      ["does not know its input", "script-failed", body("return tf.sequential({ layers: [tf.layers.dense({ units })] });")],
      ["takes other rows", "script-input-shape", body("return tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [99] })] });")],
      [
        "gives too many outputs",
        "script-output-shape",
        body("return tf.sequential({ layers: [tf.layers.dense({ units: 9, inputShape })] });"),
      ],
      [
        "gives no probabilities",
        "script-output-activation",
        body("return tf.sequential({ layers: [tf.layers.dense({ units, inputShape, activation: 'relu' })] });"),
      ],
      [
        "has nothing to train",
        "script-nothing-trainable",
        body("return tf.sequential({ layers: [tf.layers.dense({ units, inputShape, trainable: false })] });"),
      ],
      ["is of another TensorFlow.js", "script-other-tensorflow", body("return { layers: [], predict() {}, fit() {} };")],
      ["cannot be read", "script-syntax", "export function buildModel( {"],
    ];
    for (const [what, code, text] of cases) {
      it(what, async () => {
        const facts = await refused(text);
        assert.equal(facts.code, code, facts.message);
        assert.equal(facts.place?.file, join(folder, "model.ts"));
        assert.ok(facts.remedy.length > 10);
      });
    }

    it("throws, with its file and line", async () => {
      const facts = await refused("\nexport function buildModel() {\n  throw new Error('no idea');\n}");
      assert.deepEqual([facts.code, facts.place?.line, facts.place?.file], ["script-failed", 3, join(folder, "model.ts")]);
      assert.match(facts.message, /no idea/);
    });

    it("throws while it is trained, with its file and line", async () => {
      const facts = await refused(
        body(`const model = tf.sequential({ layers: [tf.layers.dense({ units, activation, inputShape })] });
model.compile({ optimizer: "adam", loss: (a, p) => a.sub(
  tf.ones([99, 98]).add(p)) });
return model;`),
      );
      assert.equal(facts.code, "script-failed");
      assert.equal(facts.place?.line, 4);
    });

    it("is not there", async () => {
      const facts = await refused("", { change: { model: { algorithm: "script", file: "other.ts" } } });
      assert.deepEqual([facts.code, facts.place?.field], ["script-missing", "model.file"]);
    });

    it("is asked for outside of a worker", async () => {
      await assert.rejects(trainOn(experiment()), { code: "script-not-allowed" });
    });
  });
});
