import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { prepareSource } from "../../src/engine/data/source.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { withWorker } from "../../src/engine/run/worker.ts";
import type { TrainJob } from "../../src/protocol/worker.ts";
import { DIST, PENGUINS } from "../support/paths.ts";
import { tempDir } from "../support/temp.ts";
import { until } from "../support/wait.ts";
import { penguinExperiment } from "../train/penguins.ts";

const engine = { dist: DIST, log: () => undefined } as unknown as Engine;

async function jobWith(script: string): Promise<TrainJob> {
  const folder = tempDir();
  writeFileSync(join(folder, "features.ts"), script);
  const recipe = [{ step: "script", file: "features.ts", columns: ["body_mass_g"] }];
  const experiment = penguinExperiment({ data: PENGUINS, recipe });
  const { source } = await prepareSource({ experiment, directory: folder, tempDirectory: folder });
  return { run: "run", experiment, source, directory: join(folder, "live"), scripts: folder, backend: "cpu" };
}

const train = (job: TrainJob, signal: AbortSignal) =>
  withWorker(engine, { name: "worker" }, signal, ({ client }) => client.request("worker/train", job, { signal }));

describe("a step of the user's own, in the worker process", () => {
  it("that never ends is ended when the training is cancelled", async () => {
    const marker = join(tempDir(), "started");
    const job = await jobWith(`
      import { writeFileSync } from "node:fs";
      export const row = () => {
        writeFileSync(${JSON.stringify(marker)}, "");
        for (;;) {}
      };`);
    const controller = new AbortController();
    const training = assert.rejects(train(job, controller.signal), { code: "worker-died" });
    await until(() => existsSync(marker));
    controller.abort();
    await training;
  });

  it("that fails in its first line is told by the column that one sees", async () => {
    const before = 'import fs from "node:fs"; export const row = (one: object) => { ';
    const job = await jobWith(`${before}return nothing(fs, one); };`);
    await assert.rejects(train(job, new AbortController().signal), (error: { facts: { place: { line: number; column: number } } }) => {
      assert.deepEqual([error.facts.place.line, error.facts.place.column], [1, before.length + 1]);
      return true;
    });
  });

  it("that fails is told by its line", async () => {
    const job = await jobWith("export const row = () => {\n  return nothing;\n};");
    const place = { field: "file", file: join(job.scripts ?? "", "features.ts"), line: 2, column: 3, row: 1 };
    await assert.rejects(train(job, new AbortController().signal), (error: { facts: { code: string; place: object } }) => {
      assert.equal(error.facts.code, "script-failed");
      assert.deepEqual(error.facts.place, place);
      return true;
    });
  });
});
