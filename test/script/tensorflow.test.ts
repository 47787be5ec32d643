import assert from "node:assert/strict";
import { backendState } from "../../src/engine/backend/load.ts";
import { folder, runScriptIn } from "./run-script.ts";
import { IMPORT, REQUIRE, TRAINING, withOwnTensorflow } from "./sources.ts";

const CONVOLUTION = `
const model = tf.sequential({ layers: [
  tf.layers.conv2d({ filters: 2, kernelSize: 3, inputShape: [6, 6, 1], activation: "relu" }), tf.layers.flatten(), tf.layers.dense({ units: 1 }),
] });
model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
model.fit(tf.ones([4, 6, 6, 1]), tf.ones([4, 1]), { epochs: 1, verbose: 0 }).then(() => console.log(tf.getBackend()));
`;

describe("script: which TensorFlow.js, which backend", function () {
  this.timeout(300_000);
  const names = ["@tensorflow/tfjs", "@tensorflow/tfjs-node", "@tensorflow/tfjs-layers"];

  for (const name of names) {
    it(`a folder without any gets ours for ${name}, on the backend asked for`, async () => {
      const source = `const tf = require("${name}"); console.log(typeof tf.LayersModel, tf.getBackend());`;
      const ran = await runScriptIn(folder({ "a.cjs": source }), "a.cjs", { backend: "wasm" });
      assert.equal(ran.stdout, "function wasm\n");
      assert.ok(ran.outcome?.notes.some((note) => note.includes("no TensorFlow.js")));
    });
  }

  it("a CNN trains on wasm, in our copy and in the script's own", async () => {
    for (const directory of [folder({ "a.cjs": REQUIRE + CONVOLUTION }), withOwnTensorflow(folder({ "a.cjs": REQUIRE + CONVOLUTION }))]) {
      const ran = await runScriptIn(directory, "a.cjs", { backend: "wasm" });
      assert.equal(ran.error, undefined);
      assert.equal(ran.stdout, "wasm\n");
      assert.deepEqual(ran.outcome?.backend, { name: "wasm", version: "wasm 4.22.0 (SIMD)", reason: "It was asked for." });
      assert.equal(ran.stderr, "");
    }
  });

  it("the script's own copy is put on native TensorFlow", async function () {
    if (!(await backendState("auto")).available[0]?.version) this.skip();
    const source = IMPORT + TRAINING;
    for (const packages of [
      ["tfjs", "tfjs-core", "tfjs-layers"],
      ["tfjs", "tfjs-node"],
    ]) {
      const ran = await runScriptIn(withOwnTensorflow(folder({ "a.mjs": source }), packages), "a.mjs", { backend: "tensorflow" });
      assert.equal(ran.error, undefined);
      assert.equal(JSON.parse(ran.stdout).backend, "tensorflow");
      assert.equal(ran.outcome?.backend?.name, "tensorflow");
      assert.equal(ran.stderr, "");
    }
  });

  it("ES modules get native TensorFlow by every name", async function () {
    if (!(await backendState("auto")).available[0]?.version) this.skip();
    const ran = await runScriptIn(folder({ "a.mjs": IMPORT + TRAINING }), "a.mjs", { backend: "tensorflow" });
    assert.equal(ran.error, undefined);
    assert.equal(JSON.parse(ran.stdout).backend, "tensorflow");
  });

  it("a script that sets its backend itself has its way, and the run says so", async () => {
    const source = `${REQUIRE} const start = async () => { await tf.setBackend("cpu"); ${TRAINING} }; start();`;
    const ran = await runScriptIn(folder({ "a.cjs": source }), "a.cjs", { backend: "wasm" });
    assert.equal(JSON.parse(ran.stdout).backend, "cpu");
    assert.equal(ran.outcome?.backend?.name, "cpu");
  });
});
