import assert from "node:assert/strict";
import type { PaceCache } from "../../src/engine/measure/cache.ts";
import { type Candidate, candidatesOf, idOf } from "../../src/engine/measure/candidates.ts";
import { type ChooseOptions, chooseBackend } from "../../src/engine/measure/choose.ts";
import type { Pace, Paces } from "../../src/engine/measure/pace.ts";
import { ALL, CPU, ONE, WASM, workOf } from "./training.ts";

const CANDIDATES = [ONE, ALL, WASM, CPU];
const KEY = "network";

/** Chooses with steps of so many milliseconds; null: it fails. */
function choosing(steps: Record<string, number | null>, known: Paces = {}) {
  const asked: { id: string; giveUpAbove: number }[] = [];
  const written: Paces[] = [];
  const cache: PaceCache = {
    read: async () => known,
    write: async (_key, paces) => void written.push(paces),
  };
  const measure = async (candidate: Candidate, { giveUpAbove }: { giveUpAbove: number }): Promise<Pace> => {
    asked.push({ id: idOf(candidate), giveUpAbove });
    const step = steps[idOf(candidate)] ?? null;
    return { step, ready: 1000, ...(step !== null && step > giveUpAbove && { givenUp: true }) };
  };
  const options: ChooseOptions = { candidates: CANDIDATES, key: KEY, cache, measure, signal: new AbortController().signal };
  return { asked, written, options };
}

describe("choosing a backend", () => {
  it("measures each candidate of a long training and takes the fastest", async () => {
    const { asked, written, options } = choosing({ "tensorflow-1": 0.31, "tensorflow-4": 0.72, wasm: 1.4, cpu: 30 });
    const { candidate, measured } = await chooseBackend(workOf(), options);
    assert.deepEqual(candidate, ONE);
    assert.deepEqual(
      asked.map(({ id }) => id),
      CANDIDATES.map(idOf),
    );
    assert.equal(
      measured?.sentence,
      "Measured with this network: tensorflow with one thread 0.31 ms a step, with 4 threads 0.72 ms, wasm given up at 1.4 ms, cpu given up at 30 ms.",
    );
    assert.deepEqual(measured?.figures.slice(1, 3), [
      { name: "tensorflow", threads: 4, step: 0.72 },
      { name: "wasm", step: 1.4, givenUp: true },
    ]);
    assert.deepEqual(Object.keys(written[0] ?? {}), CANDIDATES.map(idOf));
  });

  it("takes what is slower to begin with where the training is long, and the other way round", async () => {
    const paces: Paces = { "tensorflow-1": { step: 1, ready: 9000 }, wasm: { step: 2, ready: 1000 } };
    const { options } = choosing({}, paces);
    const candidates = [ONE, WASM];
    assert.deepEqual((await chooseBackend(workOf({ epochs: 100 }), { ...options, candidates })).candidate, ONE);
    assert.deepEqual((await chooseBackend(workOf({ epochs: 10 }), { ...options, candidates })).candidate, WASM);
  });

  it("takes fewer threads, and the usual backend, where they are about as fast", async () => {
    const { options } = choosing({ "tensorflow-1": 1.05, "tensorflow-4": 1, wasm: 1, cpu: 1 });
    assert.deepEqual((await chooseBackend(workOf(), options)).candidate, ONE);
  });

  it("asks to give up what is clearly slower than the best so far", async () => {
    const { asked, options } = choosing({ "tensorflow-1": 1, "tensorflow-4": 2, wasm: 3, cpu: 4 });
    await chooseBackend(workOf(), options);
    assert.equal(asked[0]?.giveUpAbove, Number.POSITIVE_INFINITY);
    assert.ok(Math.abs((asked[3]?.giveUpAbove ?? 0) - 3) < 0.1);
  });

  it("measures nothing for a short training, and goes by the size of the network", async () => {
    const { asked, written, options } = choosing({ "tensorflow-1": 1 });
    assert.deepEqual(await chooseBackend(workOf({ epochs: 5 }), options), { candidate: ONE });
    assert.deepEqual(await chooseBackend(workOf({ epochs: 1, hidden: [2000, 2000], rows: 320 }), options), { candidate: ALL });
    assert.deepEqual([asked, written], [[], []]);
  });

  it("measures no more once one is fast enough", async () => {
    const { asked, options } = choosing({ "tensorflow-1": 0.002 });
    assert.deepEqual((await chooseBackend(workOf(), options)).candidate, ONE);
    assert.equal(asked.length, 1);
  });

  it("measures nothing again, and what is new beside it", async () => {
    const known: Paces = {
      "tensorflow-1": { step: 2, ready: 1000 },
      "tensorflow-4": { step: 1, ready: 1000 },
      wasm: { step: 3, ready: 500 },
    };
    const { asked, written, options } = choosing({ cpu: 40 }, known);
    const short = await chooseBackend(workOf({ epochs: 5 }), options);
    assert.deepEqual([short.candidate, asked.length], [ALL, 0]);
    assert.match(short.measured?.sentence ?? "", /^Measured before on this machine: /);
    const long = await chooseBackend(workOf(), options);
    assert.deepEqual(
      asked.map(({ id }) => id),
      ["cpu"],
    );
    assert.deepEqual([long.candidate, Object.keys(written[0] ?? {}).length], [ALL, 4]);
  });

  it("leaves out what cannot be measured; where nothing can, the usual one is taken and nothing kept", async () => {
    const one = choosing({ "tensorflow-1": null, "tensorflow-4": null, wasm: 3, cpu: 40 });
    const { candidate, measured } = await chooseBackend(workOf(), one.options);
    assert.deepEqual(candidate, WASM);
    assert.match(measured?.sentence ?? "", /tensorflow with one thread could not be measured/);
    assert.deepEqual(Object.keys(one.written[0] ?? {}), ["wasm", "cpu"]);
    const none = choosing({});
    assert.deepEqual(await chooseBackend(workOf(), none.options), { candidate: ONE });
    assert.deepEqual(none.written, []);
  });

  it("measures nothing where there is nothing to choose, or it is switched off", async () => {
    const { asked, options } = choosing({ "tensorflow-1": 1 });
    assert.deepEqual(await chooseBackend(workOf(), { ...options, candidates: [WASM] }), { candidate: WASM });
    assert.deepEqual(await chooseBackend(workOf(), { ...options, measure: null }), { candidate: ONE });
    assert.deepEqual(asked, []);
  });

  it("stops with the run", async () => {
    const controller = new AbortController();
    const { written, options } = choosing({ "tensorflow-1": 1 });
    const measure: ChooseOptions["measure"] = async () => {
      controller.abort();
      return { step: null, ready: 0 };
    };
    await assert.rejects(chooseBackend(workOf(), { ...options, measure, signal: controller.signal }), { code: "cancelled" });
    assert.deepEqual(written, []);
  });
});

describe("candidates", () => {
  const machine = { installed: ["tensorflow", "wasm", "cpu"] as const, cores: 4 };

  it("are all backends, and native TensorFlow with one thread and all", () => {
    assert.deepEqual(candidatesOf("auto", machine), CANDIDATES);
    assert.deepEqual(candidatesOf("tensorflow", machine), [ONE, ALL]);
    assert.deepEqual(candidatesOf("wasm", machine), [WASM]);
    assert.deepEqual(candidatesOf("tensorflow", { ...machine, cores: 1 }), [ONE]);
  });

  it("have the threads that are asked for", () => {
    assert.deepEqual(candidatesOf("auto", { ...machine, threads: 3 }), [{ name: "tensorflow", threads: 3 }, WASM, CPU]);
  });
});
