import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { checkpointsIn } from "../../src/engine/train/checkpoint/directory.ts";
import { decodeCheckpoint, encodeCheckpoint } from "../../src/engine/train/checkpoint/safetensors.ts";
import { continueRandom, randomFrom } from "../../src/engine/train/random.ts";
import { tempDir } from "../support/temp.ts";
import { penguinExperiment } from "./penguins.ts";
import { broken, unbroken } from "./resuming.ts";
import { tensorflow } from "./train-on.ts";

const tricky = { algorithm: "mlp", hidden: [8], dropout: 0.3, batchNormalization: true, l2: 1e-4 };

describe("a training that is gone on with", () => {
  for (const optimizer of ["adam", "sgd", "momentum", "rmsprop", "adagrad", "adamax"]) {
    it(`${optimizer}: is bit for bit the unbroken one, within an epoch too`, async () => {
      const experiment = penguinExperiment({ model: tricky, training: { epochs: 4, learningRate: 0.02, optimizer, batchSize: 64 } });
      const whole = await unbroken(experiment);
      for (const nth of [2, 5, 11]) assert.deepEqual(await broken(experiment, nth), whole, `checkpoint ${nth}`);
    });
  }

  it("early stopping remembers its best weights and how long it has waited", async () => {
    const training = { epochs: 40, learningRate: 0.3, batchSize: 8, earlyStopping: { patience: 5 } };
    const experiment = penguinExperiment({ model: { algorithm: "mlp", hidden: [8], dropout: 0.2 }, training });
    const whole = await unbroken(experiment);
    const last = whole.epochs.length;
    assert.match(whole.notes.join(), /the best by val_loss/);
    for (const nth of [1, last - 2, last - 1]) assert.deepEqual(await broken(experiment, nth, "epoch"), whole, `epoch ${nth}`);
  });

  it("a plateau and a warm-up go on where they were", async () => {
    const schedule = { type: "reduce-on-plateau", patience: 1, factor: 0.5, cooldown: 1, minDelta: 0.05, warmup: 1.5 };
    const training = { epochs: 9, learningRate: 0.1, batchSize: 32, schedule, clipNorm: 0.5 };
    const experiment = penguinExperiment({ model: { algorithm: "mlp", hidden: [8] }, training });
    const whole = await unbroken(experiment);
    assert.ok(new Set(whole.epochs.map(({ figures }) => figures.lr)).size > 2, "the rate never fell");
    for (const nth of [3, 20, 44]) assert.deepEqual(await broken(experiment, nth), whole, `checkpoint ${nth}`);
  });

  it("boosted trees: sampled rows and columns, many classes, early stopping", async () => {
    const model = {
      algorithm: "gradient-boosted-trees",
      iterations: 60,
      maxLeaves: 4,
      learningRate: 0.3,
      subsample: 0.7,
      featureFraction: 0.6,
    };
    const experiment = penguinExperiment({ recipe: [], model, training: { earlyStopping: { patience: 4 } } });
    const whole = await unbroken(experiment);
    for (const nth of [1, 3, whole.epochs.length - 1]) assert.deepEqual(await broken(experiment, nth), whole, `round ${nth}`);
  });

  it("boosted trees of a regression, on all rows", async () => {
    const model = { algorithm: "gradient-boosted-trees", iterations: 12, minRowsPerLeaf: 5 };
    const experiment = penguinExperiment({
      target: "body_mass_g",
      task: "regression",
      recipe: [],
      model,
    });
    const whole = await unbroken(experiment);
    for (const nth of [1, 7]) assert.deepEqual(await broken(experiment, nth), whole, `round ${nth}`);
  });

  it("a random forest, its out-of-bag score included", async () => {
    const experiment = penguinExperiment({ recipe: [], model: { algorithm: "random-forest", trees: 9 } });
    const whole = await unbroken(experiment);
    assert.match(whole.notes.join(), /Out-of-bag accuracy/);
    for (const nth of [1, 6]) assert.deepEqual(await broken(experiment, nth), whole, `tree ${nth}`);
  });

  it("refuses the checkpoint of another network, and of another kind of model", async () => {
    const { tf } = await tensorflow()();
    const before = tf.memory().numTensors;
    const directory = tempDir();
    const { save } = await checkpointsIn(directory, { every: 0 });
    const controller = new AbortController();
    const small = penguinExperiment({ model: { algorithm: "mlp", hidden: [4] }, training: { epochs: 2 } });
    await unbroken(small, { checkpoints: { resumed: null, due: () => true, save }, signal: controller.signal });
    const checkpoints = await checkpointsIn(directory, { every: 0 });
    for (const model of [{ algorithm: "mlp", hidden: [5] }, { algorithm: "gradient-boosted-trees" }])
      await assert.rejects(unbroken(penguinExperiment({ model }), { checkpoints }), { code: "checkpoint-unreadable" });
    assert.equal(tf.memory().numTensors, before);
  });
});

