import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Tensor, Tensor2D } from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { readImage } from "../../src/engine/image/decode.ts";
import { headerOf } from "../../src/engine/image/header.ts";
import { imageInputs } from "../../src/engine/image/inputs.ts";
import { imageLayers } from "../../src/engine/image/layers.ts";
import { resize } from "../../src/engine/image/resize.ts";
import { inOrder } from "../../src/engine/train/batch.ts";
import { experiment } from "../../src/protocol/experiment.schema.ts";
import { FIXTURES } from "../support/paths.ts";
import { tempDir } from "../support/temp.ts";
import { tensorflow } from "../train/train-on.ts";

interface Fixture {
  images: { name: string; data: string; shape: [number, number, number]; pixels: number[]; tolerance: number }[];
  resize: { shape: [number, number, number]; pixels: number[]; sizes: { width: number; height: number; pixels: number[] }[] };
  network: { inputs: number[]; weights: Record<string, { shape: number[]; values: number[] }[]>; outputs: number[] };
}

const fixture = JSON.parse(readFileSync(join(FIXTURES, "model", "image.json"), "utf8")) as Fixture;
const apart = (found: ArrayLike<number>, expected: readonly number[]) => {
  assert.equal(found.length, expected.length);
  return Math.max(...expected.map((value, i) => Math.abs(value - (found[i] as number))));
};

describe("an image", () => {
  let folder: string;
  before(() => {
    folder = tempDir();
  });
  const written = (name: string, bytes: Buffer) => {
    const file = join(folder, name.replaceAll(" ", "-"));
    writeFileSync(file, bytes);
    return file;
  };

  for (const { name, data, shape, pixels, tolerance } of fixture.images) {
    it(`is read as Pillow reads it: ${name}`, () => {
      const bytes = Buffer.from(data, "base64");
      const image = readImage(written(name, bytes), 3);
      assert.deepEqual([image.height, image.width, image.channels], shape);
      assert.ok(apart(image.pixels, pixels) <= tolerance, `${apart(image.pixels, pixels)} apart`);
      const header = headerOf(bytes);
      assert.ok(typeof header !== "string" && header.width === shape[1] && header.height === shape[0]);
      assert.equal(readImage(written(name, bytes), 1).pixels.length, shape[0] * shape[1]);
    });
  }

  it("is resized as Keras resizes it", () => {
    const { shape, pixels, sizes } = fixture.resize;
    const [height, width] = shape;
    for (const size of sizes) {
      const found = resize({ width, height, channels: 3, pixels: Uint8Array.from(pixels) }, size.width, size.height);
      assert.ok(apart(found, size.pixels) <= 0.5 + 1e-3, "rounded to whole values");
    }
  });

  it("is refused by name where it is empty, cut short, damaged or no image", () => {
    const png = Buffer.from(fixture.images[0]?.data ?? "", "base64");
    const jpeg = Buffer.from(fixture.images.find(({ name }) => name === "jpeg")?.data ?? "", "base64");
    const damaged = Buffer.from(png);
    damaged.fill(7, 40, png.length - 20);
    const bad = [Buffer.alloc(0), png.subarray(0, 60), jpeg.subarray(0, 200), Buffer.from("GIF89a..."), damaged];
    for (const [i, bytes] of bad.entries()) assert.throws(() => readImage(written(`bad-${i}`, bytes), 3), { code: "image-unreadable" });
    assert.throws(() => readImage(join(folder, "gone.png"), 3), { code: "image-unreadable" });
  });

  it("never hangs or crashes a look at its header, whatever the bytes", () => {
    const starts = fixture.images.map(({ data }) => Buffer.from(data, "base64"));
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.nat(), fc.nat(255), (bytes, at, value) => {
        const changed = Buffer.from(bytes);
        changed[at % changed.length] = value;
        headerOf(changed);
        headerOf(changed.subarray(0, at % changed.length));
      }),
    );
  });

  it("goes through convolutions as in Keras", async () => {
    const { tf } = await tensorflow()();
    const { model: params } = experiment.parse({
      data: "images",
      target: "label",
      task: "multiclass",
      model: { algorithm: "image-classifier", imageSize: 9, filters: [3, 4], hidden: [5], dropout: 0 },
    });
    const layers = imageLayers(tf, { ...params, channels: 2 } as never);
    const model = tf.sequential({ layers });
    for (const [name, weights] of Object.entries(fixture.network.weights))
      model.getLayer(name).setWeights(weights.map(({ shape, values }) => tf.tensor(values, shape)));
    const found = (model.predict(tf.tensor4d(fixture.network.inputs, [3, 9, 9, 2])) as Tensor2D).dataSync();
    assert.ok(apart(found, fixture.network.outputs) < 1e-5);
    model.dispose();
  });
});

describe("images as batches", () => {
  const file = () => {
    const path = join(tempDir(), "a.png");
    writeFileSync(path, Buffer.from(fixture.images[0]?.data ?? "", "base64"));
    return path;
  };
  const values = async (augment: Parameters<typeof imageInputs>[2], order = inOrder(4)) => {
    const { tf } = await tensorflow()();
    const path = file();
    const [tensor] = (await imageInputs({ rows: 4, paths: [path, path, path, path] }, { size: 8, channels: 3 }, augment).tensors(
      tf,
      order,
      0,
      4,
    )) as [Tensor];
    assert.deepEqual(tensor.shape, [4, 8, 8, 3]);
    const data = Array.from(tensor.dataSync());
    tensor.dispose();
    return Array.from({ length: 4 }, (_, row) => data.slice(row * 192, (row + 1) * 192));
  };

  it("are values from 0 to 1, the same each time", async () => {
    const [first, second] = await values(null);
    assert.deepEqual(first, second);
    assert.ok(first?.every((value) => value >= 0 && value <= 1));
  });

  it("are changed by the seed, the row and its place in the epoch, and by nothing else", async () => {
    const augment = { flip: true, shift: 0.25, seed: 5 };
    const once = await values(augment);
    assert.deepEqual(await values(augment), once);
    assert.notDeepEqual(await values({ ...augment, seed: 6 }), once);
    assert.notDeepEqual(await values(augment, Int32Array.of(3, 2, 1, 0)), once);
    assert.ok(new Set(once.map((row) => row.join())).size > 1);
  });

  it("are mirrored where they are", async () => {
    const [plain] = (await values(null)) as [number[]];
    const mirrored = Array.from(
      { length: 192 },
      (_, i) => plain[Math.floor(i / 24) * 24 + (7 - (Math.floor(i / 3) % 8)) * 3 + (i % 3)] as number,
    );
    const rows = await values({ flip: true, shift: 0, seed: 1 });
    assert.ok(rows.every((row) => [plain.join(), mirrored.join()].includes(row.join())));
  });
});
