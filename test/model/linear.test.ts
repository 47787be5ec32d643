import assert from "node:assert/strict";
import { TrainyardError } from "../../src/shared/errors.ts";
import { column, frameOf } from "../recipe/frames.ts";
import { penguinExperiment } from "../train/penguins.ts";
import { plane, trainOn } from "../train/train-on.ts";

const linear = (model: object, change: object = {}) =>
  penguinExperiment({ target: "y", task: "binary", recipe: [], model: { algorithm: "linear", ...model }, ...change });

/** Rows of two classes, apart by a gap or overlapping. */
const classes = (apart: number) => {
  const rows = Array.from({ length: 60 }, (_, i) => i);
  const frame = frameOf(
    column(
      "x",
      "number",
      rows.map((i) => Math.sin(i * 7) + (i % 2) * apart),
    ),
    column(
      "y",
      "category",
      rows.map((i) => (i % 2 === 0 ? "no" : "yes")),
    ),
  );
  return { train: frame, validation: frame, test: frame };
};

describe("a linear model", () => {
  it("logs each iteration of a search, and nothing of a closed form", async () => {
    const { epochs, notes } = await trainOn(linear({}), classes(1));
    assert.ok(epochs.length > 2);
    for (const [i, { epoch, figures }] of epochs.entries()) {
      assert.equal(epoch, i + 1);
      assert.deepEqual(Object.keys(figures).sort(), ["acc", "loss", "val_acc", "val_loss"]);
    }
    assert.ok((epochs.at(-1)?.figures.loss as number) < (epochs[0]?.figures.loss as number));
    assert.deepEqual(notes, []);
    const frame = plane(50, (a, b) => 2 * a - b + 3);
    const ridge = await trainOn(linear({}, { task: "regression" }), { train: frame, validation: frame, test: frame });
    assert.deepEqual(ridge.epochs, []);
    assert.ok((ridge.scores.test.r2 as number) > 0.999);
    const lasso = await trainOn(linear({ l1: 0.1 }, { task: "regression" }), { train: frame, validation: frame, test: frame });
    assert.deepEqual(Object.keys(lasso.epochs[0]?.figures ?? {}).sort(), ["loss", "mae", "mse", "val_loss", "val_mae", "val_mse"]);
  });

  it("says where classes are apart without a mistake and nothing keeps the coefficients small", async () => {
    const free = await trainOn(linear({ l2: 0 }), classes(4));
    assert.match(free.notes.join(), /grow without end/);
    assert.equal(free.scores.test.accuracy, 1);
    assert.deepEqual((await trainOn(linear({ l2: 0.01 }), classes(4))).notes, []);
  });

  it("of a multiclass task with two classes is that of a binary one", async () => {
    const binary = await trainOn(linear({ l2: 0.01 }), classes(1));
    const multiclass = await trainOn(linear({ l2: 0.01 }, { task: "multiclass" }), classes(1));
    assert.equal(multiclass.scores.test.log_loss, binary.scores.test.log_loss);
    assert.equal(multiclass.scores.test.accuracy, binary.scores.test.accuracy);
  });

  it("says when it is not solved", async () => {
    const { notes, stopped } = await trainOn(linear({ maxIterations: 1 }), classes(1));
    assert.match(notes.join(), /Not solved to the tolerance within 1 iteration/);
    assert.ok(!stopped);
  });

  it("is stopped when asked to, and is what it was by then", async () => {
    const controller = new AbortController();
    const { stopped, notes, scores } = await trainOn(linear({ tolerance: 1e-300, l2: 0 }), classes(1), {
      signal: controller.signal,
      onEpoch: (epoch) => epoch === 2 && controller.abort(),
    });
    assert.ok(stopped);
    assert.match(notes.join(), /Stopped on request after 2 iterations/);
    assert.ok(Number.isFinite(scores.test.log_loss));
  });

  it("names the column and the row of a value that is missing", async () => {
    const { train, ...rest } = classes(1);
    const x = column("x", "number", [null, ...Array.from({ length: 59 }, (_, i) => i)]);
    const broken = { rows: 60, columns: [x, ...train.columns.slice(1)] };
    await assert.rejects(trainOn(linear({}), { train: broken, ...rest }), (error) => {
      assert.ok(TrainyardError.is(error, "feature-missing"));
      assert.deepEqual([error.facts.place?.field, error.facts.place?.row], ["x", 1]);
      return true;
    });
  });
});
