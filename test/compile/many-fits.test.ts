import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import type { Tensor } from "@tensorflow/tfjs-core";
import { loadTensorflow } from "../../src/engine/backend/tensorflow.ts";
import type { TF } from "../../src/engine/backend/tf.ts";
import { compileModel } from "../../src/engine/compile/model.ts";
import { residentMegabytes } from "../support/memory.ts";
import { tempDir } from "../support/temp.ts";
import { tensorOf, uniform } from "./models.ts";

/** 1,000 by `npm run test:long`. */
const FITS = Number(process.env.TRAINYARD_FITS ?? 60);
/** Fits between two looks at the memory, and how much more a look may find than the first ones after a start did. */
const EVERY = FITS / 20;
const MOST_MORE = 32;

describe("many fits in one process", () => {
  let tf: TF;
  let data: [Tensor, Tensor];
  before(async () => {
    tf = loadTensorflow();
    await tf.setBackend("tensorflow");
    const next = uniform(11);
    data = [tensorOf(tf, [70, 4], next), tensorOf(tf, [70, 1], next)];
  });
  after(() => tf.dispose(data));

  let files: string;
  const { TMPDIR } = process.env;
  beforeEach(() => {
    files = tempDir();
    process.env.TMPDIR = files;
  });
  afterEach(() => {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  });

  it(`${FITS} models, each made, fitted and disposed of, leave nothing: memory, tensors, variables, files`, async function () {
    this.timeout(600_000);
    const [x, y] = data;
    const things = () => [tf.memory().numTensors, Object.keys(tf.engine().registeredVariables).length];
    const before = things();
    const megabytes: number[] = [];
    for (let fit = 0; fit < FITS; fit += 1) {
      // every other one finds the session of the one before last, the rest find none: more shapes than are kept
      const units = fit % 2 === 0 ? 8 : 9 + ((fit >> 1) % 6);
      const model = tf.sequential({
        layers: [
          tf.layers.dense({ units, activation: "relu", inputShape: [4] }),
          tf.layers.dropout({ rate: 0.1 }),
          tf.layers.dense({ units: 1 }),
        ],
      });
      model.compile({ optimizer: tf.train.adam(0.02), loss: "meanSquaredError", metrics: ["mae"] });
      const compiled = compileModel(tf, model, { after: 0 });
      await model.fit(x, y, { verbose: 0, epochs: 3, yieldEvery: "never" });
      assert.equal(compiled.refused, null);
      assert.ok(compiled.steps.compiled.count > 0);
      model.dispose();
      model.optimizer.dispose(); // TensorFlow.js leaves it to whoever made it
      assert.deepEqual(things(), before, `after fit ${fit + 1}`);
      if ((fit + 1) % EVERY === 0) megabytes.push(residentMegabytes());
    }
    assert.deepEqual(readdirSync(files), []);
    const [early, late] = [megabytes.slice(4, 9), megabytes.slice(-5)].map(median) as [number, number];
    assert.ok(late - early < MOST_MORE, `${megabytes.map(Math.round)} MB`);
  });
});

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;
