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

  it("measures again what was measured on a busy machine, and that alone", async () => {
    const known: Paces = {
      "tensorflow-1": { step: 2, ready: 1000 },
      "tensorflow-4": { step: 4, ready: 1000, disturbed: 1 },
      wasm: { step: 3, ready: 500 },
      cpu: { step: 40, ready: 300, givenUp: true },
    };
    const { asked, written, options } = choosing({ "tensorflow-4": 1 }, known);
    const short = await chooseBackend(workOf({ epochs: 5 }), options);
    assert.deepEqual([short.candidate, asked.length], [ONE, 0]);
    assert.match(short.measured?.sentence ?? "", / busy meanwhile: the next long training measures again\.$/);
    assert.equal(short.measured?.figures[1]?.disturbed, true);
    const long = await chooseBackend(workOf(), options);
    assert.deepEqual(
      asked.map(({ id }) => id),
      ["tensorflow-4"],
    );
    assert.deepEqual([long.candidate, written[0]?.["tensorflow-4"]], [ALL, { step: 1, ready: 1000 }]);
    assert.doesNotMatch(long.measured?.sentence ?? "", /busy/);
  });

  it("takes the least of what it measures on a machine that is always busy, and measures three times in all", async () => {
    let paces: Paces = {};
    const steps = [5, 3, 4, 1];
    const measured: number[] = [];
    const cache: PaceCache = {
      read: async () => paces,
      async write(_key, now) {
        paces = now;
      },
    };
    const measure = async (): Promise<Pace> => {
      measured.push(steps[measured.length] as number);
      return { step: measured.at(-1) as number, ready: 1000, disturbed: 1 };
    };
    const { options } = choosing({});
    const way = { ...options, candidates: [ONE, CPU], cache, measure };
    paces = { cpu: { step: 40, ready: 300 } };
    const sentences: (string | undefined)[] = [];
    for (let run = 0; run < 4; run += 1) sentences.push((await chooseBackend(workOf(), way)).measured?.sentence);
    assert.deepEqual(measured, [5, 3, 4]);
    assert.deepEqual(paces["tensorflow-1"], { step: 3, ready: 1000, disturbed: 3 });
    assert.match(sentences[3] ?? "", /^Measured before on this machine: .* busy each time\.$/);
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
