import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadTrained, saveTrained, type Trained } from "../../src/engine/model/artifacts.ts";
import { applyRecipe } from "../../src/engine/recipe/apply.ts";
import { toMatrix } from "../../src/engine/recipe/matrix.ts";
import { tempDir } from "../support/temp.ts";
import { penguinExperiment } from "../train/penguins.ts";
import { PENGUIN_SPLITS, tensorflow, trainOn } from "../train/train-on.ts";

const short = { training: { epochs: 3, earlyStopping: false } };
const TASKS = {
  multiclass: penguinExperiment(short),
  binary: penguinExperiment({ ...short, target: "sex", task: "binary", model: { algorithm: "mlp", hidden: [], l2: 0.01 } }),
  linear: penguinExperiment({ target: "species", model: { algorithm: "linear" } }),
  "k-means": penguinExperiment({ target: undefined, task: "clustering", model: { algorithm: "k-means", clusters: 3 } }),
  pca: penguinExperiment({ target: undefined, task: "dimensionality-reduction", model: { algorithm: "pca" } }),
  regression: penguinExperiment({ ...short, target: "body_mass_g", task: "regression" }),
  "multiclass, all kinds of layers": penguinExperiment({
    ...short,
    model: { algorithm: "mlp", hidden: [300, 300], dropout: 0.2, batchNormalization: true, activation: "gelu", l1: 0.001 },
  }),
};

const json = (...path: string[]) => JSON.parse(readFileSync(join(...path), "utf8"));
const features = (recipe: Trained["recipe"]) => toMatrix(applyRecipe(recipe, PENGUIN_SPLITS.test));
const predicted = ({ model, recipe }: Trained) => model.predict(model.read(applyRecipe(recipe, PENGUIN_SPLITS.test)));

describe("a saved model", () => {
  for (const [name, experiment] of Object.entries(TASKS)) {
    it(`predicts the same after loading: ${name}`, async () => {
      const directory = tempDir();
      const trained = await trainOn(experiment);
      const before = await predicted(trained);
      await saveTrained(trained, trained.example, directory);
      trained.model.dispose();
      const loaded = await loadTrained(directory, experiment, tensorflow());
      assert.deepEqual(loaded.recipe, trained.recipe);
      assert.deepEqual(loaded.target, trained.target);
      assert.deepEqual(await predicted(loaded), before);
      loaded.model.dispose();
    });
  }

  it("is a TensorFlow.js layers model that gives probabilities, or the target's units, by itself", async () => {
    const { tf } = await tensorflow()();
    for (const experiment of [TASKS.multiclass, TASKS.regression]) {
      const directory = tempDir();
      const trained = await trainOn(experiment);
      await saveTrained(trained, trained.example, directory);
      const x = features(trained.recipe);
      const expected = await trained.model.predict(x);
      const { format, modelTopology, weightsManifest } = json(directory, "model", "model.json");
      assert.equal(format, "layers-model");
      const bytes = Uint8Array.from(readFileSync(join(directory, "model", weightsManifest[0].paths[0])));
      const artifacts = { modelTopology, weightSpecs: weightsManifest[0].weights, weightData: bytes.buffer };
      const model = await tf.loadLayersModel(tf.io.fromMemory(artifacts));
      const outputs = model.predict(tf.tensor2d(x.data, [x.rows, x.features.length])) as { dataSync(): Float32Array };
      assert.deepEqual([...outputs.dataSync()], [...expected.values]);
      model.dispose();
      trained.model.dispose();
    }
  });

  it("says by name what goes in and what comes out", async () => {
    const directory = tempDir();
    const trained = await trainOn(TASKS.multiclass);
    await saveTrained(trained, trained.example, directory);
    trained.model.dispose();
    const numbers = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"];
    assert.deepEqual(json(directory, "signature.json"), {
      inputs: [{ name: "island", type: "string" }, ...numbers.map((name) => ({ name, type: "double" })), { name: "sex", type: "string" }],
      outputs: [
        { name: "prediction", type: "string" },
        ...["Adelie", "Chinstrap", "Gentoo"].map((label) => ({ name: `probability_${label}`, type: "double" })),
      ],
      target: "species",
      task: "multiclass",
      classes: ["Adelie", "Chinstrap", "Gentoo"],
    });
    assert.deepEqual(json(directory, "input_example.json"), {
      columns: ["island", ...numbers, "sex"],
      data: [
        ["Torgersen", 39.1, 18.7, 181, 3750, "male"],
        ["Torgersen", 39.5, 17.4, 186, 3800, "female"],
        ["Torgersen", 40.3, 18, 195, 3250, "female"],
        ["Torgersen", 39.3, 20.6, 190, 3650, "male"],
        ["Torgersen", 38.9, 17.8, 181, 3625, "female"],
      ],
    });
  });

  it("splits large weights into shards of 4 MiB", async () => {
    const directory = tempDir();
    const experiment = penguinExperiment({
      model: { algorithm: "mlp", hidden: [1200, 1100] },
      training: { epochs: 1, batchSize: 300 },
      report: { explain: false },
    });
    const trained = await trainOn(experiment);
    const before = await trained.model.predict(features(trained.recipe));
    await saveTrained(trained, trained.example, directory);
    trained.model.dispose();
    const [{ paths }] = json(directory, "model", "model.json").weightsManifest;
    assert.deepEqual(paths, ["group1-shard1of2.bin", "group1-shard2of2.bin"]);
    const loaded = await loadTrained(directory, experiment, tensorflow());
    assert.deepEqual(await loaded.model.predict(features(loaded.recipe)), before);
    loaded.model.dispose();
  });
});

describe("a broken model", () => {
  const broken = async (damage: (directory: string) => void, message = /./) => {
    const directory = tempDir();
    const trained = await trainOn(TASKS.binary);
    await saveTrained(trained, trained.example, directory);
    trained.model.dispose();
    damage(directory);
    await assert.rejects(loadTrained(directory, TASKS.binary, tensorflow()), { code: "model-unreadable", message });
  };

  it("is refused where a file is missing", async () => {
    for (const file of ["model/model.json", "model/group1-shard1of1.bin", "recipe.json", "target.json"])
      await broken((directory) => rmSync(join(directory, file)));
  });

  it("is refused where weights are cut short", async () => {
    await broken((directory) => writeFileSync(join(directory, "model/group1-shard1of1.bin"), "short"));
  });

  it("is refused where a file is no JSON, or of another version", async () => {
    await broken((directory) => writeFileSync(join(directory, "model/model.json"), "{"));
    await broken((directory) => writeFileSync(join(directory, "model/model.json"), "{}"));
    await broken((directory) => writeFileSync(join(directory, "target.json"), "x"));
    await broken((directory) => writeFileSync(join(directory, "recipe.json"), '{"version": 9}'), /version 9/);
  });
});
