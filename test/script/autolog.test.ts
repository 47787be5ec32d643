import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { folder, type Ran, runScriptIn } from "./run-script.ts";
import { IMPORT, REQUIRE, TRAINING, withOwnTensorflow } from "./sources.ts";

const series = (ran: Ran, key: string) => ran.metrics.filter((line) => line.key === key).map(({ value }) => value);

describe("script: autolog", function () {
  this.timeout(300_000);

  for (const [kind, name, head] of [
    ["CommonJS", "a.cjs", REQUIRE],
    ["an ES module", "a.mjs", IMPORT],
  ] as const) {
    it(`leaves the results of ${kind} with its own TensorFlow.js as they are under plain node`, async () => {
      const directory = withOwnTensorflow(folder({ [name]: head + TRAINING }));
      const bare = spawnSync(process.execPath, [join(directory, name)], { encoding: "utf8", cwd: directory });
      const ran = await runScriptIn(directory, name, { backend: "auto" });
      assert.equal(ran.error, undefined);
      assert.equal(ran.stdout, bare.stdout);
      assert.equal(ran.stderr, bare.stderr);
      const { history } = JSON.parse(ran.stdout);
      for (const [key, values] of Object.entries(history)) assert.deepEqual(series(ran, key), values);
      assert.equal(Object.keys(history).length, 4);
      assert.equal(ran.outcome?.backend?.name, "cpu");
      assert.match(ran.outcome?.backend?.reason ?? "", /^The script's own TensorFlow.js chose it\./);
      assert.deepEqual(ran.outcome?.notes, []);
    });
  }

  it("records what was trained and how", async () => {
    const ran = await runScriptIn(folder({ "a.js": REQUIRE + TRAINING }), "a.js");
    assert.deepEqual(ran.outcome?.params, {
      optimizer: "adam",
      learningRate: 0.02,
      loss: "meanSquaredError",
      metrics: "mae",
      epochs: 3,
      batchSize: 16,
      samples: 48,
      validationSplit: 0.25,
      shuffle: false,
      layers: 2,
      architecture: "Dense 8 relu, Dense 1",
      parameters: 41,
    });
    assert.deepEqual(ran.outcome?.backend, { name: "cpu", version: "cpu 4.22.0", reason: "It was asked for." });
    const training = ran.states.filter(({ phase }) => phase === "training");
    assert.equal(training[0]?.epochs, 3);
    assert.equal(ran.states.at(-1)?.last.loss, series(ran, "loss")[2]);
    assert.deepEqual(
      ran.metrics.filter(({ key }) => key === "loss").map(({ step }) => step),
      [1, 2, 3],
    );
  });

  it("saves the model in the layers format: loaded again it predicts the same", async () => {
    const directory = folder({ "a.js": REQUIRE + TRAINING });
    const first = await runScriptIn(directory, "a.js");
    const model = join(first.directory, "artifacts", "model");
    const load = `${REQUIRE}
const { readFileSync } = require("node:fs");
const { modelTopology, weightsManifest } = JSON.parse(readFileSync(${JSON.stringify(join(model, "model.json"))}, "utf8"));
const bytes = readFileSync(${JSON.stringify(join(model, "weights.bin"))});
const weightData = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
tf.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs: weightsManifest[0].weights, weightData }))
  .then((model) => console.log(model.getClassName(), JSON.stringify(Array.from(model.predict(tf.ones([1, 3])).dataSync()))));`;
    const again = await runScriptIn(folder({ "b.js": load }), "b.js");
    assert.equal(again.stdout, `Sequential ${JSON.stringify(JSON.parse(first.stdout).prediction)}\n`);
  });

  it("several fits: of one model its curve goes on, another model has names of its own", async () => {
    const script = `${REQUIRE}
const make = () => { const m = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] }); m.compile({ optimizer: "sgd", loss: "meanSquaredError" }); return m; };
const x = tf.ones([8, 2]), y = tf.ones([8, 1]);
(async () => {
  const first = make(), second = make();
  await first.fit(x, y, { epochs: 2, verbose: 0 });
  await first.fit(x, y, { epochs: 5, initialEpoch: 2, verbose: 0 });
  await second.fitDataset(tf.data.zip({ xs: tf.data.array([[1, 2], [3, 4]]), ys: tf.data.array([[1], [2]]) }).batch(2), { epochs: 2, verbose: 0 });
})();`;
    const ran = await runScriptIn(folder({ "a.js": script }), "a.js");
    assert.equal(ran.error, undefined);
    assert.equal(ran.outcome?.fits, 3);
    const steps = (key: string) => ran.metrics.filter((line) => line.key === key).map(({ step }) => step);
    assert.deepEqual(steps("loss"), [1, 2, 3, 4, 5]);
    assert.deepEqual(steps("model2/loss"), [1, 2]);
    assert.equal(ran.outcome?.params["model2/optimizer"], "sgd");
    for (const name of ["model", "model2"]) assert.ok(existsSync(join(ran.directory, "artifacts", name, "model.json")), name);
  });

  it("callbacks of the script's own work: objects, instances, early stopping", async () => {
    const script = `${REQUIRE}
const make = () => { const m = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] }); m.compile({ optimizer: tf.train.sgd(0), loss: "meanSquaredError" }); return m; };
const x = tf.ones([4, 1]), y = tf.ones([4, 1]);
(async () => {
  const seen = [];
  await make().fit(x, y, { epochs: 2, verbose: 0, callbacks: { onTrainBegin: () => { seen.push("begin"); }, onEpochEnd: (epoch, logs) => { seen.push(epoch + typeof logs.loss); }, onBatchEnd: () => { seen.push("batch"); } } });
  const { epoch } = await make().fit(x, y, { epochs: 50, verbose: 0, callbacks: [tf.callbacks.earlyStopping({ monitor: "loss", patience: 2 })] });
  console.log(seen.join(), epoch.length);
})();`;
    const ran = await runScriptIn(folder({ "a.js": script }), "a.js");
    assert.equal(ran.error, undefined);
    assert.equal(ran.stdout, "begin,batch,0number,batch,1number 3\n");
    assert.equal(series(ran, "model2/loss").length, 3);
  });

  it("a fit that fails fails as it would; the curve so far is kept", async () => {
    const script =
      REQUIRE +
      TRAINING.replace("verbose: 0 }", 'verbose: 0, callbacks: { onEpochEnd(epoch) { if (epoch === 1) throw new Error("enough"); } } }');
    const ran = await runScriptIn(folder({ "a.js": script }), "a.js");
    assert.equal(ran.error?.message, "The script failed: enough.");
    assert.equal(series(ran, "loss").length, 2);
  });

  it("a script that never calls fit has a note", async () => {
    const ran = await runScriptIn(folder({ "a.ts": "console.log('hello' as string);" }), "a.ts");
    assert.equal(ran.stdout, "hello\n");
    assert.equal(ran.outcome?.fits, 0);
    assert.equal(ran.outcome?.backend, null);
    assert.ok(ran.outcome?.notes.some((note) => note.includes("never called fit")));
  });

  it("a seed makes an unchanged script repeatable", async () => {
    const source = `${REQUIRE}${TRAINING.replace(/, kernelInitializer: [^}]*\}\)/g, "").replace(", shuffle: false", "")}`;
    const withOurs = folder({ "a.js": source });
    const withItsOwn = withOwnTensorflow(folder({ "a.js": source }));
    const jobs = [
      [withOurs, 7, "cpu"],
      [withOurs, 7, "cpu"],
      [withItsOwn, 7, "auto"],
      [withOurs, 8, "cpu"],
    ] as const;
    const losses: number[] = [];
    for (const [directory, seed, backend] of jobs) {
      const { metrics } = await runScriptIn(directory, "a.js", { seed, backend });
      losses.push(metrics.findLast(({ key }) => key === "loss")?.value as number);
    }
    assert.equal(losses[0], losses[1]);
    assert.equal(losses[0], losses[2]);
    assert.notEqual(losses[0], losses[3]);
  });

  it("the journal has the params while the script still runs", async () => {
    const ran = await runScriptIn(folder({ "a.js": `${REQUIRE}${TRAINING}` }), "a.js");
    const [line] = readFileSync(join(ran.directory, "params.jsonl"), "utf8").split("\n");
    assert.equal(JSON.parse(line as string).optimizer, "adam");
  });
});
