import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { stepSeries } from "../../src/engine/script/step-series.ts";
import { folder, type Ran, runScriptIn } from "./run-script.ts";
import { IMPORT, REQUIRE, withOwnTensorflow } from "./sources.ts";

/** A network and data; everything random has a seed. */
const NETWORK = `
const xs = tf.randomUniform([32, 3], 0, 1, "float32", 1);
const ys = xs.sum(1, true);
const make = (seed = 2) => tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [3], kernelInitializer: tf.initializers.glorotUniform({ seed }) })] });
const model = make();
`;

const ON_BATCHES = `${NETWORK}
model.compile({ optimizer: tf.train.sgd(0.1), loss: "meanSquaredError", metrics: ["mae"] });
async function main() {
  const losses = [];
  for (let step = 0; step < 12; step += 1) losses.push(await model.trainOnBatch(xs, ys));
  console.log(JSON.stringify({ losses, tensors: tf.memory().numTensors }));
}
main();
`;

const MINIMIZE = `${NETWORK}
const optimizer = tf.train.adam(0.05);
const loss = () => tf.losses.meanSquaredError(ys, model.predict(xs));
const losses = [];
for (let step = 0; step < 12; step += 1) {
  const cost = optimizer.minimize(loss, true);
  losses.push(cost.dataSync()[0]);
  cost.dispose();
}
console.log(JSON.stringify({ losses, nothing: optimizer.minimize(loss), tensors: tf.memory().numTensors }));
`;

const PURE = `
const w = tf.variable(tf.scalar(3));
const optimizer = tf.train.sgd(0.1);
for (let step = 0; step < 5; step += 1) optimizer.minimize(() => w.square());
console.log(w.dataSync()[0].toFixed(4), tf.memory().numTensors);
`;

/** Two optimizers that apply gradients themselves: one clips them, one takes those of two batches; and a third that has `minimize`. */
const APPLY = `${NETWORK}
const variables = model.trainableWeights.map((weight) => weight.read());
const [clipped, summed, plain] = [tf.train.adam(0.05), tf.train.sgd(0.05), tf.train.sgd(0.01)];
const loss = () => tf.losses.meanSquaredError(ys, model.predict(xs));
const losses = [[], [], []];
const read = (value, list) => { list.push(value.dataSync()[0]); value.dispose(); };
for (let step = 0; step < 6; step += 1) tf.tidy(() => {
  const { value, grads } = clipped.computeGradients(loss, variables);
  read(value, losses[0]);
  const watched = tf.variableGrads(loss).value;
  clipped.applyGradients(Object.fromEntries(Object.entries(grads).map(([name, one]) => [name, step % 2 ? one.clipByValue(-1, 1) : one])));
  const [one, two] = [1, 2].map((weight) => tf.variableGrads(() => loss().mul(weight), variables));
  summed.applyGradients(Object.keys(one.grads).map((name) => ({ name, tensor: one.grads[name].add(two.grads[name]) })));
  losses[1].push((one.value.dataSync()[0] + two.value.dataSync()[0]) / 2);
  read(plain.minimize(loss, true, variables), losses[2]);
  tf.grad((x) => model.predict(x).sum())(xs);
});
console.log(JSON.stringify({ losses, tensors: tf.memory().numTensors }));
`;

const points = (ran: Ran, key: string) => ran.metrics.filter((line) => line.key === key).map(({ step, value }) => [step, value]);
const numbered = (values: readonly unknown[]) => values.map((value, i) => [i + 1, value]);
const typed = (source: string) => source.replace("const losses = [];", "const losses: unknown[] = [];");

