// What the networks learn from: seeded, with noise that no network can learn, so that losses of equal trainings are alike.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CATEGORIES, CLASSES, WORDS } from "./networks.mjs";

const NOISE = 0.1;

/** Writes inputs, targets and weights of a network as raw arrays, and `NAME.json`, which says what is where. */
export function writeNetwork(directory, name, model, { rows, batch, epochs, loss }) {
  const { inputs, targets } = DATA[name.replace(/-\d+$/, "")](rows, randomFrom(name.length));
  const write = ({ shape, values }, file) => {
    writeFileSync(join(directory, `${name}.${file}`), values);
    return { file: `${name}.${file}`, shape, dtype: values instanceof Int32Array ? "int32" : "float32" };
  };
  const weights = model.layers.flatMap((layer) =>
    layer.getWeights().map((one, i) => ({
      layer: layer.name,
      ...write({ shape: one.shape, values: one.dataSync() }, `${layer.name}-${i}`),
    })),
  );
  const facts = {
    rows,
    batch,
    epochs,
    loss,
    inputs: inputs.map((input, i) => write(input, `input-${i}`)),
    targets: write(targets, "targets"),
    weights,
  };
  writeFileSync(join(directory, `${name}.json`), JSON.stringify(facts));
}

/** The same again, with `valuesOf` a file. */
export function readNetwork(directory, name) {
  const facts = JSON.parse(readFileSync(join(directory, `${name}.json`), "utf8"));
  const valuesOf = ({ file, dtype }) => {
    const { buffer } = new Uint8Array(readFileSync(join(directory, file)));
    return dtype === "int32" ? new Int32Array(buffer) : new Float32Array(buffer);
  };
  return { ...facts, valuesOf };
}

function randomFrom(seed) {
  let state = seed >>> 0;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  return { below: (n) => Math.floor(uniform() * n), chance: uniform, normal, normals: (n) => Float32Array.from({ length: n }, normal) };
}

/** 1 where the score is above 0; some are wrong. */
const classesOf = (rows, { chance }, score) => ({
  shape: [rows, 1],
  values: Float32Array.from({ length: rows }, (_, row) => Number(score(row) > 0 !== chance() < NOISE)),
});

const DATA = {
  mlp(rows, random) {
    const x = random.normals(rows * 20);
    const score = (row) => x[row * 20] + x[row * 20 + 1] * x[row * 20 + 2] + x[row * 20 + 3];
    return { inputs: [{ shape: [rows, 20], values: x }], targets: classesOf(rows, random, score) };
  },
  /** Each class is a pattern of its own under much noise. */
  cnn(rows, random) {
    const patterns = Array.from({ length: CLASSES }, () => random.normals(28 * 28));
    const x = random.normals(rows * 28 * 28);
    const targets = new Float32Array(rows * CLASSES);
    for (let row = 0; row < rows; row += 1) {
      const one = row % CLASSES;
      for (const [place, value] of patterns[one].entries()) x[row * 28 * 28 + place] += 0.3 * value;
      targets[row * CLASSES + (random.chance() < NOISE ? random.below(CLASSES) : one)] = 1;
    }
    return { inputs: [{ shape: [rows, 28, 28, 1], values: x }], targets: { shape: [rows, CLASSES], values: targets } };
  },
  lstm(rows, random) {
    const x = random.normals(rows * 20 * 8);
    const score = (row) => Array.from({ length: 20 }, (_, step) => x[(row * 20 + step) * 8]).reduce((sum, one) => sum + one, 0);
    return { inputs: [{ shape: [rows, 20, 8], values: x }], targets: classesOf(rows, random, score) };
  },
  "wide-and-deep"(rows, random) {
    const numbers = random.normals(rows * 10);
    const categories = CATEGORIES.map(({ values }) => Int32Array.from({ length: rows }, () => random.below(values)));
    const effects = CATEGORIES.map(({ values }) => random.normals(values));
    const score = (row) => numbers[row * 10] + categories.reduce((sum, codes, i) => sum + effects[i][codes[row]], 0);
    const inputs = [{ shape: [rows, 10], values: numbers }, ...categories.map((values) => ({ shape: [rows, 1], values }))];
    return { inputs, targets: classesOf(rows, random, score) };
  },
  /** Some words speak for one class, some for the other. */
  text(rows, random) {
    const words = Int32Array.from({ length: rows * 50 }, () => Math.floor(random.chance() ** 3 * WORDS));
    const meanings = random.normals(WORDS);
    const score = (row) => words.subarray(row * 50, row * 50 + 50).reduce((sum, word) => sum + meanings[word], 0);
    return { inputs: [{ shape: [rows, 50], values: words }], targets: classesOf(rows, random, score) };
  },
  autoencoder(rows, random) {
    const mixing = random.normals(8 * 64);
    const x = random.normals(rows * 64).map((one) => NOISE * one);
    for (let row = 0; row < rows; row += 1) {
      const causes = random.normals(8);
      for (let j = 0; j < 64; j += 1) for (let k = 0; k < 8; k += 1) x[row * 64 + j] += (causes[k] * mixing[k * 64 + j]) / 4;
    }
    const all = { shape: [rows, 64], values: x };
    return { inputs: [all], targets: all };
  },
};
