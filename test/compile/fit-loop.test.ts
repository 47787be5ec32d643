import assert from "node:assert/strict";
import { createRequire } from "node:module";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { LayersModel, ModelFitArgs } from "@tensorflow/tfjs-layers";
import { loadTensorflow } from "../../src/engine/backend/tensorflow.ts";
import type { TF } from "../../src/engine/backend/tf.ts";
import { compileModel } from "../../src/engine/compile/model.ts";
import { withCalls } from "./calls.ts";
import { apart, tensorOf, uniform, valuesOf } from "./models.ts";

const ROWS = 150;

const { progressBarHelper } = createRequire(import.meta.url)("@tensorflow/tfjs-node/dist/callbacks.js") as {
  progressBarHelper: { log(line: string): void; ProgressBar: unknown };
};

interface Native {
  binding: { runSavedModel(id: number, inputs: number[], feeds: string, fetches: string): unknown };
}

describe("model.fit in loops of many steps", () => {
  let tf: TF;
  let x: Tensor;
  let y: Tensor;
  const { random } = Math;
  before(async () => {
    tf = loadTensorflow();
    await tf.setBackend("tensorflow");
    [x, y] = [
      tensorOf(tf, [ROWS, 4], uniform(5)),
      tf.oneHot(tf.tensor1d(Array.from({ length: ROWS }, (_, i) => (i * i) % 3).slice(), "int32"), 3).toFloat(),
    ];
  });
  beforeEach(() => {
    Math.random = uniform(3);
  });
  afterEach(() => {
    Math.random = random;
  });

  const glorot = (seed: number) => tf.initializers.glorotUniform({ seed });
  const make = (): LayersModel => {
    const model = tf.sequential({
      layers: [
        tf.layers.dense({ units: 8, activation: "relu", inputShape: [4], kernelInitializer: glorot(1) }),
        tf.layers.dropout({ rate: 0.2 }),
        tf.layers.dense({ units: 3, activation: "softmax", kernelInitializer: glorot(2) }),
      ],
    });
    model.compile({ optimizer: tf.train.adam(0.02), loss: "categoricalCrossentropy", metrics: ["accuracy"] });
    return model;
  };

  /** Native calls that make steps while `work` runs. `fails`: the one of them that fails after it has done its work. */
  async function counting<T>(work: () => Promise<T>, fails = Number.POSITIVE_INFINITY): Promise<{ result: T; calls: number }> {
    const backend = tf.backend() as unknown as Native;
    const { binding } = backend;
    let calls = 0;
    backend.binding = Object.create(binding, {
      runSavedModel: {
        value(id: number, inputs: number[], feeds: string, fetches: string) {
          const found = binding.runSavedModel(id, inputs, feeds, fetches);
          const steps = /\b(loop|input)\//.test(feeds);
          if (steps) calls += 1;
          if (steps && calls === fails) throw new Error("out of memory");
          return found;
        },
      },
    });
    try {
      return { result: await work(), calls };
    } finally {
      backend.binding = binding;
    }
  }

  async function train(args: ModelFitArgs) {
    Math.random = uniform(9);
    const model = make();
    const fast = compileModel(tf, model, { after: 0 });
    const { result, calls } = await counting(() => model.fit(x, y, { verbose: 0, ...args }));
    const { history, epoch } = result;
    const found = { history, epoch, weights: valuesOf(model.weights), iterations: model.optimizer.iterations, drawn: Math.random() };
    const steps = fast.steps.compiled.count;
    const { refused } = fast;
    fast.dispose();
    model.dispose();
    return { found, calls, steps, refused };
  }

  /** A callback that looks at each batch: then steps are made one by one. */
  const looking = { onBatchEnd: () => undefined };

  const kinds: Record<string, ModelFitArgs> = {
    "shuffled, with a last batch of fewer rows, many times": { epochs: 40, batchSize: 40 },
    "a validation split, from an initial epoch": { epochs: 7, initialEpoch: 3, batchSize: 21, validationSplit: 0.3 },
    "weights of classes, in order": { epochs: 4, batchSize: 10, shuffle: false, classWeight: { 0: 1, 1: 3, 2: 0.5 } },
    "a batch of all": { epochs: 12, batchSize: 500 },
  };
  for (const [name, args] of Object.entries(kinds)) {
    it(`is the same to the bit however many steps a call has, and the same as step by step: ${name}`, async () => {
      const [loops, short] = [await withCalls("long", () => train(args)), await withCalls("short", () => train(args))];
      assert.equal(loops.refused, null);
      assert.deepEqual(loops.found, short.found);
      const singly = await train({ ...args, callbacks: looking });
      const numbers = ({ found: { history, weights } }: typeof singly) => [...(Object.values(history) as number[][]), ...weights];
      assert.ok(apart(numbers(loops), numbers(singly)) < 1e-5);
      for (const key of ["epoch", "iterations", "drawn"] as const) assert.deepEqual(loops.found[key], singly.found[key]);
      assert.equal(loops.steps, singly.steps);
      assert.ok(singly.calls >= singly.steps);
      if ((args.batchSize as number) < ROWS) assert.ok(loops.calls < 0.6 * singly.calls, `${loops.calls} calls for ${loops.steps} steps`);
    });
  }

  it("makes one graph for all batches, a last one of fewer rows too", async () => {
    let loaded = 0;
    const backend = tf.backend() as unknown as { binding: { loadSavedModel(directory: string, tags: string): number } };
    const { binding } = backend;
    const loadSavedModel = (directory: string, tags: string) => {
      loaded += 1;
      return binding.loadSavedModel(directory, tags);
    };
    backend.binding = Object.create(binding, { loadSavedModel: { value: loadSavedModel } });
    const { steps, refused } = await train({ epochs: 10, batchSize: 40 }).finally(() => {
      backend.binding = binding;
    });
    assert.equal(refused, null);
    assert.equal(steps, 4 * 10 - 3, "the optimizer's first, and two that are watched");
    assert.equal(loaded, 1);
  });

  it("calls callbacks as ever, with logs of the same kind, and yields", async () => {
    const of = async (compiled: boolean) => {
      const heard: string[] = [];
      const note = (name: string, logs: object | undefined) =>
        void heard.push([name, ...Object.entries(logs ?? {}).map(([key, value]) => `${key} ${typeof value}`)].join());
      class Own extends tf.Callback {
        override async onTrainBegin(logs?: object) {
          const { batchSize, samples, epochs } = this.params as Record<string, unknown>;
          note(`own ${batchSize} ${samples} ${epochs}`, logs);
        }
        override async onEpochEnd(_: number, logs?: object) {
          note("own epoch", logs);
        }
      }
      const model = make();
      const fast = compiled ? compileModel(tf, model, { after: 0 }) : null;
      let turns = 0;
      const timer = setInterval(() => {
        turns += 1;
      }, 1);
      for (const callbacks of [
        [new Own(), new tf.EarlyStopping({ monitor: "loss", patience: 50 })],
        { onTrainBegin: (logs: object) => note("begin", logs), onEpochBegin: (i: number, logs: object) => note(`epoch ${i}`, logs) },
        { onEpochEnd: (i: number, logs: object) => note(`epoch ${i} ends`, logs), onTrainEnd: (logs: object) => note("end", logs) },
      ])
        await model.fit(x, y, { verbose: 0, epochs: 3, batchSize: 30, validationSplit: 0.1, yieldEvery: 1, callbacks: callbacks as never });
      clearInterval(timer);
      assert.ok(turns > 0);
      fast?.dispose();
      model.dispose();
      return heard;
    };
    assert.deepEqual(await of(true), await of(false));
  });

  it("stops where it is told to, between two calls too", async () => {
    const model = make();
    const fast = compileModel(tf, model, { after: 0 });
    await model.fit(x, y, { verbose: 0, epochs: 3, batchSize: 8 });
    const timer = setInterval(() => {
      (model as unknown as { model: LayersModel }).model.stopTraining = true;
    }, 5);
    const { epoch } = await model.fit(x, y, { verbose: 0, epochs: 1_000_000, batchSize: 8, yieldEvery: 1 });
    clearInterval(timer);
    assert.ok(epoch.length < 1_000_000);
    fast.dispose();
    model.dispose();
  });

  it("stops after one batch where it is told to as an epoch begins", async () => {
    const of = async (compiled: boolean) => {
      Math.random = uniform(9);
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [4], kernelInitializer: glorot(4) })] });
      model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
      const fast = compiled ? compileModel(tf, model, { after: 0 }) : null;
      const onEpochBegin = (epoch: number) => {
        if (epoch === 5) (model as unknown as { model: LayersModel }).model.stopTraining = true;
      };
      const { history, epoch } = await model.fit(x, y, { verbose: 0, epochs: 9, batchSize: 10, callbacks: { onEpochBegin } });
      const weights = valuesOf(model.weights);
      fast?.dispose();
      model.dispose();
      return { epoch, numbers: [...(Object.values(history) as number[][]), ...weights] };
    };
    const [found, expected] = [await of(true), await of(false)];
    assert.deepEqual(found.epoch, expected.epoch);
    assert.equal(found.epoch.length, 6);
    assert.ok(apart(found.numbers, expected.numbers) < 1e-5);
  });

  it("shows a progress bar every batch", async () => {
    const of = async (compiled: boolean) => {
      const model = make();
      const fast = compiled ? compileModel(tf, model, { after: 0 }) : null;
      const lines: string[] = [];
      const usual = { ...progressBarHelper };
      progressBarHelper.log = (line) => void lines.push(line.replace(/^\d+ms \d+us\/step/, "").replace(/\d+(\.\d+)?/g, "0"));
      progressBarHelper.ProgressBar = class {
        constructor(_: string, { total }: { total: number }) {
          lines.push(`of ${total}`);
        }
        tick({ placeholderForLossesAndMetrics: shown }: { placeholderForLossesAndMetrics: string }) {
          lines.push(shown.replace(/[\d.]+/g, "0"));
        }
      };
      try {
        await model.fit(x, y, { epochs: 4, batchSize: 10 });
      } finally {
        Object.assign(progressBarHelper, usual);
      }
      fast?.dispose();
      model.dispose();
      assert.equal(lines.filter((line) => line.includes("loss")).length, 4 * 16);
      return lines;
    };
    assert.deepEqual(await of(true), await of(false));
  });

  it("a call that fails when its steps are done loses none of them, and makes none twice", async () => {
    const plain = () => {
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [4], kernelInitializer: glorot(4) })] });
      model.compile({ optimizer: tf.train.momentum(0.02, 0.9), loss: "meanSquaredError" });
      return model;
    };
    const args = { verbose: 0, epochs: 4, batchSize: 10, shuffle: false } as const;
    const [eager, model] = [plain(), plain()];
    const fast = compileModel(tf, model, { after: 0 });
    const expected = await eager.fit(x, y, args);
    const { result } = await counting(() => model.fit(x, y, args), 6);
    assert.equal(fast.refused?.code, "native");
    assert.ok(fast.steps.compiled.count > 0);
    assert.equal(model.optimizer.iterations, eager.optimizer.iterations);
    assert.ok(apart(Object.values(result.history) as number[][], Object.values(expected.history) as number[][]) < 1e-5);
    assert.ok(apart(valuesOf(model.weights), valuesOf(eager.weights)) < 1e-5);
    fast.dispose();
    for (const one of [model, eager]) one.dispose();
  });

  it("leaves nothing in memory", async () => {
    await train({ epochs: 2, batchSize: 30, validationSplit: 0.2 });
    const before = tf.memory().numTensors;
    await train({ epochs: 4, batchSize: 30, validationSplit: 0.2 });
    assert.equal(tf.memory().numTensors, before + OF_ADAM);
  });

  /** What TensorFlow.js leaves of each optimizer to whoever made it: two moments of four weights, and two powers. */
  const OF_ADAM = 10;
});