describe("a checkpoint's file", () => {
  const numbers = fc.oneof(
    fc.float32Array({ maxLength: 9 }),
    fc.float64Array({ maxLength: 9 }),
    fc.int32Array({ maxLength: 9 }),
    fc.uint8Array({ maxLength: 9 }),
  );
  const name = fc.stringMatching(/^[a-z][a-z.0-9]{0,9}$/);

  it("gives back what was put in, and is a safetensors file", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.dictionary(name, numbers), (state, arrays) => {
        const bytes = Buffer.concat(encodeCheckpoint({ epoch: 3, state, arrays }));
        const found = decodeCheckpoint(bytes, "memory");
        assert.equal(found.epoch, 3);
        assert.equal(JSON.stringify(found.state), JSON.stringify(state));
        assert.deepEqual({ ...found.arrays }, { ...arrays });
        const header = JSON.parse(bytes.toString("utf8", 8, 8 + Number(bytes.readBigUInt64LE())));
        for (const [key, array] of Object.entries(arrays)) assert.deepEqual(header[key].shape, [array.length]);
      }),
    );
  });

  it("cut short anywhere, it is refused", () => {
    const whole = Buffer.concat(encodeCheckpoint({ epoch: 1, state: { a: 1 }, arrays: { w: Float32Array.of(1, 2, 3) } }));
    for (let length = 0; length < whole.length; length += 1)
      assert.throws(() => decodeCheckpoint(whole.subarray(0, length), "f"), { code: "checkpoint-unreadable" });
  });

  it("the newest one is kept whole, and a half-written one beside it does no harm", async () => {
    const directory = tempDir();
    const first = await checkpointsIn(directory, { every: 0 });
    assert.equal(first.resumed, null);
    for (const epoch of [1, 2]) await first.save({ epoch, state: { epoch }, arrays: { w: Float32Array.of(epoch) } });
    const place = join(directory, "checkpoint");
    assert.deepEqual(readdirSync(place), ["state.safetensors"]);
    const half = readFileSync(join(place, "state.safetensors")).subarray(0, 20);
    writeFileSync(join(place, "state.safetensors.tmp"), half);
    assert.deepEqual((await checkpointsIn(directory, { every: 0 })).resumed?.state, { epoch: 2 });
    writeFileSync(join(place, "state.safetensors"), half);
    await assert.rejects(checkpointsIn(directory, { every: 0 }), { code: "checkpoint-unreadable" });
  });

  it("is due by time, never where it is switched off", async () => {
    const [always, seldom, never] = await Promise.all(([0, 3600, false] as const).map((every) => checkpointsIn(tempDir(), { every })));
    assert.deepEqual([always?.due("epoch"), always?.due("within epoch")], [true, false]);
    assert.equal(seldom?.due("epoch"), false);
    assert.equal(never?.due("epoch"), false);
    const directory = tempDir();
    await (await checkpointsIn(directory, { every: false })).save({ epoch: 0, state: null, arrays: {} });
    assert.deepEqual(readdirSync(directory), []);
  });
});

describe("a stream of random numbers", () => {
  it("goes on from where it stood", () => {
    const random = randomFrom(7, "dropout");
    for (let i = 0; i < 100; i += 1) random.next();
    const other = continueRandom(random.state());
    for (let i = 0; i < 100; i += 1) assert.equal(other.next(), random.next());
  });

  it("differs by its part", () => {
    const first = (part: number) => randomFrom(7, "shuffle", part).next();
    assert.equal(new Set(Array.from({ length: 1000 }, (_, part) => first(part))).size, 1000);
  });
});
