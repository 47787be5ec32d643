import assert from "node:assert/strict";
import fc from "fast-check";
import { verdictOf } from "../../src/engine/report/verdict.ts";
import type { Curve, Run } from "../../src/protocol/run.ts";

type Judged = Parameters<typeof verdictOf>[0];

const PARAMS: Run["params"] = {
  algorithm: "mlp",
  hidden: "64, 32",
  dropout: 0,
  l2: 0,
  epochs: 100,
  batchSize: 32,
  learningRate: 0.01,
  earlyStopping: false,
};

function run(change: Partial<Judged> = {}): Judged {
  const data = { path: "a.csv", sha256: "", rows: 1000, columns: 3, splits: { train: 700, validation: 150, test: 150 } };
  return { status: "FINISHED", kind: "experiment", params: PARAMS, scores: {}, data, ...change };
}

const accuracies = (train: number, validation: number): Run["scores"] => ({
  train: { accuracy: train },
  validation: { accuracy: validation },
});

function curve(of: Record<string, (step: number) => number>, steps = 100): Curve {
  const all = Array.from({ length: steps }, (_, i) => i + 1);
  return {
    series: Object.entries(of).map(([metric, value]) => ({ run: "r", metric, steps: all, values: all.map(value), times: all })),
  };
}

const fell = (step: number) => 0.2 + Math.exp(-step / 10);
const settings = (tries: { setting?: string }[]) => tries.map(({ setting }) => setting);

