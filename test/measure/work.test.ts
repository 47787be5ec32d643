import assert from "node:assert/strict";
import type { ImageRows } from "../../src/engine/image/inputs.ts";
import { keyOf } from "../../src/engine/measure/key.ts";
import { firstRows } from "../../src/engine/measure/rows.ts";
import { expectedSteps, packWork, stepsOf, unpackWork } from "../../src/engine/measure/work.ts";
import type { TextRows } from "../../src/engine/model/text/texts.ts";
import type { Matrix } from "../../src/engine/recipe/matrix.ts";
import { workOf } from "./training.ts";

describe("a training to be measured", () => {
  it("crosses to another process with rows, target and settings, and nothing that ends it early", () => {
    const work = workOf({ rows: 100 });
    const { settings, ...unpacked } = unpackWork(packWork(work));
    const { settings: before, ...whole } = work;
    assert.deepEqual(unpacked, { ...whole, encoder: undefined });
    assert.deepEqual(settings, { ...before, earlyStopping: false });
  });

  it("has part of the rows of many, and as many steps", () => {
    const work = workOf({ rows: 100_000, features: 100, epochs: 3 });
    const packed = unpackWork(packWork(work));
    const rows = packed.train.y.length;
    assert.ok(rows < 100_000 && rows % 32 === 0);
    assert.equal((packed.train.x as Matrix).data.length, rows * 100);
    assert.ok(stepsOf(packed) >= stepsOf(work));
  });

  it("is expected to be as long as early stopping leaves it", () => {
    const [long, short] = [expectedSteps(workOf({ epochs: 5 })), expectedSteps(workOf({ epochs: 5, patience: 10 }))];
    assert.deepEqual([long, short], [1000, 1000]);
    assert.deepEqual([expectedSteps(workOf({ patience: 10 })), expectedSteps(workOf({ patience: 1 }))], [30 * 200, 20 * 200]);
    assert.equal(stepsOf(workOf({ patience: 10 })), 1000 * 200);
  });

  it("counts its rows by their features, since there may be no answers", () => {
    const work = workOf();
    const unlabelled = { ...work, train: { ...work.train, y: new Float64Array(0) } };
    assert.equal(stepsOf(unlabelled), stepsOf(work));
    assert.equal(unpackWork(packWork(unlabelled)).settings.epochs, work.settings.epochs);
  });

  it("has one batch at the least", () => {
    const rows = firstRows(
      { x: { rows: 50, features: ["a"], data: new Float32Array(50) }, y: new Float64Array(50) },
      { bytes: 1, batch: 20 },
    );
    assert.deepEqual([rows.y.length, (rows.x as Matrix).data.length], [20, 20]);
  });

  it("has few images, and texts with the columns beside them", () => {
    const y = new Float64Array(30_000);
    const images = firstRows({ x: { rows: 30_000, paths: Array<string>(30_000).fill("a.png") }, y }, { bytes: 1e6, batch: 32 });
    assert.deepEqual([images.y.length, (images.x as ImageRows).paths.length], [64, 64]);
    const others = { rows: 30_000, features: ["a"], data: new Float32Array(30_000) };
    const words = Array.from({ length: 30_000 }, () => ["word"]);
    const texts = firstRows({ x: { rows: 30_000, columns: ["t"], words, others }, y }, { bytes: 1e6, batch: 32 });
    const { rows, words: some, others: beside } = texts.x as TextRows;
    assert.deepEqual([rows, some.length, beside?.data.length, texts.y.length], [9984, 9984, 9984, 9984]);
  });
});

describe("the name of a network and a machine", () => {
  const key = (change: Parameters<typeof workOf>[0] = {}) => keyOf(workOf(change), "4.22.0");

  it("is the same for the same, whatever the rates", () => {
    assert.equal(key(), key());
    const work = workOf();
    const { model, settings } = work;
    const other = { ...work, model: { ...model, dropout: 0.1 }, settings: { ...settings, learningRate: 0.5, seed: 7 } } as typeof work;
    const dropping = { ...work, model: { ...model, dropout: 0.4 } } as typeof work;
    assert.equal(keyOf(other, null), keyOf(dropping, null));
  });

  it("differs where a step does", () => {
    const all = [key(), key({ hidden: [9] }), key({ features: 5 }), key({ compile: "off" }), keyOf(workOf(), null), key({ rows: 64 })];
    assert.equal(new Set(all).size, all.length);
  });
});
