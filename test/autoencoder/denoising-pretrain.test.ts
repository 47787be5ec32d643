import assert from "node:assert/strict";
import { loadTrained, saveTrained } from "../../src/engine/model/artifacts.ts";
import { loadModel } from "../../src/engine/model/files.ts";
import { predictRows } from "../../src/engine/model/predict.ts";
import { copyWeights } from "../../src/engine/train/weights.ts";
import type { Experiment } from "../../src/protocol/experiment.ts";
import type { TrainyardError } from "../../src/shared/errors.ts";
import { tempDir } from "../support/temp.ts";
import { tensorflow, trainOn } from "../train/train-on.ts";
import { blobs, experimentOf, thirds, without } from "./blobs.ts";

const rows = blobs(300);
const unlabelled = thirds(without(rows, "fraud"));
const SCALED = [{ step: "standard-scale", columns: "number" }];

const pretraining = (model: object = {}, epochs = 40): Experiment =>
  experimentOf({
    task: "representation-learning",
    recipe: SCALED,
    model: { algorithm: "denoising-pretrain", hidden: [8], encoding: 3, ...model },
    training: { epochs, learningRate: 0.01 },
  });

const classifying = (encoder: object | undefined, change: object = {}, epochs = 5): Experiment =>
  experimentOf({
    task: "binary",
    target: "fraud",
    model: { algorithm: "mlp", hidden: [4], ...(encoder && { encoder: { run: "calm-heron", ...encoder } }) },
    training: { epochs, earlyStopping: false },
    ...change,
  });

/** Trains and leaves the artifacts as a run would. */
async function kept(experiment: Experiment, frames: typeof unlabelled, encoder?: string) {
  const trained = await trainOn(experiment, frames, { encoder });
  const directory = tempDir();
  await saveTrained(trained, trained.example, directory);
  trained.model.dispose();
  return { ...trained, directory };
}

async function weightsOf(directory: string, model: string): Promise<Map<string, Float32Array[]>> {
  const { tf } = await tensorflow()();
  const loaded = await loadModel(tf, `${directory}/${model}`);
  const entries = await Promise.all(
    loaded.layers.map(
      async (layer) => [layer.name, await Promise.all(layer.getWeights().map(async (one) => Float32Array.from(await one.data())))] as const,
    ),
  );
  loaded.dispose();
  return new Map(entries);
}

const rejects = (experiment: Experiment, frames: typeof unlabelled, encoder: string | undefined, code: string) =>
  assert.rejects(trainOn(experiment, frames, { encoder }), (error: TrainyardError) => {
    assert.equal(error.facts?.code, code, String(error));
    assert.equal(error.facts.kind, "input");
    return true;
  });

describe("denoising pretraining", () => {
  let source: Awaited<ReturnType<typeof kept>>;
  before(async () => {
    source = await kept(pretraining(), unlabelled);
  });

  it("learns to restore what noise has spoilt, and says so of each split", () => {
    const first = source.epochs[0]!.figures;
    const last = source.epochs.at(-1)!.figures;
    assert.ok(last.val_loss! < first.val_loss! / 2, `${first.val_loss} -> ${last.val_loss}`);
    for (const split of ["train", "validation", "test"] as const) assert.ok(source.scores[split].reconstruction_mse! < 0.5);
    assert.deepEqual(Object.keys(first), ["loss", "val_loss"]);
  });

  it("says of each row its encoding, the same after it was saved", async () => {
    const trained = await loadTrained(source.directory, pretraining(), tensorflow());
    const columns = await predictRows(trained, without(rows, "fraud"));
    trained.model.dispose();
    assert.deepEqual(
      columns.map(({ name }) => name),
      ["encoding_1", "encoding_2", "encoding_3"],
    );
    assert.ok(columns.every((column) => column.kind === "number" && column.values.every(Number.isFinite)));
  });

  it("gives the same curve with the same seed, and another with another", async () => {
    const same = await kept(pretraining({}, 3), unlabelled);
    const again = await kept(pretraining({}, 3), unlabelled);
    assert.deepEqual(again.epochs, same.epochs);
    const seeded = pretraining({}, 3);
    const other = await kept({ ...seeded, training: { ...seeded.training, seed: 43 } }, unlabelled);
    assert.notDeepEqual(other.epochs, same.epochs);
  });

  it("gives a later network its weights to begin with", async () => {
    const { tf } = await tensorflow()();
    const { beginWithEncoder } = await import("../../src/engine/autoencoder/encoder.ts");
    const encoder = await beginWithEncoder(tf, source.directory, { run: "calm-heron", freeze: false }, ["a", "b", "c", "d"]);
    const network = tf.sequential({ layers: encoder.layers });
    await encoder.set();
    const learnt = await weightsOf(source.directory, "model/network");
    const expected = encoder.layers.flatMap(({ name }) => learnt.get(name)!);
    assert.deepEqual(await copyWeights(network), expected);
    network.dispose();
  });

  it("stays as it is where it is frozen, and moves where it is not", async () => {
    const before = await weightsOf(source.directory, "model/network");
    for (const freeze of [true, false]) {
      const later = await kept(classifying({ freeze }), thirds(rows), source.directory);
      const after = await weightsOf(later.directory, "model");
      for (const name of ["encoder_1", "encoding"]) {
        const same = before.get(name)!.every((values, i) => values.every((value, at) => value === after.get(name)![i]![at]));
        assert.equal(same, freeze, `${name}, ${freeze ? "frozen" : "fine-tuned"}`);
      }
      assert.ok(after.has("hidden_1"));
    }
  });

  it("prepares rows as the run of the encoder did, where there is no recipe", async () => {
    const later = await kept(classifying({}), thirds(rows), source.directory);
    assert.deepEqual(later.recipe, source.recipe);
    const loaded = await loadTrained(later.directory, classifying({}), tensorflow());
    assert.equal((await predictRows(loaded, rows)).length, 3);
    loaded.model.dispose();
  });

  it("refuses to predict what it learnt from", async () => {
    await rejects(classifying({}, { exclude: ["a"] }), thirds(rows), source.directory, "encoder-inputs-taken");
  });

  it("refuses features that are not those it learnt from, and says which", async () => {
    const renamed = [...SCALED, { step: "rename-column", columns: ["a"], to: "z" }];
    await rejects(classifying({}, { recipe: renamed }), thirds(rows), source.directory, "encoder-features-differ");
    const turned = { ...rows, columns: [...rows.columns].reverse() };
    await rejects(classifying({}, { recipe: SCALED }), thirds(turned), source.directory, "encoder-features-differ");
    await rejects(classifying({}), thirds(rows), undefined, "encoder-not-at-hand");
  });

  it("refuses to learn without noise", () => rejects(pretraining({ noise: { swap: 0 } }), unlabelled, undefined, "no-noise"));
});
