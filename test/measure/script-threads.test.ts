import assert from "node:assert/strict";
import { paceCache } from "../../src/engine/measure/cache.ts";
import { type Candidate, idOf } from "../../src/engine/measure/candidates.ts";
import { learnThreads, threadsOfScript } from "../../src/engine/measure/script-threads.ts";
import { NetworkWatch } from "../../src/engine/script/network-watch.ts";
import type { Fit, FitParams } from "../../src/sdk/autolog/fit.ts";
import { tempDir } from "../support/temp.ts";
import { ALL, ONE } from "./training.ts";

const SCRIPT = { file: "/work/train.js", compile: true, native: "4.22.0" };
const NETWORK = { topology: { class_name: "Sequential" }, loss: "meanSquaredError", optimizer: "Adam", batchSize: 32 };

function learning(steps: Record<string, number | null>) {
  const cache = paceCache(tempDir());
  const asked: string[] = [];
  const controller = new AbortController();
  const measure = async (way: Candidate) => {
    asked.push(idOf(way));
    return { step: steps[idOf(way)] ?? null, ready: 900 };
  };
  return { cache, asked, controller, options: { ways: [ONE, ALL], cache, measure, signal: controller.signal } };
}

describe("threads of a script", () => {
  it("are those that suit the network of its last run", async () => {
    const { cache, asked, options } = learning({ "tensorflow-1": 0.3, "tensorflow-4": 0.7 });
    assert.equal(await threadsOfScript(SCRIPT, options.ways, cache), null);
    assert.equal((await learnThreads(SCRIPT, NETWORK, options))?.threads, 1);
    const known = await threadsOfScript(SCRIPT, options.ways, cache);
    assert.equal(known?.threads, 1);
    assert.match(
      known?.sentence ?? "",
      /^Measured before on this machine: tensorflow with one thread 0\.30 ms a step, with 4 threads 0\.70 ms\.$/,
    );
    assert.equal(await threadsOfScript({ ...SCRIPT, compile: false }, options.ways, cache), null);
    assert.equal(await learnThreads(SCRIPT, NETWORK, options), null);
    assert.equal(asked.length, 2);
  });

  it("change with the network, and are measured once for scripts that share one", async () => {
    const { cache, asked, options } = learning({ "tensorflow-1": 0.3, "tensorflow-4": 0.7 });
    await learnThreads(SCRIPT, NETWORK, options);
    await learnThreads({ ...SCRIPT, file: "/work/other.js" }, NETWORK, options);
    assert.equal(asked.length, 2);
    assert.equal((await threadsOfScript({ ...SCRIPT, file: "/work/other.js" }, options.ways, cache))?.threads, 1);
    const slower = { ...options, measure: async (way: Candidate) => ({ step: way.threads === 1 ? 4 : 3, ready: 900 }) };
    assert.equal((await learnThreads(SCRIPT, { ...NETWORK, batchSize: 512 }, slower))?.threads, 4);
    assert.equal((await threadsOfScript(SCRIPT, options.ways, cache))?.threads, 4);
  });

  it("are measured again after a busy machine", async () => {
    const { cache, asked, options } = learning({ "tensorflow-1": 0.3, "tensorflow-4": 0.7 });
    const busy = { ...options, measure: async (way: Candidate) => ({ step: way.threads === 1 ? 4 : 3, ready: 900, disturbed: 1 }) };
    assert.equal((await learnThreads(SCRIPT, NETWORK, busy))?.threads, 4);
    assert.match((await threadsOfScript(SCRIPT, options.ways, cache))?.sentence ?? "", /busy/);
    const quiet = await learnThreads(SCRIPT, NETWORK, options);
    assert.deepEqual([quiet?.threads, asked.length], [1, 2]);
    assert.doesNotMatch(quiet?.sentence ?? "", /busy/);
    assert.equal(await learnThreads(SCRIPT, NETWORK, options), null);
  });

  it("stay as they are where nothing could be measured, or it was cut short", async () => {
    const none = learning({});
    assert.equal(await learnThreads(SCRIPT, NETWORK, none.options), null);
    assert.equal(await threadsOfScript(SCRIPT, none.options.ways, none.cache), null);
    const cut = learning({ "tensorflow-1": 0.3, "tensorflow-4": 0.7 });
    cut.controller.abort();
    assert.equal(await learnThreads(SCRIPT, NETWORK, cut.options), null);
    assert.equal(await threadsOfScript(SCRIPT, cut.options.ways, cut.cache), null);
  });
});

describe("the network that a script trained longest", () => {
  const params = (batchSize: number | null) => ({ batchSize }) as FitParams;
  const fitOf = (loss: unknown, toJSON = () => ({ class_name: "Model" })) =>
    ({ model: { toJSON }, inner: { loss, optimizer: { getClassName: () => "SGD" } } }) as unknown as Fit;
  const watched = (fit: Fit, batchSize: number | null = 8) => {
    const watch = new NetworkWatch();
    watch.begin(fit, params(batchSize));
    watch.end(fit);
    return watch;
  };

  it("is known by its layers, loss, optimizer and batch size", () => {
    const network = { topology: { class_name: "Model" }, loss: "meanSquaredError", optimizer: "SGD", batchSize: 8 };
    assert.deepEqual(watched(fitOf("meanSquaredError")).longest(0), network);
    assert.equal(watched(fitOf("meanSquaredError")).longest(60_000), null);
  });

  it("is not known where it cannot be made again", () => {
    const unwritten = () => {
      throw new Error("no config");
    };
    assert.equal(watched(fitOf(() => 0)).longest(0), null);
    assert.equal(watched(fitOf("meanSquaredError", unwritten)).longest(0), null);
    assert.equal(watched(fitOf("meanSquaredError"), null).longest(0), null);
    assert.equal(new NetworkWatch().longest(0), null);
  });
});
