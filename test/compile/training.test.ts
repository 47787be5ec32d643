import assert from "node:assert/strict";
import { penguinExperiment } from "../train/penguins.ts";
import { broken, type Outcome, unbroken } from "../train/resuming.ts";
import { PENGUIN_SPLITS, tensorflow, trainOn } from "../train/train-on.ts";
import { withCalls } from "./calls.ts";

const native = { tensorflow: tensorflow("tensorflow") };
const COMPILED = /Training was compiled/;

/** The largest difference of a figure in any epoch, relative to 1 or to it. */
function apart(a: Outcome, b: Outcome): number {
  assert.equal(a.epochs.length, b.epochs.length);
  const all = a.epochs.flatMap(({ figures }, i) =>
    Object.entries(figures).map(([name, value]) => {
      const other = b.epochs[i]?.figures[name] as number;
      return Math.abs(value - other) / Math.max(1, Math.abs(other));
    }),
  );
  return Math.max(...all);
}

describe("a compiled training", () => {
  const plain = { algorithm: "mlp", hidden: [8, 4], batchNormalization: true, l2: 1e-3 };
  const trickier: Record<string, object> = {
    "weights of classes and a schedule": { classWeights: "balanced", schedule: { type: "cosine-decay", warmup: 1 } },
    "gradients that are cut": { clipNorm: 0.1, optimizer: "rmsprop" },
    momentum: { optimizer: "momentum", learningRate: 0.01 },
  };
  for (const [name, more] of Object.entries(trickier)) {
    it(`logs what the eager one logs: ${name}`, async () => {
      const training = { epochs: 6, batchSize: 48, learningRate: 0.003, earlyStopping: false, ...more };
      const of = (compile: string) => unbroken(penguinExperiment({ model: plain, training: { ...training, compile } }), native);
      const [eager, compiled] = [await of("off"), await of("on")];
      assert.match(compiled.notes.join(), COMPILED);
      assert.doesNotMatch(eager.notes.join(), COMPILED);
      assert.ok(apart(compiled, eager) < 2e-4, `${apart(compiled, eager)}`);
    });
  }

  it("is the same again with the same seed, and bit for bit when gone on with, dropout and all", async () => {
    const training = { epochs: 4, batchSize: 48, learningRate: 0.01, compile: "on" };
    const experiment = penguinExperiment({ model: { algorithm: "mlp", hidden: [8], dropout: 0.3 }, training });
    const whole = await unbroken(experiment, native);
    assert.match(whole.notes.join(), COMPILED);
    assert.deepEqual(await unbroken(experiment, native), whole);
    for (const nth of [2, 7]) assert.deepEqual(await broken(experiment, nth, "any", native), whole, `checkpoint ${nth}`);
  });

  const variants: Record<string, object> = {
    "dropout, weights of classes and a rate that changes": {
      model: { algorithm: "mlp", hidden: [8], dropout: 0.3 },
      training: { classWeights: "balanced", schedule: { type: "cosine-decay", warmup: 1 } },
    },
    "rows with noise, to be restored": {
      target: undefined,
      task: "representation-learning",
      model: { algorithm: "denoising-pretrain", hidden: [4], encoding: 2 },
    },
  };
  for (const [name, { training, ...more }] of Object.entries(variants) as [string, { training?: object }][]) {
    it(`is the same to the bit whether a call makes one step or many, gone on with too: ${name}`, async () => {
      const experiment = penguinExperiment({ ...more, training: { epochs: 4, batchSize: 16, compile: "on", ...training } });
      const whole = await withCalls("short", () => unbroken(experiment, native));
      assert.match(whole.notes.join(), COMPILED);
      assert.deepEqual(await withCalls("long", () => unbroken(experiment, native)), whole);
      for (const nth of [3, 8])
        assert.deepEqual(await withCalls("long", () => broken(experiment, nth, "any", native)), whole, `checkpoint ${nth}`);
    });
  }

  it("names the batch at which it diverged, in the middle of a call too, and keeps the best weights", async () => {
    const schedule = { type: "piecewise-constant-decay", boundaries: [2.4], values: [0.01, 1e30] };
    const experiment = penguinExperiment({ training: { optimizer: "sgd", epochs: 9, batchSize: 16, schedule, compile: "on" } });
    const of = (calls: "short" | "long") =>
      withCalls(calls, async () => {
        const { failure, epochs, scores, model } = await trainOn(experiment, PENGUIN_SPLITS, native);
        model.dispose();
        return { message: failure?.message, epochs, scores };
      });
    const one = await of("short");
    assert.match(one.message ?? "", /in epoch 3, batch \d+/);
    assert.deepEqual(await of("long"), one);
  });

  it("is one graph for an epoch's last, smaller batch too, bit for bit when gone on with there", async () => {
    const of = (compile: string) =>
      penguinExperiment({
        model: { algorithm: "mlp", hidden: [8], dropout: 0.3 },
        training: { epochs: 14, batchSize: 48, learningRate: 0.01, earlyStopping: false, compile },
      });
    const whole = await unbroken(of("auto"), native);
    const { notes, epochs, model } = await trainOn(of("auto"), PENGUIN_SPLITS, native);
    model.dispose();
    const rows = PENGUIN_SPLITS.train.rows;
    const steps = epochs.length * Math.ceil(rows / 48);
    assert.ok(rows % 48 > 0 && notes.join().includes(`Training was compiled: ${steps} of ${steps} steps`), notes.join());
    // What comes first then is a whole batch, or the last one of an epoch.
    for (const nth of [1, 4, 5])
      assert.deepEqual(await withCalls("short", () => broken(of("auto"), nth, "any", native)), whole, `checkpoint ${nth}`);
  });

  it("is made where it is worth it, by how many steps there are and how much there is to do in one", async () => {
    const of = (training: object, hidden = [4]) =>
      unbroken(penguinExperiment({ model: { algorithm: "mlp", hidden }, training: { earlyStopping: false, ...training } }), native);
    const few = await of({ epochs: 3, batchSize: 64 });
    assert.match(few.notes.join(), /Training was not compiled: \d+ steps take less time/);
    assert.match((await of({ epochs: 16, batchSize: 64 })).notes.join(), COMPILED);
    assert.doesNotMatch((await of({ epochs: 16, batchSize: 64, compile: "off" })).notes.join(), /compiled/);
  });
});
