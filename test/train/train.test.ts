import assert from "node:assert/strict";
import { penguinExperiment, penguins } from "./penguins.ts";
import { PENGUIN_SPLITS, plane, tensorflow, trainOn } from "./train-on.ts";

const short = { epochs: 6, earlyStopping: false };

describe("training", () => {
  it("tells the penguins apart", async () => {
    const { scores, evaluation, epochs, model } = await trainOn(penguinExperiment({ training: { epochs: 60 } }));
    assert.ok((scores.validation.accuracy ?? 0) > 0.95, `validation accuracy ${scores.validation.accuracy}`);
    assert.ok((evaluation.metrics.accuracy ?? 0) > 0.95);
    assert.ok((evaluation.baseline.accuracy ?? 1) < 0.6);
    assert.deepEqual(Object.keys(epochs[0]?.figures ?? {}), ["loss", "acc", "val_loss", "val_acc"]);
    assert.ok((epochs.at(-1)?.figures.loss ?? 1) < 0.1);
    model.dispose();
  });

  it("logs what the evaluation finds: the last val_acc is the validation accuracy", async () => {
    const { scores, epochs, model } = await trainOn(penguinExperiment({ training: short }));
    assert.equal(epochs.at(-1)?.figures.val_acc, scores.validation.accuracy);
    assert.ok(Math.abs((epochs.at(-1)?.figures.val_loss ?? 0) - (scores.validation.log_loss ?? 1)) < 1e-6);
    model.dispose();
  });

  it("gives the same figures for the same seed, and others for another", async () => {
    const experiment = (seed: number) =>
      penguinExperiment({ model: { algorithm: "mlp", dropout: 0.3, batchNormalization: true }, training: { ...short, seed } });
    const [one, two, other] = [await trainOn(experiment(1)), await trainOn(experiment(1)), await trainOn(experiment(2))];
    assert.deepEqual(one.epochs, two.epochs);
    assert.deepEqual(one.scores, two.scores);
    assert.notDeepEqual(one.epochs, other.epochs);
    for (const { model } of [one, two, other]) model.dispose();
  });

  it("draws a new dropout mask at every step", async () => {
    const full = { shuffle: false, batchSize: 500, epochs: 2, earlyStopping: false, optimizer: "sgd", learningRate: 1e-9 };
    const { epochs, model } = await trainOn(penguinExperiment({ model: { algorithm: "mlp", dropout: 0.5 }, training: full }));
    assert.ok(Math.abs((epochs[0]?.figures.loss ?? 0) - (epochs[1]?.figures.loss ?? 0)) > 1e-4, "two steps on the same batch and weights");
    model.dispose();
  });

  it("moves no statistic when test and validation rows change", async () => {
    const wild = penguins([4]);
    for (const column of wild.columns) if (column.kind === "number") column.values.fill(1e6);
    const one = await trainOn(penguinExperiment({ training: short }));
    const two = await trainOn(penguinExperiment({ training: short }), { ...PENGUIN_SPLITS, validation: wild, test: wild });
    assert.deepEqual(one.recipe, two.recipe);
    assert.deepEqual(one.target, two.target);
    assert.deepEqual(one.scores.train, two.scores.train);
    for (const { model } of [one, two]) model.dispose();
  });

  it("says why it was not compiled where that was asked for, and is silent where nobody asked", async () => {
    const notes = async (compile: string) => {
      const { model, notes } = await trainOn(penguinExperiment({ training: { epochs: 2, compile } }));
      model.dispose();
      return notes.filter((note) => note.includes("compiled"));
    };
    assert.deepEqual(await notes("on"), ['Training was not compiled: The backend "cpu" runs no graphs.']);
    assert.deepEqual(await notes("auto"), []);
  });

  it("leaves no tensor behind", async () => {
    const { tf } = await tensorflow()();
    const before = tf.memory().numTensors;
    const tricky = { model: { algorithm: "mlp", dropout: 0.2, batchNormalization: true, l1: 1e-4, l2: 1e-4 } };
    for (const optimizer of ["adam", "sgd", "momentum", "rmsprop", "adagrad", "adamax"]) {
      const { model } = await trainOn(penguinExperiment({ ...tricky, training: { epochs: 2, optimizer, classWeights: "balanced" } }));
      model.dispose();
      assert.equal(tf.memory().numTensors, before, optimizer);
    }
    await assert.rejects(trainOn(penguinExperiment({ training: { epochs: 5, optimizer: "sgd", learningRate: 1e30 } })), {
      code: "loss-not-finite",
    });
    assert.equal(tf.memory().numTensors, before, "after an error");
  });

  it("finds the plane that regression data lie on, in the target's units", async () => {
    const [train, rest] = [plane(400, (a, b) => 5000 + 300 * a - 120 * b), plane(50, (a, b) => 5000 + 300 * a - 120 * b)];
    const training = { epochs: 150, learningRate: 0.02, earlyStopping: { patience: 150 } };
    const experiment = penguinExperiment({
      target: "y",
      task: "regression",
      recipe: [],
      model: { algorithm: "mlp", hidden: [] },
      training,
    });
    const { evaluation, epochs, model } = await trainOn(experiment, { train, validation: rest, test: rest });
    assert.ok((evaluation.metrics.mae ?? 99) < 0.5, `mae ${evaluation.metrics.mae} of values around 5,000`);
    assert.ok((evaluation.metrics.r2 ?? 0) > 0.999_99);
    assert.deepEqual(Object.keys(epochs[0]?.figures ?? {}), ["loss", "mae", "mse", "val_loss", "val_mae", "val_mse"]);
    const best = Math.min(...epochs.map(({ figures }) => figures.val_mae as number));
    assert.ok(Math.abs(best - (evaluation.metrics.mae ?? 0)) < 0.3, "val_mae is in the target's units");
    model.dispose();
  });
});
