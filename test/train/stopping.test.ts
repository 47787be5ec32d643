import assert from "node:assert/strict";
import { earlyStopping } from "../../src/engine/train/early-stopping.ts";
import { penguinExperiment } from "./penguins.ts";
import { type Epoch, plane, trainOn } from "./train-on.ts";

const watch = (setting: object, values: number[], monitor = "val_loss") => {
  const stopping = earlyStopping({ monitor, patience: 2, minDelta: 0, restoreBestWeights: true, ...setting }, [monitor]);
  const epochs = values.findIndex((value, i) => {
    stopping.improved(i + 1, { [monitor]: value });
    return stopping.over;
  });
  return { epochs: epochs + 1, best: stopping.best };
};

describe("early stopping", () => {
  it("waits `patience` epochs for something better", () => {
    assert.deepEqual(watch({}, [3, 2, 2, 2.5, 1]), { epochs: 4, best: { epoch: 2, value: 2 } });
    assert.equal(watch({}, [3, 2, 2.5, 1.9, 2, 1.8, 2]).epochs, 0);
  });

  it("asks for an improvement of at least `minDelta`", () => {
    assert.deepEqual(watch({ minDelta: 0.5 }, [3, 2.9, 2.8, 1]), { epochs: 3, best: { epoch: 1, value: 3 } });
  });

  it("knows that accuracy should rise", () => {
    assert.deepEqual(watch({}, [0.5, 0.7, 0.6, 0.65], "val_acc"), { epochs: 4, best: { epoch: 2, value: 0.7 } });
  });

  it("takes no NaN for an improvement", () => {
    assert.deepEqual(watch({}, [Number.NaN, Number.NaN]), { epochs: 2, best: null });
  });

  it("refuses a series that is not logged", () => {
    const setting = { monitor: "val_auc", patience: 2, minDelta: 0, restoreBestWeights: true };
    assert.throws(() => earlyStopping(setting, ["loss", "val_loss"]), { code: "series-unknown" });
  });

  it("restores the best weights", async () => {
    // too fast to settle: the validation loss jumps about
    const training = { epochs: 40, learningRate: 0.3, batchSize: 8, earlyStopping: { patience: 6 } };
    const { epochs, scores, notes, model } = await trainOn(penguinExperiment({ training }));
    const best = epochs.reduce((a, b) => ((b.figures.val_loss as number) < (a.figures.val_loss as number) ? b : a));
    assert.notEqual(best.epoch, epochs.length, "the last epoch should not be the best here");
    assert.ok(Math.abs((best.figures.val_loss as number) - (scores.validation.log_loss as number)) < 1e-5);
    assert.match(notes.join(" "), new RegExp(`weights are those of epoch ${best.epoch}`));
    model.dispose();
  });

  it("keeps the last weights where it is told to", async () => {
    const training = { epochs: 40, learningRate: 0.1, batchSize: 8, earlyStopping: { patience: 6, restoreBestWeights: false } };
    const { epochs, scores, model } = await trainOn(penguinExperiment({ training }));
    model.dispose();
    assert.equal(epochs.at(-1)?.figures.val_acc, scores.validation.accuracy);
    const [last, found] = [epochs.at(-1)?.figures.val_loss as number, scores.validation.log_loss as number];
    assert.ok(Math.abs(last - found) < 1e-4, `${found} instead of ${last}`);
  });
});

describe("stopping on request", () => {
  it("ends after the batch at hand, and evaluates the best weights so far", async () => {
    const controller = new AbortController();
    let later = 0;
    const onEpoch = (epoch: number, figures: Record<string, number>) => {
      epochs.push({ epoch, figures });
      later += controller.signal.aborted ? 1 : 0;
      if (epoch === 20) controller.abort();
    };
    const epochs: Epoch[] = [];
    const training = { epochs: 1_000_000, learningRate: 0.2, earlyStopping: false };
    const change = { signal: controller.signal, onEpoch };
    const { stopped, scores, notes, model } = await trainOn(penguinExperiment({ training }), undefined, change);
    assert.equal(stopped, true);
    assert.equal(later, 0, "it did not end after the batch at hand");
    assert.match(notes[0] ?? "", /^Stopped on request after 20 epochs\./);
    const best = Math.min(...epochs.map(({ figures }) => figures.val_loss as number));
    assert.ok(Math.abs(best - (scores.validation.log_loss as number)) < 1e-5, "not the best weights");
    model.dispose();
  });

  it("is cancelled altogether before the first batch", async () => {
    await assert.rejects(trainOn(penguinExperiment(), undefined, { signal: AbortSignal.abort() }), { code: "cancelled" });
  });
});

describe("a loss that is not finite", () => {
  it("stops training and names the feature that wants scaling", async () => {
    const huge = plane(60, (a, b) => a + b);
    const [a] = huge.columns;
    if (a?.kind === "number") a.values = a.values.map((value) => value * 1e30);
    const experiment = penguinExperiment({ target: "y", task: "regression", recipe: [], model: { algorithm: "mlp", hidden: [] } });
    await assert.rejects(
      trainOn(experiment, { train: huge, validation: huge, test: huge }),
      (error: { facts?: { code: string; remedy: string; place: object } }) => {
        assert.equal(error.facts?.code, "loss-not-finite");
        assert.match(error.facts?.remedy ?? "", /"a" reaches 2e\+30: add a standard-scale step/);
        assert.deepEqual(error.facts?.place, { field: "recipe" });
        return true;
      },
    );
  });

  it("keeps the best weights from before, beside the diagnosis", async () => {
    // from the third epoch on far too fast
    const schedule = { type: "piecewise-constant-decay", boundaries: [2], values: [0.01, 1e30] };
    const training = { optimizer: "sgd", epochs: 9, schedule };
    const { failure, epochs, scores, notes, model } = await trainOn(penguinExperiment({ training }));
    model.dispose();
    assert.equal(failure?.code, "loss-not-finite");
    assert.match(failure?.message ?? "", /in epoch 3, batch \d/);
    assert.match(failure?.facts.remedy ?? "", /Lower training.learningRate \(1e\+30\), for example to 0\.01,/);
    const best = epochs.slice(0, 2).reduce((a, b) => ((b.figures.val_loss as number) < (a.figures.val_loss as number) ? b : a));
    assert.ok(Math.abs((best.figures.val_loss as number) - (scores.validation.log_loss as number)) < 1e-5);
    assert.match(notes.join(), new RegExp(`weights are those of epoch ${best.epoch}`));
  });

  it("blames the learning rate where the features are tame", async () => {
    const training = { optimizer: "sgd", learningRate: 1e30, epochs: 5 };
    await assert.rejects(trainOn(penguinExperiment({ training })), (error: { facts?: { remedy: string; place: object } }) => {
      assert.match(error.facts?.remedy ?? "", /Lower training.learningRate \(1e\+30\), for example to 0\.01,/);
      assert.deepEqual(error.facts?.place, { field: "training.learningRate" });
      return true;
    });
  });
});
