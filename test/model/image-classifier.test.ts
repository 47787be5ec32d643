import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encode } from "fast-png";
import type { Frame } from "../../src/engine/data/column.ts";
import { ingest } from "../../src/engine/data/ingest/ingest.ts";
import { freshnessOf } from "../../src/engine/data/open/fresh.ts";
import { profile } from "../../src/engine/data/profile/profile.ts";
import { openSource } from "../../src/engine/data/read.ts";
import { prepareSource } from "../../src/engine/data/source.ts";
import { draftExperiment } from "../../src/engine/experiment/draft.ts";
import { parseExperiment } from "../../src/engine/experiment/parse.ts";
import { rankAlgorithms } from "../../src/engine/experiment/rank.ts";
import { loadTrained, saveTrained } from "../../src/engine/model/artifacts.ts";
import { predictRows } from "../../src/engine/model/predict.ts";
import { experiment as schema } from "../../src/protocol/experiment.schema.ts";
import type { TrainyardError } from "../../src/shared/errors.ts";
import { tempDir } from "../support/temp.ts";
import { tensorflow, trainOn } from "../train/train-on.ts";

const SIZE = 6;

/** Lines across, or lines down, in a colour that depends on the number alone. */
function picture(kind: "across" | "down", number: number): Uint8Array {
  const data = Uint8Array.from({ length: SIZE * SIZE * 3 }, (_, i) => {
    const [x, y, c] = [Math.floor(i / 3) % SIZE, Math.floor(i / (3 * SIZE)), i % 3];
    const line = ((kind === "across" ? y : x) + number) % 2 === 0;
    return line ? 255 - ((number * 37 + c * 50) % 60) : (number * 53 + c * 20) % 60;
  });
  return encode({ width: SIZE, height: SIZE, data, channels: 3, depth: 8 });
}

function folderOf(count: number, kinds: ("across" | "down")[] = ["across", "down"]): string {
  const folder = join(tempDir(), "images");
  for (const kind of kinds) {
    mkdirSync(join(folder, kind), { recursive: true });
    for (let i = 0; i < count; i += 1) writeFileSync(join(folder, kind, `${String(i).padStart(2, "0")}.png`), picture(kind, i));
  }
  return folder;
}

const experimentOn = (data: string, model: object = {}) =>
  schema.parse({
    data,
    target: "label",
    task: "binary",
    split: { method: "stratified", validation: 0.2, test: 0.2 },
    model: {
      algorithm: "image-classifier",
      imageSize: SIZE,
      filters: [4],
      hidden: [8],
      dropout: 0,
      augment: { flip: true, shift: 0 },
      ...model,
    },
    training: { epochs: 12, batchSize: 8, learningRate: 0.02 },
  });

async function framesOf(data: string) {
  const temp = tempDir();
  const { source, notes } = await prepareSource({ experiment: experimentOn(data), directory: temp, tempDirectory: temp });
  const reader = await openSource(source);
  const read = (split: "train" | "validation" | "test") => reader.read({ columns: reader.columns.map(({ name }) => name), split });
  const frames = { train: await read("train"), validation: await read("validation"), test: await read("test") };
  reader.close();
  return { frames, notes };
}

const only = ({ rows, columns }: Frame, ...names: string[]): Frame => ({
  rows,
  columns: columns.filter(({ name }) => names.includes(name)),
});