describe("script: loops of its own", function () {
  this.timeout(300_000);

  for (const [kind, name, head] of [
    ["CommonJS", "a.cjs", REQUIRE],
    ["an ES module", "a.mjs", IMPORT],
    ["TypeScript", "a.ts", IMPORT],
  ] as const) {
    it(`trainOnBatch, ${kind}: a point a step, and its results are its own`, async () => {
      const directory = withOwnTensorflow(folder({ [name]: head + (name === "a.ts" ? typed(ON_BATCHES) : ON_BATCHES) }));
      const ran = await runScriptIn(directory, name, { backend: "auto" });
      assert.equal(ran.error, undefined);
      if (name !== "a.ts") {
        const bare = spawnSync(process.execPath, [join(directory, name)], { encoding: "utf8", cwd: directory });
        assert.equal(ran.stdout, bare.stdout);
        assert.equal(ran.stderr, bare.stderr);
      }
      const { losses } = JSON.parse(ran.stdout) as { losses: [number, number][] };
      assert.deepEqual(points(ran, "loss"), numbered(losses.map(([loss]) => loss)));
      assert.deepEqual(points(ran, "mae"), numbered(losses.map(([, mae]) => mae)));
      assert.equal(ran.outcome?.params.optimizer, "sgd");
      assert.equal(ran.outcome?.params.architecture, "Dense 1");
      assert.equal(ran.outcome?.backend?.name, "cpu");
      assert.deepEqual(ran.outcome?.notes, []);
      assert.ok(existsSync(join(ran.directory, "artifacts", "model", "model.json")));
    });

    it(`optimizer.minimize, ${kind}: a point a step, with the cost asked for or not`, async () => {
      const directory = withOwnTensorflow(folder({ [name]: head + (name === "a.ts" ? typed(MINIMIZE) : MINIMIZE) }));
      const ran = await runScriptIn(directory, name, { backend: "auto" });
      assert.equal(ran.error, undefined);
      if (name !== "a.ts") {
        const bare = spawnSync(process.execPath, [join(directory, name)], { encoding: "utf8", cwd: directory });
        assert.equal(ran.stdout, bare.stdout);
      }
      const { losses, nothing } = JSON.parse(ran.stdout) as { losses: number[]; nothing: null };
      assert.equal(nothing, null);
      assert.deepEqual(points(ran, "loss").slice(0, 12), numbered(losses));
      assert.equal(points(ran, "loss").length, 13);
      assert.deepEqual(
        [ran.outcome?.params.optimizer, ran.outcome?.params.learningRate, ran.outcome?.params.architecture],
        ["adam", 0.05, "Dense 1"],
      );
      assert.ok(existsSync(join(ran.directory, "artifacts", "model", "model.json")), "the model that the loss asked is kept");
    });
  }

  it("gradients that a loop applies itself: a point a step, with its loss, whatever was done to them; minimize is heard once", async () => {
    const directory = withOwnTensorflow(folder({ "a.cjs": REQUIRE + APPLY }));
    const ran = await runScriptIn(directory, "a.cjs", { backend: "auto" });
    assert.equal(ran.error, undefined);
    const bare = spawnSync(process.execPath, [join(directory, "a.cjs")], { encoding: "utf8", cwd: directory });
    assert.equal(ran.stdout, bare.stdout);
    const [clipped, summed, plain] = (JSON.parse(ran.stdout) as { losses: [number[], number[], number[]] }).losses;
    assert.deepEqual(points(ran, "step/loss"), numbered(summed));
    assert.deepEqual(points(ran, "loop2/loss"), numbered(plain));
    const found = points(ran, "loss");
    assert.deepEqual([found.filter((_, i) => i % 2 === 0), found.length], [numbered(clipped).filter((_, i) => i % 2 === 0), 6]);
    assert.deepEqual([ran.outcome?.params.optimizer, ran.outcome?.params.architecture], ["adam", "Dense 1"]);
    assert.ok(existsSync(join(ran.directory, "artifacts", "model", "model.json")), "the model that the loss asked is kept");
  });

  it("without a model, with Trainyard's own TensorFlow.js", async () => {
    const ran = await runScriptIn(folder({ "a.js": REQUIRE + PURE }), "a.js");
    const bare = spawnSync(process.execPath, [join(withOwnTensorflow(folder({ "a.js": REQUIRE + PURE })), "a.js")], { encoding: "utf8" });
    assert.equal(ran.stdout, bare.stdout);
    assert.equal(points(ran, "loss").length, 5);
    assert.equal(ran.outcome?.params.optimizer, "sgd");
  });

  it("the states count steps", async () => {
    const ran = await runScriptIn(folder({ "a.js": REQUIRE + ON_BATCHES }), "a.js");
    const state = ran.states.find(({ phase }) => phase === "training");
    assert.equal(state?.unit, "step");
    assert.equal(state?.epochs, null);
  });

  it("a fit is no loop, and a loop beside it has a curve of its own", async () => {
    const script = `${REQUIRE}${NETWORK}
model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
const other = tf.train.sgd(0.01), third = tf.train.sgd(0.02);
(async () => {
  await model.fit(xs, ys, { epochs: 2, batchSize: 8, verbose: 0 });
  await model.trainOnBatch(xs, ys);
  other.minimize(() => tf.losses.meanSquaredError(ys, model.predict(xs)));
  third.minimize(() => tf.losses.meanSquaredError(ys, model.predict(xs)));
})();`;
    const ran = await runScriptIn(folder({ "a.js": script }), "a.js");
    assert.equal(ran.error, undefined);
    const count = (key: string) => points(ran, key).length;
    assert.deepEqual([count("loss"), count("step/loss"), count("loop2/loss"), count("loop3/loss")], [2, 1, 1, 1]);
  });

  it("a leak is named with its numbers, and a loop that keeps its memory is not blamed", async () => {
    const withTensors = (when: string) =>
      ON_BATCHES.replace("step < 12", "step < 40").replace("losses.push(await", `losses.push((${when} && tf.ones([256]), 0), await`);
    const leaking = withTensors("true");
    const told = await runScriptIn(folder({ "a.js": REQUIRE + leaking }), "a.js");
    const note = told.outcome?.notes.find((one) => one.startsWith("Tensors leak"));
    assert.match(note ?? "", /^Tensors leak: 36 steps left 36 tensors \(36 KiB\) in memory, about 1 each\./);
    const cached = withTensors("step < 8");
    const fine = await runScriptIn(folder({ "a.js": REQUIRE + cached }), "a.js");
    assert.deepEqual(
      fine.outcome?.notes.filter((one) => one.startsWith("Tensors leak")),
      [],
    );
  });

  it("what TensorFlow.js keeps of each epoch until a fit is over is no leak", async () => {
    const script = `${REQUIRE}${NETWORK}
model.compile({ optimizer: "sgd", loss: "meanSquaredError", metrics: ["mae"] });
model.fit(xs, ys, { epochs: 30, validationSplit: 0.5, verbose: 0 });`;
    const ran = await runScriptIn(folder({ "a.js": script }), "a.js");
    assert.deepEqual(
      ran.outcome?.notes.filter((one) => one.startsWith("Tensors leak")),
      [],
    );
  });

  it("a fit whose callback leaks is named too", async () => {
    const script = `${REQUIRE}${NETWORK}
model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
model.fit(xs, ys, { epochs: 15, verbose: 0, callbacks: { onEpochEnd() { tf.ones([4]); tf.ones([4]); } } });`;
    const ran = await runScriptIn(folder({ "a.js": script }), "a.js");
    assert.ok(
      ran.outcome?.notes.some((note) => /^Tensors leak: \d+ epochs left \d+ tensors .* about 2 each/.test(note)),
      ran.outcome?.notes.join(),
    );
  });
});

describe("the curve of a loop", () => {
  it("has every step at first, then means, and nothing is lost", () => {
    const series = stepSeries();
    const seen: { step: number; loss: number }[] = [];
    for (let step = 1; step <= 12_345; step += 1) {
      const point = series.add({ loss: step });
      if (point) seen.push({ step: series.steps, loss: point.loss as number });
    }
    assert.deepEqual(
      seen.slice(0, 1000).map(({ step }) => step),
      Array.from({ length: 1000 }, (_, i) => i + 1),
    );
    assert.deepEqual(seen[1000], { step: 1010, loss: 1005.5 });
    assert.equal(seen.length, 1000 + 900 + 23);
    assert.deepEqual(series.rest(), { loss: 12_323 });
    assert.equal(series.rest(), null);
  });
});
