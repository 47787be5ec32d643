import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ingest } from "../../src/engine/data/ingest/ingest.ts";
import { prepareSource } from "../../src/engine/data/source.ts";
import { evaluateModel } from "../../src/engine/worker/evaluate.ts";
import { predictFile } from "../../src/engine/worker/predict.ts";
import { train } from "../../src/engine/worker/train.ts";
import type { Experiment } from "../../src/protocol/experiment.schema.ts";
import type { DataSource, ModelJob, TrainJob, WorkerState } from "../../src/protocol/worker.ts";
import type { TrainyardError } from "../../src/shared/errors.ts";
import { PENGUINS } from "../support/paths.ts";
import { tempDir } from "../support/temp.ts";
import { penguinExperiment } from "./penguins.ts";

const never = new AbortController().signal;

async function jobFor(experiment: Experiment, file = PENGUINS): Promise<TrainJob> {
  const directory = tempDir();
  const { source } = await prepareSource({ experiment: { ...experiment, data: file }, directory, tempDirectory: directory });
  return { run: "run", experiment, source, directory: join(directory, "live"), backend: "cpu" };
}

async function sourceOf(file: string): Promise<DataSource> {
  const database = join(tempDir(), "data.duckdb");
  const { rows } = await ingest(file, { database });
  return { database, rows };
}

const csv = (text: string) => {
  const file = join(tempDir(), "data.csv");
  writeFileSync(file, text);
  return file;
};

describe("the worker", () => {
  it("trains from the data source, with its series in the journal, and evaluates the same again later", async () => {
    const experiment = penguinExperiment({ training: { epochs: 8, earlyStopping: false } });
    const job = await jobFor(experiment);
    const states: WorkerState[] = [];
    const outcome = await train(job, (method, state) => method === "worker/state" && states.push(state as WorkerState), never);
    assert.equal(outcome.backend?.name, "cpu");
    assert.deepEqual(outcome.splits, { train: 242, validation: 51, test: 51 });
    assert.equal(outcome.params.learningRate, 0.001);
    assert.equal(outcome.params.hidden, "64, 32");
    assert.equal(outcome.stopped, false);

    const lines = readFileSync(join(job.directory, "metrics.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      lines.filter(({ key }) => key === "val_acc").map(({ step }) => step),
      [1, 2, 3, 4, 5, 6, 7, 8],
    );
    assert.deepEqual(states.at(-1)?.last, Object.fromEntries(lines.slice(-4).map(({ key, value }) => [key, value])));
    const phases = states.map(({ phase }) => phase).filter((phase, i, all) => phase !== all[i - 1]);
    assert.deepEqual(phases.slice(-5), ["starting TensorFlow.js", "training", "evaluating", "explaining", "saving"]);

    const artifacts = join(job.directory, "artifacts");
    const model: ModelJob = { run: "run", artifacts, experiment, source: job.source, split: "test", on: "test", backend: "cpu" };
    assert.deepEqual(await evaluateModel(model, never), outcome.evaluation);
    const all = await evaluateModel({ ...model, split: undefined, on: { file: "penguins.csv" } } as unknown as ModelJob, never);
    assert.equal(all.rows, 344);
  });

  it("calls the classes of truth values by their names", async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `${i % 7},${i % 2 === 0}`);
    const experiment = penguinExperiment({ target: "ok", task: "binary", recipe: [], training: { epochs: 2 } });
    const { evaluation } = await train(await jobFor(experiment, csv(`x,ok\n${rows.join("\n")}\n`)), () => undefined, never);
    assert.deepEqual(evaluation.confusion?.labels, ["false", "true"]);
  });

  it("names the row of the file where a value is missing", async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `${i === 41 ? "" : i % 7},${i * 3}`);
    const experiment = penguinExperiment({ target: "y", task: "regression", recipe: [] });
    const job = await jobFor(experiment, csv(`x,y\n${rows.join("\n")}\n`));
    await assert.rejects(
      train(job, () => undefined, never),
      (error: TrainyardError) => {
        assert.equal(error.code, "feature-missing");
        assert.deepEqual(error.facts.place, { field: "x", row: 42 });
        return true;
      },
    );
  });

  it("writes the file's rows with predictions beside them", async () => {
    const experiment = penguinExperiment({ training: { epochs: 40 } });
    const job = await jobFor(experiment);
    await train(job, () => undefined, never);
    const file = csv(
      "sex,bill_length_mm,bill_depth_mm,flipper_length_mm,body_mass_g,island,note\nmale,39.1,18.7,181,3750,Torgersen,one\n,,,,,Mars,two\n",
    );
    const source = await sourceOf(file);
    const out = join(tempDir(), "out.csv");
    const model = {
      run: "run",
      artifacts: join(job.directory, "artifacts"),
      experiment,
      source,
      on: { file },
      backend: "cpu" as const,
      out,
    };
    const { rows, columns } = await predictFile(model, never);
    const [header, first, second] = readFileSync(out, "utf8")
      .trim()
      .split("\n")
      .map((line) => line.split(","));
    assert.equal(rows, 2);
    assert.deepEqual(header, columns);
    assert.deepEqual(header?.slice(-5), ["note", "prediction", "probability_Adelie", "probability_Chinstrap", "probability_Gentoo"]);
    assert.equal(first?.[7], "Adelie");
    assert.ok(Number(first?.[8]) > 0.8);
    assert.equal(second?.[6], "two");
    assert.ok(
      ["Adelie", "Chinstrap", "Gentoo"].includes(second?.[7] ?? ""),
      "what is missing is filled in, and an island never seen is no island",
    );
    const wrong = csv("sex,bill_length_mm,bill_depth_mm,flipper_length_mm,body_mass_g,island\nmale,long,18.7,181,3750,Torgersen\n");
    const bad = { ...model, source: await sourceOf(wrong) };
    await assert.rejects(predictFile(bad, never), (error: TrainyardError) => {
      assert.equal(error.code, "value-unfit");
      assert.deepEqual(error.facts.place, { field: "bill_length_mm", row: 1 });
      return true;
    });
  });

  it("leaves excluded columns alone", async () => {
    const experiment = penguinExperiment({ exclude: ["island", "sex"], training: { epochs: 1 } });
    const job = await jobFor(experiment);
    await train(job, () => undefined, never);
    const { inputs } = JSON.parse(readFileSync(join(job.directory, "artifacts", "recipe.json"), "utf8"));
    assert.deepEqual(
      inputs.map(({ name }: { name: string }) => name),
      ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"],
    );
  });

  it("is stopped through its signal and still gives a whole answer", async () => {
    const controller = new AbortController();
    const experiment = penguinExperiment({ training: { epochs: 1_000_000, earlyStopping: false } });
    const stopAt = (state: WorkerState) => state.epoch >= 2 && controller.abort();
    const outcome = await train(await jobFor(experiment), (_, state) => stopAt(state as WorkerState), controller.signal);
    assert.equal(outcome.stopped, true);
    assert.ok((outcome.scores.test.accuracy ?? 0) > 0);
  });
});
