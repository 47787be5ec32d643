import assert from "node:assert/strict";
import { backendState } from "../../src/engine/backend/load.ts";
import type { CompileChoice } from "../../src/protocol/compile.ts";
import { apart } from "../compile/models.ts";
import { folder, type Ran, runScriptIn } from "./run-script.ts";
import { IMPORT, REQUIRE, withOwnTensorflow } from "./sources.ts";

/** 6 steps an epoch; shuffled; a callback; another model that is disposed of. Everything random has a seed. */
const script = (compile: string, epochs = 18) => `
const make = () => tf.sequential({ layers: [
  tf.layers.dense({ units: 8, activation: "relu", inputShape: [3], kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }) }),
  tf.layers.dense({ units: 1, kernelInitializer: tf.initializers.glorotUniform({ seed: 3 }) }),
] });
async function main() {
  const xs = tf.randomUniform([64, 3], 0, 1, "float32", 1);
  const ys = xs.sum(1, true);
  const heard = [];
  const results = [];
  for (let i = 0; i < 2; i += 1) {
    const model = make();
    model.compile(${compile});
    const callbacks = { onEpochEnd: (epoch, { loss }) => void heard.push(loss, model.optimizer.iterations) };
    const { history } = await model.fit(xs, ys, { epochs: ${epochs}, batchSize: 8, validationSplit: 0.25, verbose: 0, callbacks });
    results.push(history.loss, history.val_loss, [await model.trainOnBatch(xs, ys)].flat(), Array.from(model.predict(tf.ones([1, 3])).dataSync()));
    if (i === 0) model.dispose();
  }
  console.log(JSON.stringify({ results: [heard, ...results, [Math.random()]], tensors: tf.memory().numTensors }));
}
main();
`;
const USUAL = script(`{ optimizer: tf.train.adam(0.02), loss: "meanSquaredError", metrics: ["mae"] }`);
const OWN_LOSS = script(`{ optimizer: "sgd", loss: (y, p) => y.sub(p).square().mean(-1) }`);

/** Another batch in each step, the last of an epoch smaller; a loss that counts, keeps and changes. Everything random has a seed. */
const loop = (read: boolean) => `
const read = ${read}, seen = [];
const w = tf.variable(tf.randomUniform([3, 6], -1, 1, "float32", 2)), v = tf.variable(tf.randomUniform([6, 1], -1, 1, "float32", 3));
const optimizer = tf.train.adam(0.01);
const xs = tf.randomUniform([60, 3], 0, 1, "float32", 1), ys = xs.sum(1, true);
let calls = 0, last = null;
const results = [];
for (let epoch = 0; epoch < 100; epoch += 1) {
  for (let at = 0; at < 60; at += 16) {
    const rows = Math.min(16, 60 - at);
    tf.tidy(() => {
      const x = xs.slice([at, 0], [rows, 3]), y = ys.slice([at, 0], [rows, 1]);
      optimizer.minimize(() => {
        calls += 1;
        const predicted = x.matMul(w).tanh().matMul(v);
        if (last) last.dispose();
        last = tf.keep(predicted.clone());
        const loss = tf.losses.meanSquaredError(y, predicted);
        if (read) seen.push(loss.dataSync()[0], predicted.sub(y).abs().max().arraySync());
        return epoch < 60 ? loss : loss.add(w.square().sum().mul(0.001 * epoch));
      });
    });
  }
  if (epoch % 10 === 0) results.push(Array.from(last.dataSync()), Array.from(w.dataSync()));
}
console.log(JSON.stringify({ results: [...results, seen, [calls, Math.random()]], tensors: tf.memory().numTensors }));
`;

/** Gradients that the loop clips by their global norm and applies itself; the loss is disposed of before, kept, or asked for after. */
const APPLIED = `
const w = tf.variable(tf.randomUniform([3, 6], -1, 1, "float32", 2)), v = tf.variable(tf.randomUniform([6, 1], -1, 1, "float32", 3));
const optimizer = tf.train.adam(0.01);
const xs = tf.randomUniform([60, 3], 0, 1, "float32", 1), ys = xs.sum(1, true);
const results = [];
let calls = 0;
for (let epoch = 0; epoch < 100; epoch += 1) {
  for (let at = 0; at < 60; at += 16) {
    const rows = Math.min(16, 60 - at);
    const x = xs.slice([at, 0], [rows, 3]), y = ys.slice([at, 0], [rows, 1]);
    const loss = () => {
      calls += 1;
      return tf.losses.meanSquaredError(y, x.matMul(w).tanh().matMul(v));
    };
    const grads = tf.tidy(() => {
      const { value, grads } = epoch % 2 ? tf.variableGrads(loss) : optimizer.computeGradients(loss, [w, v]);
      if (epoch === 70 && at === 0) results.push(Array.from(value.dataSync()));
      const norm = tf.addN(Object.values(grads).map((one) => one.square().sum())).sqrt();
      return Object.fromEntries(Object.entries(grads).map(([name, one]) => [name, one.div(norm.maximum(1))]));
    });
    optimizer.applyGradients(grads);
    tf.dispose([grads, x, y]);
  }
  if (epoch % 10 === 0) results.push(Array.from(w.dataSync()));
}
console.log(JSON.stringify({ results: [...results, [calls, Math.random()]], tensors: tf.memory().numTensors }));
`;

