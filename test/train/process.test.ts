import assert from "node:assert/strict";
import { join } from "node:path";
import { prepareSource } from "../../src/engine/data/source.ts";
import { startChild } from "../../src/protocol/process/child.ts";
import type { TrainJob, WorkerContract, WorkerState } from "../../src/protocol/worker.ts";
import { DIST, PENGUINS } from "../support/paths.ts";
import { tempDir } from "../support/temp.ts";
import { penguinExperiment } from "./penguins.ts";

const startWorker = () => startChild<WorkerContract>({ module: join(DIST, "worker.cjs"), name: "worker" });

async function job(change: object): Promise<TrainJob> {
  const directory = tempDir();
  const experiment = penguinExperiment({ data: PENGUINS, ...change });
  const { source } = await prepareSource({ experiment, directory, tempDirectory: directory });
  return { run: "run", experiment, source, directory: join(directory, "live"), backend: "wasm" };
}

describe("the worker process", () => {
  it("tells the penguins apart on wasm, well within 20 s, and says how it goes", async () => {
    const worker = await startWorker();
    try {
      const states: WorkerState[] = [];
      worker.client.on("worker/state", (state) => states.push(state));
      const outcome = await worker.client.request("worker/train", await job({ training: { learningRate: 0.01 } }));
      assert.equal(outcome.backend?.name, "wasm");
      assert.ok((outcome.scores.validation.accuracy ?? 0) > 0.95);
      assert.equal(states.at(-1)?.phase, "saving");
      assert.ok(states.some(({ epoch, last }) => epoch > 0 && typeof last.val_loss === "number"));
    } finally {
      await worker.stop();
    }
  });

  it("hears that it is to stop while it trains, and answers", async () => {
    const worker = await startWorker();
    try {
      const controller = new AbortController();
      worker.client.on("worker/state", ({ epoch }) => epoch > 0 && controller.abort());
      const endless = await job({ training: { epochs: 1_000_000, earlyStopping: false } });
      const outcome = await worker.client.request("worker/train", endless, { signal: controller.signal });
      assert.equal(outcome.stopped, true);
      assert.match(outcome.notes[0] ?? "", /^Stopped on request after [\d,]+ epochs?\./);
    } finally {
      await worker.stop();
    }
  });

  it("sends an error as code, sentence and remedy", async () => {
    const worker = await startWorker();
    try {
      const bad = await job({ recipe: [] });
      await assert.rejects(worker.client.request("worker/train", bad), { code: "feature-not-number" });
      const state = await worker.client.request("worker/backends", { choice: "cpu" });
      assert.equal(state.chosen.name, "cpu");
    } finally {
      await worker.stop();
    }
  });
});
