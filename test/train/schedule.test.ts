import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { clipGradient } from "../../src/engine/train/clip.ts";
import { learningRate } from "../../src/engine/train/schedule/learning-rate.ts";
import { type Experiment, experiment } from "../../src/protocol/experiment.schema.ts";
import { FIXTURES } from "../support/paths.ts";
import { penguinExperiment } from "./penguins.ts";
import { tensorflow, trainOn } from "./train-on.ts";

type Schedule = NonNullable<Experiment["training"]["schedule"]>;
interface Fixture {
  rate: number;
  stepsAnEpoch: number;
  epochs: number;
  cases: { schedule: Schedule; rates: number[] }[];
  plateaus: { schedule: Extract<Schedule, { type: "reduce-on-plateau" }>; values: number[]; rates: number[] }[];
  clips: { gradient: number[]; clipNorm?: number; clipValue?: number; clipped: number[] }[];
}

const fixture = JSON.parse(readFileSync(join(FIXTURES, "model", "schedules.json"), "utf8")) as Fixture;
const settings = (schedule: object, change: object = {}) =>
  penguinExperiment({ training: { schedule, learningRate: fixture.rate, epochs: fixture.epochs, ...change } }).training;
const titleOf = ({ type, ...options }: object & { type: string }) => `${type} ${JSON.stringify(options)}`;

describe("a learning-rate schedule against Keras", () => {
  for (const { schedule, rates } of fixture.cases) {
    it(titleOf(schedule), () => {
      const rate = learningRate(settings(schedule), ["val_loss"]);
      // Keras rounds cosines to 32 bits, whatever its float type is
      const close = schedule.type.startsWith("cosine") ? 1e-6 : 1e-9;
      for (const [step, wanted] of rates.entries()) {
        const found = rate?.at(step / fixture.stepsAnEpoch) as number;
        assert.ok(Math.abs(found - wanted) <= close * Math.max(Math.abs(wanted), 1e-3), `step ${step}: ${found}, Keras ${wanted}`);
      }
    });
  }

  for (const { schedule, values, rates } of fixture.plateaus) {
    it(titleOf(schedule), () => {
      const rate = learningRate(settings(schedule), [schedule.monitor]);
      for (const [epoch, value] of values.entries()) {
        rate?.epochEnded({ [schedule.monitor]: value });
        assert.ok(Math.abs((rate?.at(epoch + 1) as number) - (rates[epoch] as number)) < 1e-12, `epoch ${epoch}`);
      }
    });
  }

  for (const { gradient, clipped, ...clipping } of fixture.clips) {
    it(`clips a gradient by ${JSON.stringify(clipping)}`, async () => {
      const { tf } = await tensorflow()();
      const found = tf.tidy(() => [...clipGradient(tf, tf.tensor1d(gradient), clipping).dataSync()]);
      for (const [i, value] of found.entries()) assert.ok(Math.abs(value - (clipped[i] as number)) < 1e-6);
    });
  }
});

describe("a schedule in training", () => {
  it("is followed, and logged as lr", async () => {
    const schedule = { type: "exponential-decay", decayEpochs: 1, decayRate: 0.1 };
    const training = { epochs: 3, learningRate: 0.1, optimizer: "sgd", batchSize: 500, schedule };
    const { epochs, model } = await trainOn(penguinExperiment({ training }));
    model.dispose();
    assert.deepEqual(
      epochs.map(({ figures }) => Number(figures.lr?.toPrecision(9))),
      [0.1, 0.01, 0.001],
    );
  });

  it("moves no weight while it is 0, whichever the optimizer", async () => {
    const schedule = { type: "piecewise-constant-decay", boundaries: [1], values: [1e-30, 1e-30] };
    for (const optimizer of ["adam", "sgd", "momentum", "rmsprop", "adagrad", "adamax"]) {
      const { epochs, model } = await trainOn(penguinExperiment({ training: { epochs: 3, optimizer, schedule, learningRate: 1 } }));
      model.dispose();
      const [first, , last] = epochs.map(({ figures }) => figures.val_loss);
      assert.equal(first, last, optimizer);
    }
  });

  it("logs no lr without one, and refuses a plateau of an unknown series", async () => {
    const { epochs, model } = await trainOn(penguinExperiment({ training: { epochs: 1 } }));
    model.dispose();
    assert.equal("lr" in (epochs[0]?.figures ?? {}), false);
    const schedule = { type: "reduce-on-plateau", monitor: "val_auc" };
    await assert.rejects(trainOn(penguinExperiment({ training: { schedule } })), { code: "series-unknown" });
  });

  it("is never negative, and never above the rate but for restarts that grow", () => {
    const share = fc.double({ min: 0.01, max: 1, noNaN: true });
    const epochs = fc.double({ min: 0.1, max: 50, noNaN: true });
    const decays = fc.oneof(
      fc.record({ type: fc.constant("exponential-decay"), decayEpochs: epochs, decayRate: share, staircase: fc.boolean() }),
      fc.record({ type: fc.constant("inverse-time-decay"), decayEpochs: epochs, decayRate: share, staircase: fc.boolean() }),
      fc.record({
        type: fc.constant("polynomial-decay"),
        decayEpochs: epochs,
        endLearningRate: fc.constant(0),
        power: share,
        cycle: fc.boolean(),
      }),
      fc.record({ type: fc.constant("cosine-decay"), decayEpochs: epochs, alpha: share, warmup: epochs }),
      fc.record({
        type: fc.constant("cosine-decay-restarts"),
        firstDecayEpochs: epochs,
        tMul: fc.constantFrom(1, 1.5, 2),
        mMul: share,
        alpha: share,
      }),
    );
    fc.assert(
      fc.property(decays, fc.double({ min: 0, max: 200, noNaN: true }), (schedule, epoch) => {
        const rate = learningRate(settings(schedule), [])?.at(epoch) as number;
        assert.ok(rate >= -1e-15 && rate <= fixture.rate * (1 + 1e-9), `${rate}`);
      }),
    );
  });

  it("is checked as the file is read: names, ranges", () => {
    const problem = (schedule: object) => {
      const base = { data: "a.csv", target: "y", task: "binary", model: { algorithm: "mlp" } };
      return experiment.safeParse({ ...base, training: { schedule } }).success;
    };
    assert.equal(problem({ type: "cosine-decay" }), true);
    for (const wrong of [
      { type: "cosine" },
      { type: "exponential-decay", decayRate: 0 },
      { type: "reduce-on-plateau", factor: 1 },
      { type: "piecewise-constant-decay", boundaries: [3], values: [0.1] },
    ])
      assert.equal(problem(wrong), false, JSON.stringify(wrong));
  });
});