describe("script: compiled", function () {
  this.timeout(300_000);
  before(async function () {
    if (!(await backendState("auto")).available[0]?.version) this.skip();
  });

  const run = (directory: string, name: string, compile: CompileChoice) =>
    runScriptIn(directory, name, { backend: "tensorflow", seed: 4, compile });
  const saidOf = (ran: Ran) => {
    assert.equal(ran.error, undefined);
    assert.equal(ran.stderr, "");
    assert.ok(!ran.outcome?.notes.some((note) => note.includes("could not be saved")));
    return JSON.parse(ran.stdout) as { results: number[][]; tensors: number };
  };
  const same = (one: Ran, other: Ran) => {
    const [a, b] = [saidOf(one), saidOf(other)];
    assert.ok(apart(a.results, b.results) < 1e-4, `they are ${apart(a.results, b.results)} apart`);
    assert.equal(a.tensors, b.tensors);
    assert.deepEqual(
      one.metrics.map(({ key, step }) => [key, step]),
      other.metrics.map(({ key, step }) => [key, step]),
    );
    assert.deepEqual(one.outcome?.params, other.outcome?.params);
  };
  const notes = (ran: Ran) => ran.outcome?.notes.filter((note) => note.includes("compiled")) ?? [];

  for (const [whose, directory, name] of [
    ["ours", () => folder({ "a.cjs": REQUIRE + USUAL }), "a.cjs"],
    ["its own", () => withOwnTensorflow(folder({ "a.mjs": IMPORT + USUAL }), ["tfjs", "tfjs-node"]), "a.mjs"],
  ] as const) {
    it(`with ${whose} TensorFlow.js: the same numbers, callbacks, tensors and random numbers; the run says what it gained`, async () => {
      const place = directory();
      const eager = await run(place, name, "off");
      assert.deepEqual(notes(eager), []);
      const compiled = await run(place, name, "auto");
      same(compiled, eager);
      assert.match(notes(compiled).join(), /^Training was compiled: \d+ of \d+ steps took [\d.]+ ms each instead of [\d.]+ ms/);
    });
  }

  it("a loss of the script's own is followed step by step, or compiled as a whole when asked for", async () => {
    const place = folder({ "a.cjs": REQUIRE + OWN_LOSS });
    const [eager, auto, on] = [await run(place, "a.cjs", "off"), await run(place, "a.cjs", "auto"), await run(place, "a.cjs", "on")];
    for (const one of [auto, on]) {
      same(one, eager);
      assert.equal(notes(one).length, 1);
      assert.match(notes(one).join(), /^Training was compiled/);
    }
  });

  for (const [whose, directory, name] of [
    ["ours", () => folder({ "a.cjs": REQUIRE + loop(false) }), "a.cjs"],
    [
      "its own, which reads its loss and a metric in each step,",
      () => withOwnTensorflow(folder({ "a.mjs": IMPORT + loop(true) }), ["tfjs", "tfjs-node"]),
      "a.mjs",
    ],
  ] as const) {
    it(`a loop on optimizer.minimize with ${whose} TensorFlow.js: the same numbers, log, tensors and effects`, async () => {
      const place = directory();
      const [eager, auto] = [await run(place, name, "off"), await run(place, name, "auto")];
      same(auto, eager);
      assert.match(notes(auto).join(), /^Training was compiled: 2[5-9]\d of 400 steps took/);
    });
  }

  for (const [whose, directory, name] of [
    ["ours", () => folder({ "a.cjs": REQUIRE + APPLIED }), "a.cjs"],
    ["its own", () => withOwnTensorflow(folder({ "a.mjs": IMPORT + APPLIED }), ["tfjs", "tfjs-node"]), "a.mjs"],
  ] as const) {
    it(`gradients that a loop applies itself with ${whose} TensorFlow.js: the same numbers, log, tensors and effects`, async () => {
      const place = directory();
      const [eager, auto] = [await run(place, name, "off"), await run(place, name, "auto")];
      same(auto, eager);
      assert.deepEqual(
        auto.metrics.map(({ key, step }) => [key, step]),
        eager.metrics.map(({ key, step }) => [key, step]),
      );
      assert.match(notes(auto).join(), /^Training was compiled: 2[5-9]\d of 400 steps took/);
    });
  }

  it("a model whose step is refused as a whole is followed: a recurrent one that carries its state on", async () => {
    const source = `${REQUIRE}
const random = { seed: 1, minval: -0.5, maxval: 0.5 };
const model = tf.sequential({ layers: [
  tf.layers.simpleRNN({ units: 4, stateful: true, batchInputShape: [8, 3, 2], kernelInitializer: tf.initializers.randomUniform(random), recurrentInitializer: tf.initializers.randomUniform(random) }),
  tf.layers.dense({ units: 1, kernelInitializer: tf.initializers.randomUniform(random) }),
] });
model.compile({ optimizer: tf.train.sgd(0.05), loss: "meanSquaredError" });
const x = tf.randomUniform([32, 3, 2], 0, 1, "float32", 3);
model.fit(x, x.sum([1, 2]).expandDims(1), { epochs: 60, batchSize: 8, shuffle: false, verbose: 0, callbacks: { onEpochEnd: () => model.resetStates() } })
  .then(({ history }) => console.log(JSON.stringify({ results: [history.loss], tensors: tf.memory().numTensors })));
`;
    const place = folder({ "a.cjs": source });
    const [eager, auto] = [await run(place, "a.cjs", "off"), await run(place, "a.cjs", "auto")];
    same(auto, eager);
    assert.match(notes(auto).join(), /^Training was compiled: \d+ of 240 steps/);
    assert.equal(notes(auto).length, 1);
  });

  it("predictions are compiled as soon as that pays, of a model that is never trained too, unless there is code of the script's own", async () => {
    const source = (name: string) => `${REQUIRE}
class Twice extends tf.layers.Layer {
  call(inputs) { return tf.mul([inputs].flat()[0], 2); }
  static get className() { return "Twice"; }
}
const kernelInitializer = tf.initializers.glorotUniform({ seed: 1 });
const first = { dense: () => tf.layers.dense({ units: 3, inputShape: [2], kernelInitializer }), own: () => new Twice({ inputShape: [2] }) };
const model = tf.sequential({ layers: [first.${name}(), tf.layers.dense({ units: 1, kernelInitializer })] });
const x = tf.ones([1, 2]);
const tensors = () => tf.engine().nextTensorId();
let [made, value] = [0, 0];
for (let i = 0; i < 500; i += 1) tf.tidy(() => {
  const before = tensors();
  value = model.predict(x).dataSync()[0];
  made = tensors() - before;
});
console.log(JSON.stringify({ results: [[value]], tensors: made }));
`;
    const place = folder({ "a.cjs": source("dense"), "b.cjs": source("own") });
    const [eager, auto] = [saidOf(await run(place, "a.cjs", "off")), saidOf(await run(place, "a.cjs", "auto"))];
    assert.ok(apart(auto.results, eager.results) < 1e-5);
    assert.ok(auto.tensors < 4 && eager.tensors > 8, `${auto.tensors}, ${eager.tensors}`);
    assert.ok(saidOf(await run(place, "b.cjs", "auto")).tensors > 8);
  });

  it("short trainings are left alone, and other backends", async () => {
    const short = folder({ "a.cjs": REQUIRE + script(`{ optimizer: "sgd", loss: "meanSquaredError" }`, 3) });
    assert.deepEqual(notes(await run(short, "a.cjs", "auto")), [
      "Training was not compiled: 19 steps take less time than making a graph of one; --compile on makes it all the same.",
    ]);
    const wasm = await runScriptIn(short, "a.cjs", { backend: "wasm", compile: "on" });
    assert.deepEqual(notes(wasm), ["Training was not compiled: The backend wasm runs no graphs."]);
  });

  it("layers of the script's own, in models within models too, do in each step whatever they do", async () => {
    const source = `${REQUIRE}
let calls = 0;
class Twice extends tf.layers.Layer {
  computeOutputShape(shape) { return shape; }
  call(inputs) { calls += 1; return tf.mul(Array.isArray(inputs) ? inputs[0] : inputs, 2); }
  static get className() { return "Twice"; }
}
const dense = (units, seed, more) => tf.layers.dense({ units, kernelInitializer: tf.initializers.glorotUniform({ seed }), ...more });
const model = tf.sequential({ layers: [tf.sequential({ layers: [dense(2, 1, { inputShape: [2] }), new Twice()] }), dense(1, 2)] });
model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
model.fit(tf.ones([8, 2]), tf.ones([8, 1]), { epochs: 130, verbose: 0 }).then(({ history }) =>
  console.log(JSON.stringify({ results: [history.loss, [calls]], tensors: tf.memory().numTensors })));
`;
    const place = folder({ "a.cjs": source });
    const [eager, auto] = [await run(place, "a.cjs", "off"), await run(place, "a.cjs", "auto")];
    same(auto, eager);
    assert.match(notes(auto).join(), /^Training was compiled: \d+ of 130 steps/);
  });
});
