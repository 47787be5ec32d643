import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { measureInProcess, measureScriptNetwork } from "../../src/engine/measure/process.ts";
import { until } from "../support/wait.ts";
import { CPU, WASM, workOf } from "./training.ts";

const SCRIPT_NETWORK = {
  class_name: "Sequential",
  config: [
    { class_name: "Dense", config: { units: 8, activation: "relu", batch_input_shape: [null, 4], name: "hidden" } },
    { class_name: "Dense", config: { units: 1, activation: "sigmoid", name: "output" } },
  ],
};

/** Measuring processes of this one. */
const measuring = (): number =>
  execFileSync("ps", ["-eo", "ppid=,args="], { encoding: "utf8" })
    .split("\n")
    .filter((line) => line.trim().startsWith(`${process.pid} `) && line.includes("worker.cjs")).length;

describe("measuring in a process of its own", function () {
  this.timeout(300_000);
  const endless = { giveUpAbove: Number.POSITIVE_INFINITY, signal: new AbortController().signal };
  const measure = measureInProcess({ onMeasure: () => undefined });

  for (const candidate of [CPU, WASM])
    it(`tells how long a step takes on ${candidate.name}, and leaves nothing behind`, async () => {
      const { step, ready, givenUp } = await measure(candidate, { work: workOf(), ...endless });
      assert.ok(step !== null && step > 0 && step < 1000, String(step));
      assert.ok(ready > 10);
      assert.equal(givenUp, undefined);
      await until(() => measuring() === 0);
    });

  it("tells the same of a network that a script has trained", async () => {
    const network = { topology: SCRIPT_NETWORK, loss: "binaryCrossentropy", optimizer: "Adam", batchSize: 16 };
    const measured = measureScriptNetwork(network, { compile: true, signal: endless.signal });
    const { step } = await measured({ name: "tensorflow", threads: 1 });
    assert.ok(step !== null && step > 0 && step < 100, String(step));
    const unknown = { ...network, topology: { class_name: "Sequential", config: [{ class_name: "Own", config: {} }] } };
    const { step: none } = await measureScriptNetwork(unknown, { compile: true, signal: endless.signal })({
      name: "tensorflow",
      threads: 1,
    });
    assert.equal(none, null);
    await until(() => measuring() === 0);
  });

  it("gives up what is clearly slower", async () => {
    const { step, givenUp } = await measure(CPU, { work: workOf(), ...endless, giveUpAbove: 1e-6 });
    assert.ok(givenUp && step !== null && step > 1e-6);
  });

  it("is without a figure where the network cannot be trained", async () => {
    const work = workOf();
    const broken = { ...work, model: { algorithm: "script", file: "not-there.js", params: {} } } as typeof work;
    assert.equal((await measure(CPU, { work: broken, ...endless })).step, null);
  });

  it("ends at once when the run is cancelled", async () => {
    const controller = new AbortController();
    const done = measure(CPU, { work: workOf({ hidden: [4000, 4000], rows: 320 }), ...endless, signal: controller.signal });
    await until(() => measuring() === 1);
    controller.abort();
    assert.equal((await done).step, null);
    await until(() => measuring() === 0);
  });
});