describe("the verdict on a training", () => {
  it("is fine where the loss fell and stayed, and the scores agree", () => {
    const verdict = verdictOf(run({ scores: accuracies(0.93, 0.92) }), curve({ loss: fell, val_loss: (step) => fell(step) + 0.02 }), {
      accuracy: 0.6,
    });
    assert.equal(verdict?.kind, "fine");
    assert.deepEqual(verdict?.tries, []);
  });

  it("is overfitting where the scores are wide apart, and names what the network lacks", () => {
    const verdict = verdictOf(run({ scores: accuracies(0.99, 0.8) }), null, { accuracy: 0.6 });
    assert.equal(verdict?.kind, "overfitting");
    assert.deepEqual(settings(verdict?.tries ?? []).slice(0, 3), ["training.earlyStopping", "model.dropout", "model.l2"]);
  });

  it("is overfitting, and no divergence, where the loss fell on the training rows and ran away on the others alone", () => {
    const away = curve({ loss: fell, val_loss: (step) => 0.2 + Math.max(0, step - 5) * 0.02 });
    assert.equal(verdictOf(run({ scores: accuracies(1, 0.98) }), away, { accuracy: 0.6 })?.kind, "overfitting");
    const fromTheStart = curve({ loss: fell, val_loss: (step) => 0.2 + step * 0.02 });
    assert.equal(verdictOf(run({ scores: accuracies(1, 0.98) }), fromTheStart, { accuracy: 0.6 })?.kind, "overfitting");
    const both = curve({ loss: (step) => 0.5 + step, val_loss: (step) => 0.5 + step });
    assert.equal(verdictOf(run({ scores: accuracies(1, 0.98) }), both, { accuracy: 0.6 })?.kind, "diverged");
  });

  it("is none of a baseline, which does as badly as itself", () => {
    const params = { algorithm: "baseline", task: "binary" };
    assert.equal(verdictOf(run({ params, scores: accuracies(0.6, 0.6) }), null, { accuracy: 0.6 }), null);
  });

  it("is overfitting where the validation loss rose again and its best weights are not kept", () => {
    const rising = curve({ loss: fell, val_loss: (step) => fell(step) + Math.max(0, step - 30) * 0.01 });
    assert.equal(verdictOf(run(), rising, {})?.kind, "overfitting");
    const kept = { ...PARAMS, earlyStopping: null, "earlyStopping.restoreBestWeights": true };
    assert.notEqual(verdictOf(run({ params: kept }), rising, {})?.kind, "overfitting");
  });

  it("says nothing of a gap that chance explains, or that every forest has", () => {
    const few = { path: "a.csv", sha256: "", rows: 60, columns: 3, splits: { train: 30, validation: 12, test: 12 } };
    assert.equal(verdictOf(run({ scores: accuracies(0.9, 0.75), data: few }), null, { accuracy: 0.5 })?.kind, "fine");
    assert.equal(
      verdictOf(run({ scores: accuracies(1, 0.9), params: { algorithm: "random-forest" } }), null, { accuracy: 0.5 })?.kind,
      "fine",
    );
  });

  it("of trees names leaves and rows of a leaf, with the numbers to try", () => {
    const params = { algorithm: "gradient-boosted-trees", maxLeaves: 31, minRowsPerLeaf: 20, learningRate: 0.1, iterations: 200 };
    const verdict = verdictOf(run({ scores: accuracies(0.99, 0.8), params }), null, { accuracy: 0.6 });
    assert.deepEqual(settings(verdict?.tries ?? []), ["model.maxLeaves", "model.minRowsPerLeaf", "model.subsample", undefined]);
    assert.match(verdict?.tries[0]?.text ?? "", /from 31 to 16/);
  });

  it("is underfitting where the training rows are hardly better than the baseline", () => {
    const verdict = verdictOf(run({ scores: accuracies(0.62, 0.61) }), null, { accuracy: 0.6 });
    assert.equal(verdict?.kind, "underfitting");
    assert.ok(settings(verdict?.tries ?? []).includes("training.epochs"));
  });

  it("is still improving where the last fifth won much and all epochs were used", () => {
    const falling = curve({ loss: (step) => 1 - step / 200, val_loss: (step) => 1 - step / 200 });
    assert.equal(verdictOf(run(), falling, {})?.kind, "still-improving");
    assert.notEqual(verdictOf(run({ params: { ...PARAMS, epochs: 500 } }), falling, {})?.kind, "still-improving");
  });

  it("is still improving before it is overfitting: the validation loss falls yet", () => {
    const falling = curve({ loss: (step) => 1 - step / 200, val_loss: (step) => 1 - step / 200 });
    const verdict = verdictOf(run({ scores: accuracies(0.95, 0.8) }), falling, { accuracy: 0.5 });
    assert.equal(verdict?.kind, "still-improving");
    assert.equal(verdict?.evidence.length, 2);
  });

  it("is noisy where the validation loss jumps", () => {
    const noisy = curve({ loss: fell, val_loss: (step) => fell(step) + (step % 2) * 0.8 });
    assert.equal(verdictOf(run({ scores: accuracies(0.9, 0.9) }), noisy, { accuracy: 0.5 })?.kind, "noisy");
  });

  it("is too short of a few epochs or steps, whatever their end; of what ends by itself it is not", () => {
    const two = curve({ loss: (step) => 1 / step }, 2);
    const verdict = verdictOf(run({ params: { ...PARAMS, epochs: 2 } }), two, {});
    assert.equal(verdict?.kind, "too-short");
    assert.deepEqual(verdict?.tries, [{ text: "Raise training.epochs from 2 to 20.", setting: "training.epochs" }]);
    assert.equal(verdictOf(run({ kind: "script", params: {} }), two, {})?.kind, "too-short");
    assert.equal(verdictOf(run({ params: { algorithm: "linear" }, scores: accuracies(0.9, 0.9) }), two, {})?.kind, "fine");
    const apart = run({ params: { ...PARAMS, epochs: 2 }, scores: accuracies(0.99, 0.7) });
    assert.equal(verdictOf(apart, two, {})?.kind, "overfitting");
  });

  it("is diverged where the loss ran away or is no number, before anything else", () => {
    assert.equal(verdictOf(run(), curve({ loss: (step) => step ** 2 }), {})?.kind, "diverged");
    const verdict = verdictOf(run({ scores: accuracies(0.99, 0.7) }), curve({ loss: (step) => (step > 5 ? Number.NaN : 1 / step) }), {});
    assert.equal(verdict?.kind, "diverged");
    assert.equal(verdict?.tries[0]?.text, "Lower training.learningRate from 0.01 to 0.003.");
  });

  it("is diverged where a network's log loss stays far above that of guessing, and a usual rate is proposed", () => {
    const params = { algorithm: "mlp", task: "multiclass", epochs: 20, learningRate: 1000 };
    const thrown = curve({ loss: (step) => 300 + (step % 3) });
    const verdict = verdictOf(run({ params, scores: accuracies(0.34, 0.33) }), thrown, { accuracy: 0.4, log_loss: 1.06 });
    assert.equal(verdict?.kind, "diverged");
    assert.equal(verdict?.tries[0]?.text, "Lower training.learningRate from 1,000 to 0.01.");
    assert.notEqual(verdictOf(run({ params: { ...params, task: "regression" } }), thrown, {})?.kind, "diverged");
  });

  it("of a script speaks of no settings", () => {
    const verdict = verdictOf(run({ kind: "script", params: {} }), curve({ loss: (step) => step ** 2 }), {});
    assert.deepEqual(settings(verdict?.tries ?? []), [undefined, undefined]);
  });

  it("is none of a live run, or of one without curves and scores", () => {
    assert.equal(verdictOf(run({ status: "RUNNING" }), curve({ loss: fell }), {}), null);
    assert.equal(verdictOf(run(), { series: [] }, {}), null);
    assert.equal(verdictOf(run({ params: { task: "clustering", algorithm: "k-means" } }), curve({ loss: fell }), {}), null);
  });

  it("is there for any curve, and says numbers only", () => {
    const values = fc.array(fc.oneof(fc.double(), fc.constant(Number.NaN)), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(values, values, (loss, validation) => {
        const verdict = verdictOf(
          run(),
          curve({ loss: (step) => loss[step - 1] ?? 0, val_loss: (step) => validation[step - 1] ?? 0 }, loss.length),
          {},
        );
        assert.ok(verdict && verdict.sentence.length > 0);
        assert.ok(verdict.evidence.every((one) => !/undefined|null/.test(one)));
      }),
    );
  });
});
