import assert from "node:assert/strict";
import type { NumberColumn } from "../../src/engine/data/column.ts";
import { loadTrained, saveTrained } from "../../src/engine/model/artifacts.ts";
import { predictRows } from "../../src/engine/model/predict.ts";
import { labelAt } from "../../src/engine/recipe/values.ts";
import type { TrainyardError } from "../../src/shared/errors.ts";
import { column } from "../recipe/frames.ts";
import { tempDir } from "../support/temp.ts";
import { tensorflow, trainOn } from "../train/train-on.ts";
import { blobs, experimentOf, thirds, without } from "./blobs.ts";

const detecting = (model: object = {}, epochs = 60) =>
  experimentOf({
    task: "anomaly-detection",
    model: { algorithm: "anomaly-detector", label: "fraud", contamination: 0.14, hidden: [8], encoding: 1, ...model },
    training: { epochs, learningRate: 0.01 },
  });

const rows = blobs(400);
const scoresOf = (columns: Awaited<ReturnType<typeof predictRows>>) => [...(columns[0] as NumberColumn).values];

const rejects = (code: string, field: string, experiment: ReturnType<typeof detecting>, frames = thirds(rows)) =>
  assert.rejects(trainOn(experiment, frames), (error: TrainyardError) => {
    assert.equal(error.facts?.code, code, String(error));
    assert.equal(error.facts.place?.field, field);
    return true;
  });

describe("the anomaly detector", () => {
  let trained: Awaited<ReturnType<typeof trainOn>>;
  before(async () => {
    trained = await trainOn(detecting(), thirds(rows));
  });
  after(() => trained.model.dispose());

  it("finds the rows that do not hang together, and names the column", async () => {
    const { metrics } = trained.evaluation;
    assert.ok((metrics.roc_auc ?? 0) > 0.95, `roc_auc ${metrics.roc_auc}`);
    assert.ok((metrics.recall ?? 0) > 0.5 && (metrics.precision ?? 0) > 0.5);
    const columns = await predictRows(trained, blobs(40));
    assert.deepEqual(
      columns.map(({ name }) => name),
      ["anomaly_score", "anomaly", "contributor_1", "contributor_2", "contributor_3"],
    );
    assert.equal(labelAt(columns[2]!, 6), "b");
    assert.deepEqual([labelAt(columns[1]!, 6), labelAt(columns[1]!, 7)], ["true", "false"]);
  });

  it("calls the asked-for share of the training rows anomalies", () => {
    assert.ok(Math.abs(trained.scores.train.anomaly_share! - 0.14) < 0.01);
  });

  it("logs the error that it judges by: the mean squared distance of all values, standardised", () => {
    const best = Math.min(...trained.epochs.map(({ figures }) => figures.val_loss!));
    assert.ok(Math.abs(trained.scores.validation.reconstruction_mse! - best) < 1e-5 * best);
  });

  it("never learns from the label: without it, or with another, every score is the same", async () => {
    const scores = scoresOf(await predictRows(trained, rows));
    assert.ok(!trained.recipe.features.includes("fraud"));
    const turned = {
      ...rows,
      columns: [
        ...without(rows, "fraud").columns,
        column(
          "fraud",
          "category",
          Array.from({ length: 400 }, (_, i) => (i % 5 ? "no" : "yes")),
        ),
      ],
    };
    for (const [experiment, frame] of [
      [detecting(), turned],
      [detecting({ label: undefined }), without(rows, "fraud")],
    ] as const) {
      const other = await trainOn(experiment, thirds(frame));
      assert.deepEqual(scoresOf(await predictRows(other, rows)), scores);
      other.model.dispose();
    }
  });

  it("says nothing of the label where rows have none", async () => {
    const frames = { ...thirds(rows), test: without(rows, "fraud") };
    const { evaluation, model } = await trainOn(detecting({}, 2), frames);
    model.dispose();
    assert.deepEqual(Object.keys(evaluation.metrics), ["anomaly_share", "reconstruction_mse"]);
  });

  it("is the same from its file", async () => {
    const directory = tempDir();
    await saveTrained(trained, trained.example, directory);
    const loaded = await loadTrained(directory, detecting(), tensorflow());
    assert.deepEqual(await predictRows(loaded, rows), await predictRows(trained, rows));
    loaded.model.dispose();
  });

  it("refuses an encoding that squeezes nothing, and a label that does not say yes or no", async () => {
    await rejects("encoding-too-wide", "model.encoding", detecting({ encoding: 4 }));
    const three = {
      ...rows,
      columns: [
        ...without(rows, "fraud").columns,
        column(
          "fraud",
          "category",
          Array.from({ length: 400 }, (_, i) => "abc"[i % 3]!),
        ),
      ],
    };
    await rejects("label-not-two", "model.label", detecting(), thirds(three));
    await rejects("column-missing", "model.label", detecting(), thirds(without(rows, "fraud")));
  });
});