describe("image-classifier", () => {
  it("learns what images show, and is used again as it was", async () => {
    const { frames } = await framesOf(folderOf(20));
    const experiment = experimentOn("images");
    const trained = await trainOn(experiment, frames);
    assert.ok((trained.scores.test.accuracy as number) > 0.9, `${trained.scores.test.accuracy}`);
    const directory = tempDir();
    await saveTrained(trained, trained.example, directory);
    const again = await loadTrained(directory, experiment, tensorflow());
    assert.deepEqual(await predictRows(again, frames.test), await predictRows(trained, frames.test));
    again.model.dispose();
    trained.model.dispose();
  });

  it("trains on wasm as on cpu", async () => {
    const { frames } = await framesOf(folderOf(8));
    const brief = { ...experimentOn("images"), training: { ...experimentOn("images").training, epochs: 2 } };
    const [cpu, wasm] = [await trainOn(brief, frames), await trainOn(brief, frames, { tensorflow: tensorflow("wasm") })];
    for (const [i, { figures }] of cpu.epochs.entries()) {
      const other = wasm.epochs[i]?.figures ?? {};
      for (const [name, value] of Object.entries(figures)) assert.ok(Math.abs(value - (other[name] as number)) < 1e-3, name);
    }
    await tensorflow("cpu")();
  });

  it("in grey works too", async () => {
    const { frames } = await framesOf(folderOf(12));
    const { scores } = await trainOn(experimentOn("images", { channels: 1 }), frames);
    assert.ok((scores.test.accuracy as number) > 0.8);
  });

  it("names an image that is gone when it is needed, and a folder without paths", async () => {
    const { frames } = await framesOf(folderOf(8));
    const gone = (frame: Frame): Frame => ({
      ...frame,
      columns: frame.columns.map((column) =>
        column.kind === "text" && column.name === "path" ? { ...column, values: column.values.map(() => "/nowhere/a.png") } : column,
      ),
    });
    const refused = (code: string, changed: typeof frames, model: object = {}) =>
      assert.rejects(trainOn(experimentOn("images", model), changed), (error: TrainyardError) => {
        assert.equal(error.facts?.code, code, String(error));
        return true;
      });
    await refused("image-unreadable", { train: gone(frames.train), validation: frames.validation, test: frames.test });
    const without = (frame: Frame) => only(frame, "label", "width");
    await refused("image-paths-missing", {
      train: without(frames.train),
      validation: without(frames.validation),
      test: without(frames.test),
    });
    await refused("image-size-too-small", frames, { imageSize: 6, filters: [4, 4, 4] });
  });
});

describe("a folder of images as data", () => {
  const read = (folder: string) => ingest(folder, { database: join(tempDir(), "data.duckdb") });

  it("is a table of its images, in order; what is no image is rejected by name", async () => {
    const folder = folderOf(3);
    writeFileSync(join(folder, "across", "empty.png"), "");
    writeFileSync(join(folder, "down", "text.jpg"), "not an image");
    writeFileSync(join(folder, "notes.txt"), "no matter");
    const { rows, columns, rejected, sha256, files } = await read(folder);
    assert.equal(rows, 6);
    assert.deepEqual(
      columns.map(({ name }) => name),
      ["path", "label", "width", "height", "bytes", "sha256"],
    );
    assert.deepEqual(
      rejected.first.map(({ file, problem }) => [file, problem]),
      [
        ["across/empty.png", "the file is empty"],
        ["down/text.jpg", "it is neither a PNG nor a JPEG"],
      ],
    );
    assert.equal(files.length, 6);
    assert.equal((await read(folder)).sha256, sha256);
    writeFileSync(join(folder, "down", "00.png"), picture("down", 99));
    assert.notEqual((await read(folder)).sha256, sha256);
  });

  it("is read again when an image has come", async () => {
    const folder = folderOf(2);
    const { files } = await read(folder);
    const fresh = await freshnessOf(folder, files);
    assert.equal(await fresh(), true);
    writeFileSync(join(folder, "down", "new.png"), picture("down", 3));
    assert.equal(await fresh(), false);
  });

  it("is proposed an image classifier", async () => {
    const found = await profile({ file: folderOf(12) }, { folder: tempDir(), tempDirectory: tempDir() });
    const draft = draftExperiment({ profile: found, data: "images" });
    assert.deepEqual(
      rankAlgorithms(found, "binary", "label").map(({ algorithm }) => algorithm),
      ["image-classifier", "baseline"],
    );
    const { experiment, problems } = parseExperiment(draft.text, "draft");
    assert.deepEqual(problems, []);
    assert.equal(experiment?.model.algorithm, "image-classifier");
    assert.deepEqual([experiment?.target, experiment?.task], ["label", "binary"]);
  });

  it("without classes, with one, or without images is refused in words that say so", async () => {
    const draft = async (folder: string) =>
      draftExperiment({ profile: await profile({ file: folder }, { folder: tempDir(), tempDirectory: tempDir() }), data: "images" });
    const refused = (folder: string, code: string) =>
      assert.rejects(draft(folder), (error: TrainyardError) => {
        assert.equal(error.facts?.code, code, String(error));
        return true;
      });
    const flat = tempDir();
    writeFileSync(join(flat, "a.png"), picture("down", 1));
    writeFileSync(join(flat, "b.png"), picture("down", 2));
    await refused(flat, "image-classes-missing");
    await refused(folderOf(5, ["down"]), "image-classes-missing");
    await refused(tempDir(), "data-file-is-directory");
    const broken = tempDir();
    writeFileSync(join(broken, "a.png"), "");
    await refused(broken, "images-missing");
  });
});
