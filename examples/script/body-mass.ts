// How heavy is a penguin? A regression on its measurements, in plain TensorFlow.js: nothing in here knows of Trainyard.
//
//   trainyard train examples/script/body-mass.ts
import { readFileSync } from "node:fs";
import * as tf from "@tensorflow/tfjs";

const FEATURES = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm"];
const TARGET = "body_mass_g";
const HELD_OUT = 0.2;

/** Rows of measurements; a penguin with one missing is left out. */
function readPenguins(): { x: number[]; y: number }[] {
  const [header = "", ...lines] = readFileSync(new URL("../penguins/penguins.csv", import.meta.url), "utf8")
    .trim()
    .split(/\r?\n/);
  const names = header.split(",");
  const rows = lines.map((line) => {
    const cells = line.split(",");
    const cell = (name: string): number => Number.parseFloat(cells[names.indexOf(name)] ?? "");
    return { x: FEATURES.map(cell), y: cell(TARGET) };
  });
  return rows.filter(({ x, y }) => [...x, y].every(Number.isFinite));
}

/** Mean and standard deviation of each column, of the training rows alone. */
function statistics(rows: number[][]): { mean: tf.Tensor; deviation: tf.Tensor } {
  const { mean, variance } = tf.moments(tf.tensor2d(rows), 0);
  return { mean, deviation: variance.sqrt() };
}

const penguins = readPenguins();
tf.util.shuffle(penguins);
const cut = Math.round(penguins.length * (1 - HELD_OUT));
const [train, test] = [penguins.slice(0, cut), penguins.slice(cut)];

const { mean, deviation } = statistics(train.map(({ x }) => x));
const inputs = (rows: typeof penguins) =>
  tf
    .tensor2d(rows.map(({ x }) => x))
    .sub(mean)
    .div(deviation);
const kilograms = (rows: typeof penguins) => tf.tensor2d(rows.map(({ y }) => [y / 1000]));

const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 16, activation: "relu", inputShape: [FEATURES.length] }),
    tf.layers.dense({ units: 8, activation: "relu" }),
    tf.layers.dense({ units: 1 }),
  ],
});
model.compile({ optimizer: tf.train.adam(0.01), loss: "meanSquaredError", metrics: ["mae"] });

await model.fit(inputs(train), kilograms(train), {
  epochs: 60,
  batchSize: 32,
  validationSplit: 0.2,
  verbose: 0,
  callbacks: {
    onEpochEnd: (epoch, logs) => {
      if ((epoch + 1) % 10 === 0) console.log(`epoch ${epoch + 1}: mean absolute error ${logs?.val_mae?.toFixed(3)} kg`);
    },
  },
});

const [, error] = model.evaluate(inputs(test), kilograms(test)) as tf.Scalar[];
console.log(`${test.length} penguins it has never seen: wrong by ${error?.dataSync()[0]?.toFixed(3)} kg on average`);
